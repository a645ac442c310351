package dev.candor.bench;

import java.util.List;

/// How long the first token takes and what the answer needs of memory.
///
/// @param model name of its file
/// @param threads of `ask`
/// @param loadBefore load average before the first run, as [Machine#load] gives it
/// @param loadAfter the same after the last
/// @param help the same launcher's help text, for what the start itself costs
/// @param answer first line
/// @param resident the most of all rounds
/// @param weightBytes of the model file
/// @param kvBytes keys and values of `positions`
/// @param positions of prompt and longest answer
record StartReport(
        Machine machine,
        String model,
        int threads,
        int rounds,
        double loadBefore,
        double loadAfter,
        Row help,
        Row ask,
        String answer,
        Resident resident,
        long weightBytes,
        long kvBytes,
        int positions) {

    /// Seconds within which the first token must come.
    static final double BAR_SECONDS = 1.5;

    /// What resident memory may be beside weights and keys and values.
    static final long REST_BYTES = 400_000_000;

    /// One command.
    ///
    /// @param seconds to its first byte
    /// @param cpuSeconds used by then, on all cores
    record Row(Spread seconds, Spread cpuSeconds) {
        static Row of(List<WatchedStart> starts) {
            return new Row(
                    Spread.of(starts.stream().map(WatchedStart::seconds).toList()),
                    Spread.of(starts.stream().map(WatchedStart::cpuSeconds).toList()));
        }
    }

    long boundBytes() {
        return weightBytes + kvBytes + REST_BYTES;
    }

    String markdown() {
        ReportText text = new ReportText();
        text.machine(machine, loadBefore, loadAfter);
        text.line("Model: %s, %d threads. Answer: \"%s\".", model, threads, answer);
        text.line(
                "Seconds from the start of the process, median (range) of %d rounds; bar for the first"
                        + " token %.1f s:",
                rounds, BAR_SECONDS);
        text.line("");
        text.line("| | first byte | CPU by then |");
        text.line("|---|---|---|");
        row(text, "`./candor --help`", help);
        row(text, "`./candor ask`, first token", ask);
        text.line("");
        if (resident.most() < 0) {
            text.line("Resident memory: not known here.");
            return text.toString();
        }
        text.line(
                "Resident memory: at most %s MB (%s MB mapped from files, %s MB its own), bound %s MB:"
                        + " weights %s + keys and values of %d positions %s + %s; %s.",
                megabytes(resident.most()),
                megabytes(resident.mapped()),
                megabytes(resident.own()),
                megabytes(boundBytes()),
                megabytes(weightBytes),
                positions,
                megabytes(kvBytes),
                megabytes(REST_BYTES),
                resident.most() <= boundBytes() ? "within it" : "over it");
        return text.toString();
    }

    private static void row(ReportText text, String what, Row row) {
        text.line("| %s | %s | %s |", what, row.seconds.text(2), row.cpuSeconds.text(2));
    }

    private static String megabytes(long bytes) {
        return ReportText.of("%,.1f", bytes / 1e6);
    }
}
