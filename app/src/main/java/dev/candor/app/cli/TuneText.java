package dev.candor.app.cli;

import dev.candor.app.cli.TextTable.Align;
import dev.candor.app.comply.TuneRun;
import dev.candor.lab.report.Numbers;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.RetentionReport.Ratio;
import dev.candor.lab.report.TuneReport;
import dev.candor.lab.report.TuneReport.Group;
import dev.candor.lab.report.TuneReport.OnBenchmark;
import dev.candor.lab.report.TuneReport.UnseenDial;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.Share;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The result of `tune` in a terminal: the dial, what is left of it on unseen items, and sentences.
final class TuneText {
    private TuneText() {}

    static String render(TuneReport report, Path out) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "A dial on %d H-neurons of the %,d neurons of %s%s",
                        report.probe().hNeurons(),
                        report.probe().neurons(),
                        report.model().name(),
                        report.model().bundled() ? ", the bundled test model" : ""));
        boolean found = !report.search().best().turnsNothing();
        if (found) {
            lines.add("");
            lines.addAll(groups(report));
            lines.add("");
            lines.add("on unseen items, points against the model as it is [95% CI]");
            lines.addAll(unseen(report));
        }
        lines.add("");
        lines.addAll(report.findings());
        lines.addAll(report.notes());
        lines.add("Everything: " + out.resolve(TuneRun.RESULT));
        if (found) {
            lines.add("The dial: " + out.resolve(TuneRun.DIAL) + ", for ask --dial");
        }
        lines.add("To look at: " + out.resolve(ReportFiles.HTML));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> groups(TuneReport report) {
        TextTable table =
                new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT).row("group", "neurons", "α");
        for (int g = 0; g < report.groups().size(); g++) {
            Group group = report.groups().get(g);
            table.row(
                    group.name(),
                    "" + group.neurons().size(),
                    Numbers.alpha(report.search().best().alphas().get(g)));
        }
        return table.lines();
    }

    private static List<String> unseen(TuneReport report) {
        List<String> header = new ArrayList<>(List.of("dial", "mean"));
        report.benchmarks().forEach(benchmark -> header.add(benchmark.name()));
        boolean known = report.kept().known() != null;
        boolean text = report.kept().text() != null;
        boolean choices = report.kept().choices() != null;
        if (known) {
            header.add("known right, %");
        }
        if (text) {
            header.add("perplexity ×");
        }
        if (choices) {
            header.add("choices right, %");
        }
        Align[] aligns = new Align[header.size()];
        Arrays.fill(aligns, Align.RIGHT);
        aligns[0] = Align.LEFT;
        TextTable table = new TextTable(aligns).row(header.toArray(String[]::new));
        for (UnseenDial dial : report.unseen()) {
            List<String> cells =
                    new ArrayList<>(
                            List.of(
                                    dial.name(),
                                    Numbers.signedWithInterval(
                                            dial.change().value(), dial.change().interval(), 1)));
            for (OnBenchmark own : dial.benchmarks()) {
                cells.add(Numbers.signed(own.difference().points(), 1));
            }
            if (known) {
                Retention.@Nullable KnownAnswers right = dial.kept().known();
                cells.add(right == null ? "–" : percent(right.right()));
            }
            if (text) {
                @Nullable Ratio ratio = dial.perplexity();
                cells.add(ratio == null ? "–" : Numbers.decimals(ratio.value(), 3));
            }
            if (choices) {
                Retention.@Nullable Choices right = dial.kept().choices();
                cells.add(right == null ? "–" : percent(right.right()));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table.lines();
    }

    private static String percent(Share share) {
        return Numbers.decimals(100 * share.value(), 1);
    }
}
