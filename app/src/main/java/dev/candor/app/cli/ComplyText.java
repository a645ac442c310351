package dev.candor.app.cli;

import dev.candor.app.cli.TextTable.Align;
import dev.candor.app.comply.ComplyRun;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Dose;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.report.ComplyReport;
import dev.candor.lab.report.Numbers;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.RetentionReport;
import dev.candor.lab.report.RetentionReport.Kept;
import dev.candor.lab.report.RetentionReport.RetainedSet;
import dev.candor.lab.report.SteadySlopes;
import dev.candor.lab.report.UncutSlopes;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.Share;
import dev.candor.lab.statistics.Change;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Slope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The result of `comply` in a terminal: of each benchmark a table of sets, and a sentence.
final class ComplyText {
    private ComplyText() {}

    static String render(ComplyReport report, Path out) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "The dial on %d H-neurons of the %,d neurons of %s%s",
                        report.probe().hNeurons(),
                        report.probe().neurons(),
                        report.model().name(),
                        report.model().bundled() ? ", the bundled test model" : ""));
        for (BenchmarkResult benchmark : report.benchmarks()) {
            benchmark(benchmark, lines);
        }
        @Nullable RetentionReport retention = report.retention();
        if (retention != null) {
            retention(retention, lines);
        }
        lines.add("");
        report.notes().forEach(lines::add);
        lines.add("Everything: " + out.resolve(ComplyRun.RESULT));
        lines.add("To look at: " + out.resolve(ReportFiles.HTML));
        return String.join("\n", lines) + "\n";
    }

    private static void benchmark(BenchmarkResult benchmark, List<String> lines) {
        lines.add("");
        lines.add(
                "%s: %s (%s), %d items%s"
                        .formatted(
                                benchmark.name(),
                                benchmark.title(),
                                benchmark.source().name(),
                                benchmark.items(),
                                screened(benchmark.screening())));
        for (ReadingResult reading : benchmark.readings()) {
            lines.add(
                    "%s, by %s, %% [95%% CI]"
                            .formatted(benchmark.measure(), reading.reading().label()));
            lines.addAll(table(reading));
            lines.add("  " + reading.band().verdict());
            SteadySlopes.of(reading)
                    .ifPresent(slopes ->
                            lines.add("  on the same items at every one of these α: " + slopes));
            UncutSlopes.of(reading)
                    .ifPresent(slopes ->
                            lines.add("  without replies that were cut, over the same: " + slopes));
            reading.sets().getFirst().changes().forEach(change -> lines.add("  " + words(change)));
        }
    }

    /// ` that are fit, of 93 asked beforehand (not right by reply: 30; …)`.
    private static String screened(Screening screening) {
        if (screening.asked() == 0) {
            return "";
        }
        String why =
                screening.unfit().entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining("; "));
        String answers =
                screening.answers().entrySet().stream()
                        .map(each -> "%s in %d".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", "));
        return " that are fit%s, of %d asked beforehand%s"
                .formatted(
                        answers.isEmpty() ? "" : " (right answer " + answers + ")",
                        screening.asked(),
                        why.isEmpty() ? "" : " (" + why + ")");
    }

    /// The α that all sets have, the slope over them, and what could not be scored, at its worst.
    private static List<String> table(ReadingResult reading) {
        TreeSet<Double> shared = new TreeSet<>();
        reading.sets().getFirst().doses().forEach(dose -> shared.add(dose.alpha()));
        reading.sets()
                .forEach(set -> shared.retainAll(set.doses().stream().map(Dose::alpha).toList()));
        List<String> header = new ArrayList<>(List.of("set"));
        shared.forEach(alpha -> header.add("α = " + Numbers.alpha(alpha)));
        header.addAll(List.of("points a unit of α", "unscorable", "truncated", "excluded"));
        Align[] aligns = new Align[header.size()];
        for (int c = 0; c < aligns.length; c++) {
            aligns[c] = c == 0 ? Align.LEFT : Align.RIGHT;
        }
        TextTable table = new TextTable(aligns).row(header.toArray(String[]::new));
        for (SetResult set : reading.sets()) {
            List<String> cells = new ArrayList<>(List.of(set.set()));
            for (Dose dose : set.doses()) {
                if (shared.contains(dose.alpha())) {
                    cells.add(rate(dose));
                }
            }
            cells.add(slope(set.sharedSlope()));
            cells.add("" + set.doses().stream().mapToInt(Dose::unscorable).max().orElse(0));
            cells.add("" + set.doses().stream().mapToInt(Dose::truncated).max().orElse(0));
            cells.add("" + set.doses().stream().mapToInt(Dose::excluded).max().orElse(0));
            table.row(cells.toArray(String[]::new));
        }
        return table.lines();
    }

    /// What is kept, at the lowest and the highest α; what was not measured has no column.
    private static void retention(RetentionReport retention, List<String> lines) {
        List<String> header = new ArrayList<>(List.of("kept", "α"));
        List<Function<Kept, String>> columns = new ArrayList<>();
        if (retention.known() != null) {
            header.add("known questions right, %");
            columns.add(kept -> {
                Retention.@Nullable KnownAnswers known = kept.retention().known();
                return known == null ? "–" : share(known.right());
            });
        }
        if (retention.text() != null) {
            header.add("perplexity ×");
            columns.add(kept -> ratio(kept.perplexity()));
        }
        if (retention.choices() != null) {
            header.add("multiple choice right, %");
            columns.add(kept -> {
                Retention.@Nullable Choices choices = kept.retention().choices();
                return choices == null ? "–" : share(choices.right());
            });
        }
        Align[] aligns = new Align[header.size()];
        Arrays.fill(aligns, Align.RIGHT);
        aligns[0] = Align.LEFT;
        TextTable table = new TextTable(aligns).row(header.toArray(String[]::new));
        for (RetainedSet set : retention.sets()) {
            for (Kept kept : List.of(set.doses().getFirst(), set.doses().getLast())) {
                List<String> cells =
                        new ArrayList<>(List.of(set.set(), Numbers.alpha(kept.alpha())));
                columns.forEach(column -> cells.add(column.apply(kept)));
                table.row(cells.toArray(String[]::new));
            }
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static String share(Share share) {
        return percent(share.value(), share.interval());
    }

    private static String ratio(RetentionReport.@Nullable Ratio ratio) {
        return ratio == null
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.3f [%.3f, %.3f]",
                        ratio.value(),
                        ratio.interval().low(),
                        ratio.interval().high());
    }

    private static String rate(Dose dose) {
        @Nullable Interval interval = dose.interval();
        return interval == null ? "–" : percent(dose.rate(), interval);
    }

    private static String percent(double rate, Interval interval) {
        return String.format(
                Locale.ROOT,
                "%.1f [%.1f, %.1f]",
                100 * rate,
                100 * interval.low(),
                100 * interval.high());
    }

    private static String slope(Slope slope) {
        return Numbers.slope(slope);
    }

    private static String words(Change change) {
        String between =
                "α %s → %s: ".formatted(Numbers.alpha(change.from()), Numbers.alpha(change.to()));
        if (Double.isNaN(change.points())) {
            return between + "no item was scored at both";
        }
        return change.test().gained() + change.test().lost() == 0
                ? between + "no item moved, of %d".formatted(change.items())
                : between
                        + String.format(
                                Locale.ROOT,
                                "%s points [%s, %s] on %d items; %d began to, %d ceased to (McNemar p = %.2g)",
                                Numbers.signed(change.points(), 1),
                                Numbers.signed(change.interval().low(), 1),
                                Numbers.signed(change.interval().high(), 1),
                                change.items(),
                                change.test().gained(),
                                change.test().lost(),
                                change.test().pValue());
    }
}
