package dev.candor.lab.report;

import dev.candor.lab.contribution.Linearity;
import dev.candor.lab.report.CurvePanel.Curve;
import dev.candor.lab.report.CurvePanel.Kind;
import dev.candor.lab.report.CurvePanel.Scale;
import dev.candor.lab.report.CurvePanel.Spot;
import java.util.Comparator;
import java.util.List;

/// Whether α makes contributions α times as large.
final class LinearitySection {
    private LinearitySection() {}

    /// Nothing without an α above 0.
    static Html of(Linearity linearity) {
        Html html = new Html();
        if (linearity.points().isEmpty()) {
            return html;
        }
        List<Linearity.Point> points =
                linearity.points().stream()
                        .sorted(Comparator.comparingDouble(Linearity.Point::alpha))
                        .toList();
        html.section("linearity", "Does α do what it says?", sentence(points.getLast()));
        html.add("<div class=\"beside\">");
        html.drawing("plot", panel(points).markup());
        html.table(
                "Measured contribution over α times that at 1",
                List.of("α", "#Median", "#Least", "#Most", "#Neurons"),
                points.stream()
                        .map(point ->
                                Html.row(
                                        Numbers.alpha(point.alpha()),
                                        Numbers.decimals(point.median(), 3),
                                        Numbers.decimals(point.least(), 3),
                                        Numbers.decimals(point.most(), 3),
                                        point.neurons()))
                        .toList());
        html.add("</div>");
        if (linearity.silent() > 0) {
            html.note(
                    "%s without any contribution at α\u00a0=\u00a01: no ratio."
                            .formatted(Numbers.counted(linearity.silent(), "neuron")));
        }
        return html.endSection();
    }

    private static String sentence(Linearity.Point last) {
        return "Measured is CETT(α) / (α · CETT(1)) of each H-neuron while all are turned together: 1 if"
                + " nothing else changed. At α\u00a0=\u00a0%s the median is %s (%s to %s over %s)."
                        .formatted(
                                Numbers.alpha(last.alpha()),
                                Numbers.decimals(last.median(), 2),
                                Numbers.decimals(last.least(), 2),
                                Numbers.decimals(last.most(), 2),
                                Numbers.counted(last.neurons(), "neuron"))
                + " Off 1 it is where a layer’s output, which a contribution is a share of, or what"
                + " later layers read has changed too.";
    }

    private static CurvePanel panel(List<Linearity.Point> points) {
        return new CurvePanel(
                "Median ratio of contributions by α, from the least to the most of a neuron. The table"
                        + " beside it has the numbers.",
                Scale.RATIO,
                List.of(
                        new Curve(
                                Kind.MAIN, points.stream().map(LinearitySection::spot).toList())));
    }

    private static Spot spot(Linearity.Point point) {
        return new Spot(
                point.alpha(),
                point.median(),
                point.least(),
                point.most(),
                "α\u00a0=\u00a0%s: median %s, %s to %s"
                        .formatted(
                                Numbers.alpha(point.alpha()),
                                Numbers.decimals(point.median(), 3),
                                Numbers.decimals(point.least(), 3),
                                Numbers.decimals(point.most(), 3)));
    }
}
