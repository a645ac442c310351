package dev.candor.bench;

import java.util.List;
import java.util.Locale;

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
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Machine: %s. Load average %.2f before, %.2f after.",
                machine.describe(),
                loadBefore,
                loadAfter);
        line(text, "Model: %s, %d threads. Answer: \"%s\".", model, threads, answer);
        line(
                text,
                "Seconds from the start of the process, median (range) of %d rounds; bar for the first"
                        + " token %.1f s:",
                rounds,
                BAR_SECONDS);
        line(text, "");
        line(text, "| | first byte | CPU by then |");
        line(text, "|---|---|---|");
        row(text, "`./candor --help`", help);
        row(text, "`./candor ask`, first token", ask);
        line(text, "");
        if (resident.most() < 0) {
            line(text, "Resident memory: not known here.");
            return text.toString();
        }
        line(
                text,
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

    private static void row(StringBuilder text, String what, Row row) {
        line(text, "| %s | %s | %s |", what, row.seconds.text(2), row.cpuSeconds.text(2));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / 1e6);
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
