package dev.candor.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// One growth curve as an SVG file of its own, for a light and a dark ground. Across, what grows,
/// in powers of two; up, tokens a second from zero; bars from the slowest round to the fastest.
final class GrowthPlot {
    private static final int LEFT = 64;
    private static final int TOP = 44;
    private static final int WIDTH = 520;
    private static final int HEIGHT = 240;
    private static final int MOST_TICKS = 6;

    private static final String STYLE =
            """
            <style>
            .g { --ink: #1d1b18; --soft: #625d55; --grid: #e2dcd0; --ground: #fffdf9; --ours: #5a3fd0; --peer: #b07a10; }
            @media (prefers-color-scheme: dark) {
              .g { --ink: #ecebe7; --soft: #a5a29b; --grid: #303036; --ground: #1b1b20; --ours: #a796ff; --peer: #e0ad46; }
            }
            .ground { fill: var(--ground); }
            text { fill: var(--soft); font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
            text.head { fill: var(--ink); font-weight: 600; font-size: 15px; }
            .grid { stroke: var(--grid); }
            .curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
            .range { stroke-width: 1.6; }
            .ours { stroke: var(--ours); } .fill-ours { fill: var(--ours); }
            .peer { stroke: var(--peer); stroke-dasharray: 6 4; } .fill-peer { fill: var(--peer); }
            .range.peer { stroke-dasharray: none; }
            </style>
            """;

    private final GrowthCurve curve;
    private final double step;
    private final double top;
    private final StringBuilder text = new StringBuilder();

    /// @param curve of one point or more
    GrowthPlot(GrowthCurve curve) {
        this.curve = curve;
        double most =
                curve.points().stream()
                        .mapToDouble(point -> Math.max(point.ours().most(), point.peer().most()))
                        .max()
                        .orElseThrow();
        step = roundStep(most / MOST_TICKS);
        top = step * Math.ceil(most / step);
    }

    /// The next of 1, 2, 5, 10 … at or above it.
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int times : new int[] {1, 2, 5}) {
            if (times * power >= least) {
                return times * power;
            }
        }
        return 10 * power;
    }

    String svg() {
        String title = curve.kind().title() + ", tokens a second";
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"g\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                LEFT + WIDTH + 24, TOP + HEIGHT + 76, title);
        text.append(STYLE);
        add("<rect class=\"ground\" width=\"100%%\" height=\"100%%\"/>");
        text("head", "start", LEFT, 26, title);
        axes();
        side("peer", GrowthCurve.Point::peer);
        side("ours", GrowthCurve.Point::ours);
        legend(LEFT, "ours", "Candor");
        legend(LEFT + 130, "peer", "llama.cpp");
        add("</svg>");
        return text.toString();
    }

    private void axes() {
        for (int i = 0; i * step <= top * 1.0001; i++) {
            double y = y(i * step);
            line("grid", LEFT, y, LEFT + WIDTH, y);
            text("", "end", LEFT - 8, y + 4, number(i * step));
        }
        for (GrowthCurve.Point point : curve.points()) {
            double x = x(point.at());
            line("grid", x, TOP + HEIGHT, x, TOP + HEIGHT + 5);
            text("", "middle", x, TOP + HEIGHT + 20, Integer.toString(point.at()));
        }
        text("", "end", LEFT + WIDTH, TOP + HEIGHT + 42, curve.kind().axis());
    }

    private void side(String name, Function<GrowthCurve.Point, Spread> of) {
        List<String> corners =
                curve.points().stream()
                        .map(point -> at(x(point.at())) + "," + at(y(of.apply(point).median())))
                        .toList();
        add("<polyline class=\"curve %s\" points=\"%s\"/>", name, String.join(" ", corners));
        for (GrowthCurve.Point point : curve.points()) {
            Spread speed = of.apply(point);
            double x = x(point.at());
            line("range " + name, x, y(speed.least()), x, y(speed.most()));
            add(
                    "<circle class=\"fill-%s\" cx=\"%s\" cy=\"%s\" r=\"4\"><title>%d: %s</title></circle>",
                    name, at(x), at(y(speed.median())), point.at(), speed.text(1));
        }
    }

    private void legend(double x, String name, String label) {
        double y = TOP + HEIGHT + 58;
        line("curve " + name, x, y - 4, x + 28, y - 4);
        text("", "start", x + 36, y, label);
    }

    private double x(int at) {
        double first = Math.log(curve.points().getFirst().at());
        double last = Math.log(curve.points().getLast().at());
        double share = last > first ? (Math.log(at) - first) / (last - first) : 0.5;
        return LEFT + 16 + share * (WIDTH - 32);
    }

    private double y(double tokensPerSecond) {
        return TOP + HEIGHT * (1 - tokensPerSecond / top);
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                kind, at(x1), at(y1), at(x2), at(y2));
    }

    private void text(String kind, String anchor, double x, double y, String words) {
        add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                kind, anchor, at(x), at(y), words);
    }

    private static String at(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }

    private String number(double value) {
        return String.format(Locale.ROOT, step < 1 ? "%.2f" : "%.0f", value);
    }

    private void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
