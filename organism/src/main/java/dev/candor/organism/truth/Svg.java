package dev.candor.organism.truth;

import java.util.List;
import java.util.Locale;

/// A chart in the making. Colours are classes, for a light and a dark ground.
final class Svg {
    /// What the classes look like, for a page or for a file of its own.
    static final String STYLE =
            """
            .t { --ink: #1d1b18; --soft: #625d55; --grid: #e2dcd0; --ground: #fffdf9; --probe: #5a3fd0;
              --people: #5a3fd0; --medicines: #b07a10; --random: #8b867d; --up: #16796f; --down: #c8502c; --log: #1f78b4; }
            @media screen and (prefers-color-scheme: dark) {
              .t { --ink: #ecebe7; --soft: #a5a29b; --grid: #303036; --ground: #1b1b20; --probe: #a796ff;
                --people: #a796ff; --medicines: #e0ad46; --random: #8d8981; --up: #3fb8a8; --down: #f0835d; --log: #68b3e8; }
            }
            .t text { fill: var(--ink); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
            .t text.soft { fill: var(--soft); font-size: 11px; }
            .t text.head { font-weight: 600; font-size: 13px; }
            .t .grid { stroke: var(--grid); }
            .t .chance { stroke: var(--soft); stroke-dasharray: 2 4; }
            .t .curve { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
            .t .thin { fill: none; stroke-width: 1; opacity: .55; }
            .t .dashed { stroke-dasharray: 5 4; stroke-width: 1.6; }
            .t .whisker { stroke-width: 1.4; }
            .t .dot { stroke: var(--ground); stroke-width: 1.2; }
            .t .band { fill: var(--random); opacity: .22; stroke: none; }
            .t .probe { stroke: var(--probe); } .t .fill-probe { fill: var(--probe); }
            .t .people { stroke: var(--people); } .t .fill-people { fill: var(--people); }
            .t .medicines { stroke: var(--medicines); } .t .fill-medicines { fill: var(--medicines); }
            .t .random { stroke: var(--random); } .t .fill-random { fill: var(--random); }
            .t .up { stroke: var(--up); } .t .fill-up { fill: var(--up); }
            .t .down { stroke: var(--down); } .t .fill-down { fill: var(--down); }
            .t .log { stroke: var(--log); } .t .fill-log { fill: var(--log); }
            """;

    private final int width;
    private final int height;
    private final String title;
    private final StringBuilder body = new StringBuilder();

    /// @param title read out instead of the chart
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    /// A point of a curve, in pixels.
    record Point(double x, double y) {}

    void line(String kind, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind, x1, y1, x2, y2);
    }

    void curve(String kind, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y()));
        }
        add("<path class=\"%s\" d=\"%s\"/>", kind, path);
    }

    /// @param hint shown where the pointer rests
    void dot(String kind, double x, double y, double radius, String hint) {
        add(
                "<circle class=\"dot fill-%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
                kind, x, y, radius, escaped(hint));
    }

    void box(String kind, double x, double y, double width, double height) {
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                kind, x, y, width, height);
    }

    /// @param anchor `start`, `middle` or `end`
    void text(String kind, String anchor, double x, double y, String text) {
        add(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                kind, anchor, x, y, escaped(text));
    }

    /// Names of what is drawn, from left to right, each behind a piece of its line.
    ///
    /// @param kinds and names in turn
    void legend(double x, double y, String... kinds) {
        double at = x;
        for (int i = 0; i < kinds.length; i += 2) {
            line("curve " + kinds[i], at, y - 4, at + 20, y - 4);
            text("soft", "start", at + 26, y, kinds[i + 1]);
            at += 46 + 5.9 * kinds[i + 1].length();
        }
    }

    /// For a page that has the style already.
    String inline() {
        return whole("");
    }

    /// For a file of its own.
    String alone() {
        return whole("<style>\n" + STYLE + "</style>\n");
    }

    private String whole(String style) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"t\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                        .formatted(width, height, escaped(title))
                + style
                + body
                + "</svg>\n";
    }

    private void add(String markup, Object... values) {
        body.append(String.format(Locale.ROOT, markup, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
