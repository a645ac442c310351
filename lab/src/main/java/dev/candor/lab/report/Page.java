package dev.candor.lab.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One page that loads nothing, for reading, printing and sending on.
///
/// Its content security policy names the page's own style and scripts by hash and forbids all else,
/// the network included.
public final class Page {
    private static final String WITHOUT_SCRIPT =
            "<noscript><p class=\"how\">The charts need JavaScript. Their numbers are in the tables.</p></noscript>";

    private Page() {}

    /// A page without scripts, for charts that are drawn already.
    ///
    /// @param head what stands above the sections
    /// @param style rules beside those of `report.css`
    public static String of(String title, Html head, Html sections, String style) {
        return of(title, head, sections, style.strip() + "\n", "", "", List.of());
    }

    /// A page whose charts its script draws.
    static String drawn(String title, Html head, Html sections, ChartData data) {
        return of(
                title,
                new Html().add(head).add(WITHOUT_SCRIPT),
                sections,
                "",
                "Charts: D3, ISC licence. ",
                "<script type=\"application/json\" id=\"chart-data\">%s</script>\n"
                        .formatted(ScriptJson.write(data)),
                List.of(Resources.d3(), Resources.charts()));
    }

    /// @param style rules beside those of `report.css`, in whole lines
    /// @param credits sentences for the foot, each with a space behind it
    /// @param data what scripts read, as elements in whole lines
    /// @param scripts which run in this order
    private static String of(
            String title,
            Html head,
            Html sections,
            String style,
            String credits,
            String data,
            List<String> scripts) {
        String rules = "\n" + Resources.own("report.css") + "\n" + style;
        List<String> sources = scripts.stream().map(script -> "\n" + script + "\n").toList();
        return Template.fill(
                        Resources.own("page.html"),
                        Map.of(
                                "policy",
                                policy(rules, sources),
                                "title",
                                Html.escape(title),
                                "style",
                                rules,
                                "head",
                                head.toString(),
                                "sections",
                                sections.toString(),
                                "credits",
                                credits,
                                "scripts",
                                data
                                        + sources.stream()
                                                .map("<script>%s</script>\n"::formatted)
                                                .collect(Collectors.joining())))
                + "\n";
    }

    private static String policy(String style, List<String> scripts) {
        String allowed =
                scripts.stream()
                        .map(script -> " '" + Template.hash(script) + "'")
                        .collect(Collectors.joining());
        return "default-src 'none'; style-src '%s'; %sbase-uri 'none'; form-action 'none'"
                .formatted(
                        Template.hash(style),
                        allowed.isEmpty() ? "" : "script-src" + allowed + "; ");
    }
}
