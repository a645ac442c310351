package dev.candor.lab.report;

import java.util.Map;

/// `report.html`: one page that loads nothing, for reading, printing and sending on.
///
/// Its content security policy names the page's own scripts and style by hash and forbids all else,
/// the network included.
public final class HtmlReport {
    private HtmlReport() {}

    /// The whole page; equal reports give equal pages.
    public static String render(FindReport report) {
        String style = "\n" + Resources.own("report.css") + "\n";
        String library = "\n" + Resources.d3() + "\n";
        String script = "\n" + Resources.own("report.js") + "\n";
        Map<String, String> slots =
                Map.of(
                        "policy",
                        "default-src 'none'; style-src '%s'; script-src '%s' '%s'; base-uri 'none'; form-action 'none'"
                                .formatted(
                                        Template.hash(style),
                                        Template.hash(library),
                                        Template.hash(script)),
                        "title",
                        Html.escape("Candor · " + report.model().name()),
                        "style",
                        style,
                        "library",
                        library,
                        "script",
                        script,
                        "data",
                        ScriptJson.write(ChartData.of(report)),
                        "summary",
                        SummarySection.of(report).toString(),
                        "results",
                        new Html()
                                .add(DialSection.of(report))
                                .add(FunnelSection.of(report))
                                .add(EvaluationSections.of(report))
                                .add(ProbeSections.of(report))
                                .toString(),
                        "facts",
                        FactSections.of(report).toString());
        return Template.fill(Resources.own("report.html"), slots) + "\n";
    }
}
