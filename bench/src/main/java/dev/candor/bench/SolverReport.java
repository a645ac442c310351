package dev.candor.bench;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The solver table.
///
/// @param loadBefore load average before the first run, as [Machine#load] gives it
/// @param loadAfter the same after the last
/// @param rows in the order taken
record SolverReport(
        Machine machine,
        int threads,
        int rounds,
        double loadBefore,
        double loadAfter,
        List<Row> rows) {

    /// One problem, solved by one program.
    ///
    /// @param what problem and program
    /// @param C inverse strength of the penalty
    /// @param aboveMinimum objective over the minimum, less 1; the minimum is ours at a gap of
    ///   1e-9. Alone there is none to compare with and it is the relative duality gap, a bound of
    ///   it
    /// @param nonZero weights
    /// @param checksum CRC32C of the weights' columns and bits
    /// @param timesAsFast liblinear's median ÷ this one's; 0 where it did not run
    /// @param peakResidentBytes of the process after these rounds, mapped matrix included
    record Row(
            String what,
            double C,
            Spread seconds,
            double objective,
            double aboveMinimum,
            int nonZero,
            String checksum,
            double timesAsFast,
            long peakResidentBytes) {}

    String json() {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(this);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Machine: %s. Load average %.2f before, %.2f after.",
                                machine.describe(),
                                loadBefore,
                                loadAfter))
                .append('\n');
        text.append(
                        String.format(
                                Locale.ROOT,
                                "Seconds, median (range) of %d rounds; ours on %d threads:",
                                rounds,
                                threads))
                .append('\n');
        text.append('\n');
        text.append(
                        "| problem | C | seconds | liblinear ÷ ours | objective | above the minimum | weights | checksum | peak memory, GB |")
                .append('\n');
        text.append("|---|---|---|---|---|---|---|---|---|").append('\n');
        for (Row row : rows) {
            text.append(
                            String.format(
                                    Locale.ROOT,
                                    "| %s | %.4g | %s | %s | %.9f | %.1e | %d | `%s` | %s |",
                                    row.what,
                                    row.C,
                                    row.seconds.text(3),
                                    row.timesAsFast == 0 ? "" : "%.1f".formatted(row.timesAsFast),
                                    row.objective,
                                    row.aboveMinimum,
                                    row.nonZero,
                                    row.checksum,
                                    row.peakResidentBytes < 0
                                            ? "not known"
                                            : "%.2f".formatted(row.peakResidentBytes / 1e9)))
                    .append('\n');
        }
        return text.toString();
    }
}
