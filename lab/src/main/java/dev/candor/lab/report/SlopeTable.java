package dev.candor.lab.report;

import dev.candor.lab.report.Svg.Anchor;
import dev.candor.lab.report.Svg.Point;
import dev.candor.lab.statistics.Slope;
import java.util.List;
import java.util.stream.DoubleStream;

/// A table that draws the slope of each row beside its number, all on one axis.
///
/// @param name what it shows, for those who cannot see what is around it
/// @param unit of the axis, read out
/// @param heads of the first column, of the slope and of the further cells
/// @param rows one a set
/// @param low least slope of a control, NaN without
/// @param high greatest
record SlopeTable(
        String name, String unit, List<String> heads, List<Row> rows, double low, double high) {
    static final String PER_ALPHA = "percentage points a unit of α";

    /// @param main whether it is what the page is about
    /// @param cells behind the slope, of numbers
    record Row(String name, boolean main, Slope slope, List<String> cells) {}

    Html html() {
        Axis axis =
                Axis.around(
                        DoubleStream.concat(
                                DoubleStream.of(0, low, high),
                                rows.stream().flatMapToDouble(row -> extent(row.slope))),
                        1,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY);
        Html html = new Html();
        html.add("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">", name);
        html.add("<table class=\"slopes\"><thead><tr><th scope=\"col\">%s</th>", heads.getFirst());
        html.add("<th scope=\"col\" class=\"drawn\">").drawing("range", ticks(axis)).add("</th>");
        heads.subList(1, heads.size())
                .forEach(head -> html.add("<th scope=\"col\" class=\"number\">%s</th>", head));
        html.add("</tr></thead><tbody>");
        rows.forEach(row -> row(html, axis, row));
        return html.add("</tbody></table></div>");
    }

    private static DoubleStream extent(Slope slope) {
        return DoubleStream.of(slope.perAlpha(), slope.interval().low(), slope.interval().high());
    }

    private void row(Html html, Axis axis, Row row) {
        html.add(row.main ? "<tr class=\"main\">" : "<tr>");
        html.add("<th scope=\"row\">%s</th><td class=\"drawn\">", row.name);
        html.drawing("range", range(axis, row)).add("</td>");
        html.add("<td class=\"number\">%s</td>", ComplyNumbers.slope(row.slope));
        row.cells.forEach(cell -> html.add("<td class=\"number\">%s</td>", cell));
        html.add("</tr>");
    }

    private String ticks(Axis axis) {
        Svg svg = new Svg(unit);
        for (double tick : axis.ticks()) {
            // Every other one goes where the page is narrow, never that of 0.
            boolean even = Math.round(tick / axis.step()) % 2 == 0;
            svg.text(
                    even ? "tick" : "tick odd",
                    Anchor.MIDDLE,
                    new Point(axis.percent(tick), 100),
                    0,
                    -6,
                    tick == 0 ? "0" : (tick > 0 ? "+" : "") + axis.label(tick));
        }
        return svg.markup();
    }

    private String range(Axis axis, Row row) {
        String numbers = ComplyNumbers.slope(row.slope);
        Svg svg = new Svg(numbers);
        if (low <= high) {
            List<Point> top =
                    List.of(new Point(axis.percent(low), 0), new Point(axis.percent(high), 0));
            svg.area("control-band", top, top.stream().map(at -> new Point(at.x(), 100)).toList());
        }
        double zero = axis.percent(0);
        svg.line("zero", new Point(zero, 0), new Point(zero, 100));
        Slope slope = row.slope;
        if (Double.isNaN(slope.perAlpha())) {
            return svg.markup();
        }
        String kind = row.main ? "main" : "control";
        if (!Double.isNaN(slope.interval().low())) {
            svg.line(
                    "whisker " + kind,
                    new Point(axis.percent(slope.interval().low()), 50),
                    new Point(axis.percent(slope.interval().high()), 50));
        }
        Point middle = new Point(axis.percent(slope.perAlpha()), 50);
        svg.dot(kind, middle, row.main ? 5 : 4, row.name + ": " + numbers);
        return svg.markup();
    }
}
