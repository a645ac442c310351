package dev.candor.lab.report;

import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.report.Svg.Anchor;
import dev.candor.lab.report.Svg.Point;
import dev.candor.lab.statistics.Interval;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// A table that draws the AUROC of each row beside its number, chance marked, all on one axis.
///
/// @param name what it shows, for those who cannot see what is around it
record AurocTable(String name, List<Row> rows) {
    private static final double CHANCE = 0.5;

    /// @param main whether it is what the page is about
    /// @param interval drawn around the value
    /// @param lead of the probe over it, null where it has none
    record Row(
            String name, boolean main, double value, Interval interval, @Nullable Estimate lead) {
        static Row main(String name, Estimate estimate) {
            return new Row(name, true, estimate.value(), estimate.interval(), null);
        }

        static Row other(String name, Estimate estimate) {
            return new Row(name, false, estimate.value(), estimate.interval(), null);
        }

        static Row baseline(String name, Separation.Baseline baseline) {
            return new Row(
                    name,
                    false,
                    baseline.auroc().value(),
                    baseline.auroc().interval(),
                    baseline.lead());
        }

        static Row band(String name, Separation.Band band) {
            return new Row(
                    "%s, %s draws".formatted(name, Numbers.count(band.draws())),
                    false,
                    band.mean(),
                    band.middle(),
                    band.lead());
        }

        String numbers() {
            return Numbers.withInterval(value, interval, 2);
        }
    }

    Html html() {
        Axis axis =
                Axis.around(
                        DoubleStream.concat(
                                DoubleStream.of(CHANCE),
                                rows.stream()
                                        .flatMapToDouble(row ->
                                                DoubleStream.of(
                                                        row.value,
                                                        row.interval.low(),
                                                        row.interval.high()))),
                        0.4,
                        0,
                        1);
        Html html = new Html();
        html.add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">", name);
        html.add("<table class=\"slopes\"><thead><tr><th scope=\"col\">Score</th>");
        html.add("<th scope=\"col\" class=\"drawn\">").drawing("range", ticks(axis)).add("</th>");
        html.add("<th scope=\"col\" class=\"number\">AUROC</th>");
        html.add("<th scope=\"col\" class=\"number\">Probe’s lead</th></tr></thead><tbody>");
        for (Row row : rows) {
            html.add(row.main ? "<tr class=\"main\">" : "<tr>");
            html.add("<th scope=\"row\">%s</th><td class=\"drawn\">", row.name);
            html.drawing("range", range(axis, row)).add("</td>");
            html.add("<td class=\"number\">%s</td>", row.numbers());
            html.add(
                    "<td class=\"number\">%s</td></tr>",
                    row.lead == null ? "" : OriginFindings.signed(row.lead));
        }
        return html.add("</tbody></table></div>");
    }

    private static String ticks(Axis axis) {
        Svg svg = new Svg("AUROC, 0.5 is chance");
        for (double tick : axis.ticks()) {
            boolean even = Math.round(tick / axis.step()) % 2 == 0;
            svg.text(
                    even ? "tick" : "tick odd",
                    Anchor.MIDDLE,
                    new Point(axis.percent(tick), 100),
                    0,
                    -6,
                    axis.label(tick));
        }
        return svg.markup();
    }

    private static String range(Axis axis, Row row) {
        Svg svg = new Svg(row.numbers());
        double chance = axis.percent(CHANCE);
        svg.line("zero", new Point(chance, 0), new Point(chance, 100));
        if (Double.isNaN(row.value)) {
            return svg.markup();
        }
        String kind = row.main ? "main" : "control";
        if (!Double.isNaN(row.interval.low())) {
            svg.line(
                    "whisker " + kind,
                    new Point(axis.percent(row.interval.low()), 50),
                    new Point(axis.percent(row.interval.high()), 50));
        }
        svg.dot(
                kind,
                new Point(axis.percent(row.value), 50),
                row.main ? 5 : 4,
                row.name + ": " + row.numbers());
        return svg.markup();
    }
}
