package dev.candor.lab.report;

import java.util.Map;

/// A page in the style of `report.html` without scripts, for charts that are drawn already. It
/// loads nothing, and its content security policy forbids that anything be loaded.
public final class Page {
    private Page() {}

    /// The whole page.
    ///
    /// @param head what stands above the sections
    /// @param style rules beside those of `report.html`
    public static String of(String title, Html head, Html sections, String style) {
        String all = "\n" + Resources.own("report.css") + "\n" + style.strip() + "\n";
        return Template.fill(
                        Resources.own("page.html"),
                        Map.of(
                                "policy",
                                "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'"
                                        .formatted(Template.hash(all)),
                                "title",
                                Html.escape(title),
                                "style",
                                all,
                                "head",
                                head.toString(),
                                "sections",
                                sections.toString()))
                + "\n";
    }
}
