package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;

/// Where the questions went: the chart and its numbers.
final class FunnelSection {
    private final FindReport report;
    private final Html html = new Html();

    private FunnelSection(FindReport report) {
        this.report = report;
    }

    static Html of(FindReport report) {
        FunnelSection section = new FunnelSection(report);
        section.funnel();
        return section.html;
    }

    private void funnel() {
        html.section(
                "funnel",
                "Where the questions went",
                consistency() + " become rows. Widths are to scale within a set.");
        html.chart(
                "funnel",
                "Bars of the questions left at each step, joined where they are the same questions.");
        List<QuestionFunnel> funnels = new ArrayList<>();
        funnels.add(report.funnel());
        funnels.addAll(report.evaluationFunnels());
        html.details("The numbers");
        html.table(
                "Questions by set and outcome",
                List.of(
                        "Set",
                        "#Read",
                        "#Asked",
                        "#Samples",
                        "#Correct",
                        "#Wrong",
                        "#Mixed",
                        "#Declined",
                        "#Unclear",
                        "#Class full",
                        "#Correct rows",
                        "#Wrong rows"),
                funnels.stream().map(FunnelSection::outcome).toList());
        List<List<String>> lost = new ArrayList<>();
        for (QuestionFunnel funnel : funnels) {
            for (QuestionFunnel.Skip skip : funnel.notAsked()) {
                lost.add(Html.row(funnel.set(), "not asked: " + skip.reason(), skip.questions()));
            }
            for (QuestionFunnel.Drop drop : funnel.dropped()) {
                lost.add(
                        Html.row(
                                funnel.set(),
                                "correct, dropped: " + drop.reason(),
                                drop.correct()));
                lost.add(Html.row(funnel.set(), "wrong, dropped: " + drop.reason(), drop.wrong()));
            }
        }
        if (!lost.isEmpty()) {
            html.table("Questions left out", List.of("Set", "Left out", "#Questions"), lost);
        }
        html.table(
                "Rows by split",
                List.of("Set", "Split", "#Correct", "#Wrong", "#Other tokens", "#No other tokens"),
                funnels.stream()
                        .flatMap(f -> f.rows().stream().map(split -> splitRow(f, split)))
                        .toList());
        html.endDetails();
        html.endSection();
    }

    private String consistency() {
        Settings settings = report.settings();
        return "Only questions that the model answers right in %s of %s samples, or in none without declining,"
                .formatted(
                        settings.consistentUsed() < settings.samples()
                                ? "at least " + settings.consistentUsed()
                                : "all",
                        settings.samples());
    }

    private static List<String> splitRow(QuestionFunnel funnel, QuestionFunnel.SplitRows split) {
        return Html.row(
                funnel.set(),
                split.split(),
                split.correct(),
                split.wrong(),
                split.otherRows(),
                split.emptyOther());
    }

    private static List<String> outcome(QuestionFunnel funnel) {
        return Html.row(
                funnel.set(),
                funnel.read(),
                funnel.asked(),
                funnel.samples(),
                funnel.consistentlyCorrect(),
                funnel.consistentlyWrong(),
                funnel.mixed(),
                funnel.declined(),
                funnel.unclear(),
                funnel.classFull(),
                funnel.correctRows(),
                funnel.wrongRows());
    }
}
