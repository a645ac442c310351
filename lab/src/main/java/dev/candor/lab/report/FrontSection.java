package dev.candor.lab.report;

import dev.candor.lab.dial.Cost;
import dev.candor.lab.dial.Tried;
import dev.candor.lab.report.FrontPanel.Spot;
import dev.candor.lab.report.TuneReport.Search;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Every position that was tried, by what it gained and what it cost on the tuning half.
final class FrontSection {
    private FrontSection() {}

    static Html of(TuneReport report) {
        Search search = report.search();
        Html html = new Html();
        html.section(
                "front",
                "Gain and cost",
                "Each dot is a position of the dial, on the half that it is tuned on: lower goes along"
                        + " less, further right costs more. Right of the dashed line is out of bounds. Those on"
                        + " the front are beaten by no other in every respect.");
        html.add("<ul class=\"legend\">");
        legend(html, "main", "the best within bounds");
        legend(html, "other-reading", "on the front");
        legend(html, "control", "other positions");
        html.add("</ul><div class=\"doses\">");
        panel(
                html,
                search,
                "Percentage points of what it knows lost",
                "",
                Cost::lost,
                search.bounds().lost());
        panel(
                html,
                search,
                "Perplexity, grown by percent",
                " %",
                Cost::perplexity,
                search.bounds().perplexity());
        html.add("</div>");
        html.details(Numbers.counted(search.front().size(), "position") + " on the front");
        html.table(
                "The front",
                List.of("α of the groups", "#Points", "#Lost", "#Perplexity", "Within bounds"),
                search.front().stream().map(tried -> row(search, tried)).toList());
        return html.endDetails().endSection();
    }

    private static void legend(Html html, String kind, String name) {
        html.add(
                "<li><svg aria-hidden=\"true\"><g class=\"dot %s\"><circle cx=\"11\" cy=\"6\" r=\"4.5\"/></g></svg>%s</li>",
                kind, name);
    }

    private static void panel(
            Html html,
            Search search,
            String title,
            String unit,
            ToDoubleFunction<Cost> cost,
            double bound) {
        List<Spot> spots =
                search.tried().stream()
                        .filter(tried -> !Double.isNaN(tried.points()))
                        .filter(tried -> !Double.isNaN(cost.applyAsDouble(tried.cost())))
                        .map(tried -> spot(search, tried, cost))
                        .toList();
        if (spots.isEmpty()) {
            return;
        }
        html.add("<article><h3>%s</h3>", title);
        html.drawing("plot", new FrontPanel(title, unit, bound, spots).markup());
        html.add("</article>");
    }

    private static Spot spot(Search search, Tried tried, ToDoubleFunction<Cost> cost) {
        String kind =
                tried.equals(search.best())
                        ? "main"
                        : search.front().contains(tried) ? "other-reading" : "control";
        return new Spot(
                kind,
                cost.applyAsDouble(tried.cost()),
                tried.points(),
                "%s: %s points, %s points of what it knows lost, perplexity %s %%"
                        .formatted(
                                TuneFindings.position(tried),
                                Numbers.signed(tried.points(), 1),
                                Numbers.decimals(tried.cost().lost(), 1),
                                Numbers.signed(tried.cost().perplexity(), 1)));
    }

    private static List<String> row(Search search, Tried tried) {
        return Html.row(
                TuneFindings.alphas(tried.alphas()),
                Numbers.signed(tried.points(), 1),
                Numbers.decimals(tried.cost().lost(), 1),
                Double.isNaN(tried.cost().perplexity())
                        ? "–"
                        : Numbers.signed(tried.cost().perplexity(), 2) + " %",
                search.bounds().allow(tried.cost()) ? "yes" : "no");
    }
}
