package dev.candor.lab.report;

import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Timing;
import dev.candor.lab.report.TimingPanel.Spot;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// When the H-neurons speak: before the first token of an answer, at it, or behind it.
final class TimingSection {
    private static final double PER_MILLE = 1000;

    private TimingSection() {}

    static Html of(OriginReport report) {
        Html html = new Html();
        html.section(
                "timing",
                "Timing",
                "Mean contribution of an H-neuron, in thousandths of what its layer writes, at the tokens"
                        + " around the answer’s first one (0). A token’s contribution is taken where "
                        + (report.position().equals("emit")
                                ? "it is drawn, before it is shown"
                                : "it is read, one step after it was drawn: what happens up to −1 happens"
                                        + " before the model has settled on the token at 0, or while it"
                                        + " settles")
                        + ". Grey is the middle 95% of sets of as many random neurons of the same layers and"
                        + " as loud.");
        html.add("<ul class=\"legend\">");
        legend(html, "main", "wrong answers, 95% interval");
        legend(html, "other-reading", "correct answers, 95% interval");
        html.add("</ul><div class=\"doses\">");
        side(html, "Base model", report.result().base());
        side(html, "Instruct model", report.result().instruct());
        return html.add("</div>").endSection();
    }

    private static void legend(Html html, String kind, String name) {
        html.add(
                "<li><svg aria-hidden=\"true\"><line class=\"curve %s\" x1=\"1\" y1=\"6\" x2=\"21\" y2=\"6\"/></svg>%s</li>",
                kind, name);
    }

    private static void side(Html html, String title, Side side) {
        List<Timing.Point> points = side.timing().points();
        html.add("<article><h3>%s</h3>", title);
        html.add("<p class=\"sub\">contribution in wrong and in correct answers</p>");
        html.drawing(
                "plot",
                new TimingPanel(
                                title + ", contribution by token; the table below has all numbers",
                                Double.NaN,
                                band(points, TimingSection::level),
                                List.of(
                                        curve("other-reading", points, Timing.Point::correct),
                                        curve("main", points, Timing.Point::wrong)))
                        .markup());
        html.add("<p class=\"sub\">wrong − correct</p>");
        html.drawing(
                "plot",
                new TimingPanel(
                                title + ", difference by token; the table below has all numbers",
                                0,
                                band(points, point -> point.matched().difference()),
                                List.of(curve("main", points, Timing.Point::difference)))
                        .markup());
        table(html, title, points);
        html.add("</article>");
    }

    /// From the least to the greatest of both classes.
    private static Interval level(Timing.Point point) {
        Interval correct = point.matched().correct();
        Interval wrong = point.matched().wrong();
        return new Interval(
                Math.min(correct.low(), wrong.low()), Math.max(correct.high(), wrong.high()));
    }

    private static List<Spot> band(List<Timing.Point> points, Function<Timing.Point, Interval> of) {
        return points.stream()
                .map(point ->
                        new Spot(
                                point.offset(),
                                Double.NaN,
                                PER_MILLE * of.apply(point).low(),
                                PER_MILLE * of.apply(point).high(),
                                ""))
                .toList();
    }

    private static TimingPanel.Curve curve(
            String kind, List<Timing.Point> points, Function<Timing.Point, Mean> of) {
        List<Spot> spots = new ArrayList<>();
        for (Timing.Point point : points) {
            Mean mean = of.apply(point);
            spots.add(
                    new Spot(
                            point.offset(),
                            PER_MILLE * mean.value(),
                            PER_MILLE * mean.interval().low(),
                            PER_MILLE * mean.interval().high(),
                            "%s: %s ‰".formatted(Numbers.signed(point.offset(), 0), mean(mean))));
        }
        return new TimingPanel.Curve(kind, spots);
    }

    private static String mean(Mean mean) {
        return Numbers.signedWithInterval(
                PER_MILLE * mean.value(),
                new Interval(PER_MILLE * mean.interval().low(), PER_MILLE * mean.interval().high()),
                2);
    }

    private static void table(Html html, String title, List<Timing.Point> points) {
        html.details("Numbers, ‰");
        html.table(
                title + " by token",
                List.of(
                        "Token",
                        "#n wrong",
                        "#n correct",
                        "#Wrong",
                        "#Correct",
                        "#Difference",
                        "#Matched sets",
                        "#Random sets"),
                points.stream()
                        .map(point ->
                                Html.row(
                                        Numbers.signed(point.offset(), 0)
                                                + (point.standsOut() ? " *" : ""),
                                        point.wrongAnswers(),
                                        point.correctAnswers(),
                                        mean(point.wrong()),
                                        mean(point.correct()),
                                        mean(point.difference()),
                                        range(point.matched().difference()),
                                        range(point.random().difference())))
                        .toList());
        html.note(
                "* the difference leaves out zero and lies outside the middle 95% of matched sets. Control columns are of differences.");
        html.endDetails();
    }

    private static String range(Interval interval) {
        return "%s to %s"
                .formatted(
                        Numbers.signed(PER_MILLE * interval.low(), 2),
                        Numbers.signed(PER_MILLE * interval.high(), 2));
    }
}
