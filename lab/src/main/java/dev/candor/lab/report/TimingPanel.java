package dev.candor.lab.report;

import dev.candor.lab.report.Svg.Anchor;
import dev.candor.lab.report.Svg.Point;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Curves over the tokens around an answer's first one, with a band of controls behind them.
///
/// @param title read out instead of the drawing
/// @param level drawn across, NaN for none
/// @param band `low` to `high` of controls at each token
/// @param curves in the order of drawing
record TimingPanel(String title, double level, List<Spot> band, List<Curve> curves) {
    /// @param kind decides the colours
    record Curve(String kind, List<Spot> spots) {}

    /// @param offset of the token
    /// @param value NaN if there is none
    /// @param low of its interval, NaN without one
    /// @param hint in words
    record Spot(int offset, double value, double low, double high, String hint) {}

    String markup() {
        Axis x = Axis.over(all().mapToDouble(Spot::offset));
        Axis y =
                Axis.around(
                        DoubleStream.concat(
                                DoubleStream.of(level),
                                all().flatMapToDouble(spot ->
                                        DoubleStream.of(spot.value, spot.low, spot.high))),
                        1e-3,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY);
        Svg svg = new Svg(title);
        frame(svg, x, y);
        List<Spot> there = band.stream().filter(spot -> Double.isFinite(spot.low)).toList();
        if (!there.isEmpty()) {
            svg.area(
                    "control-band",
                    there.stream().map(spot -> at(x, y, spot, spot.high)).toList(),
                    there.stream().map(spot -> at(x, y, spot, spot.low)).toList());
        }
        curves.forEach(curve -> draw(svg, x, y, curve));
        return svg.markup();
    }

    private Stream<Spot> all() {
        return Stream.concat(band.stream(), curves.stream().flatMap(each -> each.spots.stream()));
    }

    private static Point at(Axis x, Axis y, Spot spot, double value) {
        return new Point(
                x.percent(spot.offset),
                Double.isFinite(value) ? 100 - y.percent(value) : Double.NaN);
    }

    private void frame(Svg svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            double height = 100 - y.percent(tick);
            svg.line("grid", new Point(0, height), new Point(100, height));
            svg.text("tick", Anchor.END, new Point(0, height), -8, 4, y.label(tick));
        }
        all().mapToInt(Spot::offset)
                .distinct()
                .sorted()
                .forEach(offset ->
                        svg.text(
                                offset % 2 == 0 ? "tick" : "tick odd",
                                Anchor.MIDDLE,
                                new Point(x.percent(offset), 100),
                                0,
                                20,
                                Numbers.signed(offset, 0)));
        svg.line("as-is", new Point(x.percent(0), 0), new Point(x.percent(0), 100));
        if (!Double.isNaN(level)) {
            double height = 100 - y.percent(level);
            svg.line("level", new Point(0, height), new Point(100, height));
        }
    }

    private static void draw(Svg svg, Axis x, Axis y, Curve curve) {
        svg.curve(
                "curve " + curve.kind,
                curve.spots.stream().map(spot -> at(x, y, spot, spot.value)).toList());
        for (Spot spot : curve.spots) {
            if (!Double.isFinite(spot.value)) {
                continue;
            }
            if (Double.isFinite(spot.low)) {
                svg.line(
                        "whisker " + curve.kind,
                        at(x, y, spot, spot.low),
                        at(x, y, spot, spot.high));
            }
            svg.dot(curve.kind, at(x, y, spot, spot.value), 4, spot.hint);
        }
    }
}
