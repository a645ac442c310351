package dev.candor.app.cli;

import dev.candor.app.cli.TextTable.Align;
import dev.candor.app.origin.TwinsRun;
import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.NoiseEffect;
import dev.candor.lab.origin.ProbeTransfer;
import dev.candor.lab.report.Numbers;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.TwinsReport;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The result of `twins` in a terminal: probes on both models, noise, and sentences.
final class TwinsText {
    private TwinsText() {}

    static String render(TwinsReport report, Path out) {
        List<String> lines = new ArrayList<>();
        lines.add("A is %s, B is %s".formatted(report.a().name(), report.b().name()));
        lines.add("");
        lines.add("AUROC of wrong against correct answers [95% CI; random maps: 95% of draws]");
        lines.addAll(scores(report.result().onA(), report.result().onB()));
        lines.add("");
        lines.add("Share of replies that noise on the weights changes [95% CI]");
        lines.addAll(noise(report.result().noise()));
        lines.add("");
        lines.addAll(report.findings());
        lines.addAll(report.notes());
        lines.add("Everything: " + out.resolve(TwinsRun.RESULT));
        lines.add("To look at: " + out.resolve(ReportFiles.HTML));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> scores(ProbeTransfer a, ProbeTransfer b) {
        return new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT)
                .row("score", "answers of A", "answers of B")
                .row("its own probe", words(a.own()), words(b.own()))
                .row("the twin's, by neuron number", words(a.byIndex()), words(b.byIndex()))
                .row("by partner", words(a.aligned()), words(b.aligned()))
                .row("by partner, scaled", words(a.scaled()), words(b.scaled()))
                .row("its heaviest neuron alone", words(a.heaviest()), words(b.heaviest()))
                .row("the others without it", words(a.others()), words(b.others()))
                .row("by random maps", words(a.random()), words(b.random()))
                .row("by random maps to as loud", words(a.asLoud()), words(b.asLoud()))
                .lines();
    }

    private static List<String> noise(List<NoiseEffect> effects) {
        TextTable table =
                new TextTable(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT)
                        .row("on", "size", "A", "B");
        for (NoiseEffect each : effects) {
            table.row(
                    each.target(),
                    Numbers.alpha(each.size()),
                    words(each.a().changed()),
                    words(each.b().changed()));
        }
        return table.lines();
    }

    private static String words(Estimate estimate) {
        return words(estimate.value(), estimate.interval());
    }

    private static String words(ProbeTransfer.Maps maps) {
        return words(maps.mean(), maps.middle());
    }

    private static String words(Mean mean) {
        return words(mean.value(), mean.interval());
    }

    private static String words(double value, Interval interval) {
        return "%s [%s, %s]"
                .formatted(
                        Numbers.decimals(value, 2),
                        Numbers.decimals(interval.low(), 2),
                        Numbers.decimals(interval.high(), 2));
    }
}
