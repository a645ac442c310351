package dev.candor.bench;

import dev.candor.lab.probe.Interval;
import java.util.List;
import java.util.Locale;

/// What having neurons in view costs, with all that is needed to take it again.
///
/// @param model name of its file
record CostReport(
        Machine machine,
        String model,
        String kernels,
        int threads,
        int rounds,
        double loadBefore,
        double loadAfter,
        List<Row> rows) {

    /// One thing.
    ///
    /// @param with seconds of one part
    /// @param without the same
    /// @param ratio with ÷ without, the median over pairs
    /// @param interval of the ratio, 95%
    /// @param checksum of what was computed with neurons in view
    record Row(
            Cost.About about,
            Spread with,
            Spread without,
            double ratio,
            Interval interval,
            int pairs,
            int warmUps,
            String checksum) {

        static Row of(Cost.About about, Pairs pairs, int warmUps, String checksum) {
            return new Row(
                    about,
                    pairs.with(),
                    pairs.without(),
                    pairs.ratio(),
                    pairs.interval(),
                    pairs.count(),
                    warmUps,
                    checksum);
        }

        /// Whether the bar is met: by the whole interval, by the median alone, or not.
        String met() {
            Double most = about.most();
            if (most == null) {
                return "";
            }
            return interval.high() <= most ? "yes" : ratio <= most ? "median only" : "no";
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                format(
                        "Machine: %s. Load average %.2f before, %.2f after.\n",
                        machine.describe(), loadBefore, loadAfter));
        text.append(format("Model: %s. Kernels %s, %d threads.\n", model, kernels, threads));
        text.append(
                format(
                        "Milliseconds, median (range); difference: median over pairs of %d rounds, 95%% interval"
                                + " of it:\n\n",
                        rounds));
        text.append(
                "| | with | without | difference | 95% interval | bar | met | pairs | checksum | warm-ups |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append(
                    format(
                            "| %s | %s | %s | %s | %s to %s | %s | %s | %d | `%s` | %d |\n",
                            row.about.name(),
                            milliseconds(row.with, row.about.parts()),
                            milliseconds(row.without, row.about.parts()),
                            effect(row.about, row.ratio),
                            effect(row.about, row.interval.low()),
                            effect(row.about, row.interval.high()),
                            row.about.most() == null ? "" : "≤ " + bar(row.about, row.about.most()),
                            row.met(),
                            row.pairs,
                            row.checksum,
                            row.warmUps));
        }
        return text.toString();
    }

    private static String milliseconds(Spread seconds, int parts) {
        double scale = 1e3 / parts;
        return new Spread(seconds.median() * scale, seconds.least() * scale, seconds.most() * scale)
                .text(1);
    }

    private static String effect(Cost.About about, double ratio) {
        return about.isOverhead() ? format("%+.2f%%", 100 * (ratio - 1)) : format("%.2f ×", ratio);
    }

    private static String bar(Cost.About about, double ratio) {
        return about.isOverhead() ? format("%.0f%%", 100 * (ratio - 1)) : format("%.1f ×", ratio);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
