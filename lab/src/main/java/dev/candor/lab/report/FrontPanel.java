package dev.candor.lab.report;

import dev.candor.lab.report.Svg.Anchor;
import dev.candor.lab.report.Svg.Point;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/// What positions of a dial gained, over what they cost.
///
/// @param title of the cost, also read out instead of the drawing
/// @param unit behind a cost
/// @param bound most that it may be
/// @param spots at least one
record FrontPanel(String title, String unit, double bound, List<Spot> spots) {
    private static final List<String> ORDER = List.of("control", "other-reading", "main");

    /// @param kind of dot: `control`, `other-reading` or `main`
    /// @param cost across
    /// @param points upward
    record Spot(String kind, double cost, double points, String hint) {}

    FrontPanel {
        // The ones that matter are drawn over the others.
        spots =
                spots.stream()
                        .sorted(Comparator.comparingInt(spot -> ORDER.indexOf(spot.kind)))
                        .toList();
    }

    String markup() {
        // One broken position must not press all others into a corner.
        double far = 4 * Math.max(bound, 1);
        Axis x =
                Axis.over(
                        DoubleStream.concat(
                                DoubleStream.of(0, bound),
                                spots.stream().mapToDouble(spot -> Math.min(spot.cost, far))));
        Axis y =
                Axis.around(
                        DoubleStream.concat(
                                DoubleStream.of(0), spots.stream().mapToDouble(Spot::points)),
                        4,
                        -100,
                        100);
        Svg svg = new Svg(title + ", and points of going along. The table has the numbers.");
        for (double tick : y.ticks()) {
            double height = 100 - y.percent(tick);
            svg.line("grid", new Point(0, height), new Point(100, height));
            svg.text("tick", Anchor.END, new Point(0, height), -8, 4, signed(y, tick));
        }
        for (double tick : x.ticks()) {
            svg.text(
                    "tick",
                    Anchor.MIDDLE,
                    new Point(x.percent(tick), 100),
                    0,
                    20,
                    x.label(tick) + unit);
        }
        svg.line("as-is", new Point(x.percent(bound), 0), new Point(x.percent(bound), 100));
        svg.line("level", new Point(0, 100 - y.percent(0)), new Point(100, 100 - y.percent(0)));
        for (Spot spot : spots) {
            Point at = new Point(x.percent(Math.min(spot.cost, far)), 100 - y.percent(spot.points));
            String beyond = spot.cost > far ? " (beyond the right edge)" : "";
            svg.dot(spot.kind, at, spot.kind.equals("main") ? 5.5 : 4, spot.hint + beyond);
        }
        return svg.markup();
    }

    private static String signed(Axis axis, double tick) {
        return tick == 0 ? "0" : (tick > 0 ? "+" : "") + axis.label(tick);
    }
}
