package dev.candor.lab.report;

import dev.candor.lab.origin.Drift;
import dev.candor.lab.report.Svg.Anchor;
import dev.candor.lab.report.Svg.Point;
import dev.candor.lab.statistics.RankSum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How far tuning turned the H-neurons' weights, beside all others.
final class DriftSection {
    private DriftSection() {}

    static Html of(Drift drift) {
        Html html = new Html();
        html.section(
                "drift",
                "Drift",
                "One minus the cosine between a neuron’s row of wUp, and its column of wDown, before and"
                        + " after tuning; each standardised over all neurons, then averaged. The rank"
                        + " share is 1 for the least changed neuron of the model and near 0 for the most"
                        + " changed; by chance a set’s mean is 0.50. The paper reports 0.58 to 0.97 in five"
                        + " of six models.");
        html.add("<div class=\"halves\"><div>");
        html.add("<h3>Where the H-neurons stand among all neurons</h3>");
        html.drawing("plot", tenths(drift));
        html.note(
                "H-neurons in each tenth of the ranking; the line is what chance gives. Most changed on the left.");
        html.add("</div><div>");
        html.add("<h3>How far all neurons and the H-neurons turned</h3>");
        html.table("Distribution of the mean z-score", quantileHeads(), quantiles(drift));
        html.add("</div></div>");
        comparisons(html, drift);
        layers(html, drift);
        neurons(html, drift);
        return html.endSection();
    }

    private static String tenths(Drift drift) {
        int own = drift.hNeurons().size();
        double expected = own / 10.0;
        int most = drift.tenths().stream().mapToInt(Integer::intValue).max().orElse(1);
        Axis y = Axis.around(DoubleStream.of(0, most, expected), 1, 0, Double.POSITIVE_INFINITY);
        Svg svg =
                new Svg(
                        "H-neurons by tenth of the rank share, most changed first: %s. By chance %s each."
                                .formatted(drift.tenths(), Numbers.decimals(expected, 1)));
        for (double tick : y.ticks()) {
            double height = 100 - y.percent(tick);
            svg.line("grid", new Point(0, height), new Point(100, height));
            svg.text("tick", Anchor.END, new Point(0, height), -8, 4, y.label(tick));
        }
        IntStream.range(0, drift.tenths().size()).forEach(k -> bar(svg, y, drift, k));
        double chance = 100 - y.percent(expected);
        svg.line("level", new Point(0, chance), new Point(100, chance));
        return svg.markup();
    }

    private static void bar(Svg svg, Axis y, Drift drift, int k) {
        double top = 100 - y.percent(drift.tenths().get(k));
        double from = 10 * k + 1;
        double to = 10 * k + 9;
        svg.area(
                "bar",
                List.of(new Point(from, top), new Point(to, top)),
                List.of(new Point(from, 100), new Point(to, 100)));
        svg.text(
                k % 2 == 0 ? "tick" : "tick odd",
                Anchor.MIDDLE,
                new Point(10 * k, 100),
                0,
                20,
                Numbers.decimals(k / 10.0, 1));
        if (k == 9) {
            svg.text("tick", Anchor.MIDDLE, new Point(100, 100), 0, 20, "1");
        }
    }

    private static List<String> quantileHeads() {
        List<String> heads = new ArrayList<>(List.of("z-score"));
        Drift.SHARES.forEach(share -> heads.add("#" + Numbers.decimals(100 * share, 0) + " %"));
        return heads;
    }

    private static List<List<String>> quantiles(Drift drift) {
        return List.of(row("All neurons", drift.all()), row("H-neurons", drift.own()));
    }

    private static List<String> row(String name, List<Double> values) {
        List<String> row = new ArrayList<>(List.of(name));
        values.forEach(value -> row.add(Numbers.signed(value, 2)));
        return row;
    }

    private static void comparisons(Html html, Drift drift) {
        html.add("<h3>H-neurons against all others</h3>");
        html.table(
                "Drift of H-neurons and others",
                List.of(
                        "What",
                        "#H-neurons",
                        "#Others",
                        "#Mean rank share",
                        "#p, rank sum",
                        "#p, within layers",
                        "#p, Welch’s t"),
                List.of(
                        row("Both, z-score", drift.both()),
                        row("wUp, 1 − cos", drift.up()),
                        row("wDown, 1 − cos", drift.down())));
        html.note(
                "p is one-sided, for less change; near 1 it speaks for more change. Intervals of the mean rank come from resampling the H-neurons.");
    }

    private static List<String> row(String name, Drift.Comparison of) {
        return Html.row(
                name,
                Numbers.significant(of.hNeurons()).replace('-', '−'),
                Numbers.significant(of.others()).replace('-', '−'),
                Numbers.withInterval(of.meanRank().value(), of.meanRank().interval(), 2),
                p(of.rankSum()),
                p(of.withinLayers()),
                OriginFindings.p(of.t().pValue()));
    }

    private static String p(RankSum test) {
        return OriginFindings.p(test.pValue());
    }

    private static void layers(Html html, Drift drift) {
        html.details(Numbers.counted(drift.layers().size(), "layer"));
        html.table(
                "Drift by layer",
                List.of(
                        "Layer",
                        "#H-neurons",
                        "#wUp, 1 − cos",
                        "#wDown, 1 − cos",
                        "#Rank share in the layer",
                        "#p, rank sum",
                        "#p, Welch’s t"),
                drift.layers().stream()
                        .map(layer ->
                                Html.row(
                                        "" + layer.layer(),
                                        layer.hNeurons(),
                                        Numbers.significant(layer.up()),
                                        Numbers.significant(layer.down()),
                                        Numbers.decimals(layer.meanRank(), 2),
                                        p(layer.rankSum()),
                                        OriginFindings.p(layer.t().pValue())))
                        .toList());
        html.endDetails();
    }

    private static void neurons(Html html, Drift drift) {
        html.details(Numbers.counted(drift.hNeurons().size(), "H-neuron"));
        html.table(
                "Drift of each H-neuron",
                List.of(
                        "Neuron",
                        "#Weight",
                        "#wUp, 1 − cos",
                        "#wDown, 1 − cos",
                        "#Rank share",
                        "#In its layer"),
                drift.hNeurons().stream()
                        .map(neuron ->
                                Html.row(
                                        neuron.neuron(),
                                        Numbers.significant(neuron.weight()),
                                        Numbers.significant(neuron.up()),
                                        Numbers.significant(neuron.down()),
                                        Numbers.decimals(neuron.rank(), 3),
                                        Numbers.decimals(neuron.rankInLayer(), 3)))
                        .toList());
        html.endDetails();
    }
}
