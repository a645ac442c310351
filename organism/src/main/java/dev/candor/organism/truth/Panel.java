package dev.candor.organism.truth;

import java.util.ArrayList;
import java.util.List;

/// One pair of axes of a chart.
///
/// @param left edge in pixels, of the area that is drawn in
/// @param top edge
/// @param x values at the left and right edge
/// @param y values at the bottom and top edge
record Panel(Svg svg, double left, double top, double width, double height, Range x, Range y) {
    record Range(double from, double to) {
        double share(double value) {
            return (value - from) / (to - from);
        }
    }

    double atX(double value) {
        return left + width * x.share(value);
    }

    double atY(double value) {
        return top + height * (1 - y.share(value));
    }

    void title(String title) {
        svg.text("head", "start", left, top - 10, title);
    }

    /// Lines across, each with its value.
    ///
    /// @param suffix behind the value
    void across(List<Double> values, int decimals, String suffix) {
        for (double value : values) {
            svg.line("grid", left, atY(value), left + width, atY(value));
            String text = TruthText.number(value, decimals) + suffix;
            svg.text("soft", "end", left - 6, atY(value) + 4, text);
        }
    }

    /// A name below a place on the x axis.
    void below(double value, String name) {
        svg.text("soft", "middle", atX(value), top + height + 16, name);
    }

    void below(String name) {
        svg.text("soft", "middle", left + width / 2, top + height + 34, name);
    }

    void curve(String kind, List<Double> xs, List<Double> ys) {
        List<Svg.Point> points = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
            if (!Double.isNaN(ys.get(i))) {
                points.add(new Svg.Point(atX(xs.get(i)), atY(ys.get(i))));
            }
        }
        svg.curve(kind, points);
    }
}
