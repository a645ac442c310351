package dev.candor.lab.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `report.html`: one page that loads nothing, for reading, printing and sending on.
///
/// Its content security policy names the page's own scripts and style by hash and forbids all else,
/// the network included.
public final class HtmlReport {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z0-9-]+)}}");

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
                                .formatted(hash(style), hash(library), hash(script)),
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
        return fill(Resources.own("report.html"), slots) + "\n";
    }

    // One pass: a slot's name inside an inserted text stays text.
    private static String fill(String template, Map<String, String> slots) {
        return SLOT.matcher(template)
                .replaceAll(slot -> {
                    String value = slots.get(slot.group(1));
                    if (value == null) {
                        throw new IllegalStateException("no text for " + slot.group());
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    private static String hash(String content) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
