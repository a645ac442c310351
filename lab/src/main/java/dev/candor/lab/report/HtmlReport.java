package dev.candor.lab.report;

import java.util.List;

/// `report.html`: the page of one run of `candor find`, with charts that its script draws.
public final class HtmlReport {
    private static final String WITHOUT_SCRIPT =
            "<noscript><p class=\"how\">The charts need JavaScript. Their numbers are in the tables.</p></noscript>";

    private HtmlReport() {}

    /// The whole page; equal reports give equal pages.
    public static String render(FindReport report) {
        return Page.of(
                "Candor · " + report.model().name(),
                new Html().add(SummarySection.of(report)).add(WITHOUT_SCRIPT),
                new Html()
                        .add(DialSection.of(report))
                        .add(FunnelSection.of(report))
                        .add(EvaluationSections.of(report))
                        .add(ProbeSections.of(report))
                        .add(FactSections.of(report)),
                "",
                "Charts: D3, ISC licence. ",
                "<script type=\"application/json\" id=\"chart-data\">%s</script>\n"
                        .formatted(ScriptJson.write(ChartData.of(report))),
                List.of(Resources.d3(), Resources.own("report.js")));
    }
}
