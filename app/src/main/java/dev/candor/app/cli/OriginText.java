package dev.candor.app.cli;

import dev.candor.app.cli.TextTable.Align;
import dev.candor.app.origin.OriginRun;
import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.origin.Timing;
import dev.candor.lab.report.Numbers;
import dev.candor.lab.report.OriginReport;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The result of `origin` in a terminal: scores on both models, timing, and sentences.
final class OriginText {
    private OriginText() {}

    static String render(OriginReport report, Path out) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d H-neurons of the %,d neurons of %s, on %s before tuning%s",
                        report.probe().hNeurons(),
                        report.probe().neurons(),
                        report.instruct().name(),
                        report.base().name(),
                        report.ofBundledModel() ? "; the bundled test model" : ""));
        lines.add("");
        lines.add("AUROC of wrong against correct answers [95% CI; random neurons: 95% of draws]");
        lines.addAll(scores(report));
        lines.add("");
        lines.add("wrong − correct, mean contribution of an H-neuron in ‰ [95% CI], by token");
        lines.addAll(timing(report));
        lines.add("");
        lines.addAll(report.findings());
        lines.addAll(report.notes());
        lines.add(
                "The paper reports mean rank shares of 0.58 to 0.97 in five of six models. What a neuron was"
                        + " before tuning says nothing of what it causes.");
        lines.add("Everything: " + out.resolve(OriginRun.RESULT));
        lines.add("To look at: " + out.resolve(ReportFiles.HTML));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> scores(OriginReport report) {
        Separation base = report.result().base().separation();
        Separation tuned = report.result().instruct().separation();
        return new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT)
                .row("score, made on the instruct model", "base", "instruct")
                .row("the probe, unchanged", words(base.probe()), words(tuned.probe()))
                .row("its neurons, refitted", words(base.refitted()), words(tuned.refitted()))
                .row("as many random neurons", words(base.random()), words(tuned.random()))
                .row("the same layers, as loud", words(base.matched()), words(tuned.matched()))
                .row("answer length", words(base.length().auroc()), words(tuned.length().auroc()))
                .row(
                        "mean log-probability",
                        words(base.logProbability().auroc()),
                        words(tuned.logProbability().auroc()))
                .lines();
    }

    private static String words(Estimate estimate) {
        return words(estimate.value(), estimate.interval());
    }

    private static String words(Separation.Band band) {
        return words(band.mean(), band.middle());
    }

    private static String words(double value, Interval interval) {
        return "%s [%s, %s]"
                .formatted(
                        Numbers.decimals(value, 2),
                        Numbers.decimals(interval.low(), 2),
                        Numbers.decimals(interval.high(), 2));
    }

    private static List<String> timing(OriginReport report) {
        TextTable table =
                new TextTable(Align.RIGHT, Align.RIGHT, Align.RIGHT)
                        .row("token", "base", "instruct");
        List<Timing.Point> base = report.result().base().timing().points();
        List<Timing.Point> tuned = report.result().instruct().timing().points();
        for (int k = 0; k < base.size(); k++) {
            table.row(
                    Numbers.signed(base.get(k).offset(), 0),
                    words(base.get(k)),
                    words(tuned.get(k)));
        }
        return table.lines();
    }

    /// With a star where matched neurons do not go as far.
    private static String words(Timing.Point point) {
        Mean difference = point.difference();
        Interval interval = difference.interval();
        return Numbers.signedWithInterval(
                        1000 * difference.value(),
                        new Interval(1000 * interval.low(), 1000 * interval.high()),
                        2)
                + (point.standsOut() ? " *" : "  ");
    }
}
