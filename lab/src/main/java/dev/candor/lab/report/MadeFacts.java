package dev.candor.lab.report;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a run was made, as pages end with it.
final class MadeFacts {
    private MadeFacts() {}

    static Html settings(String judge, Map<String, String> settings, Origin from) {
        Html html = new Html().add("<h3>Settings</h3><dl class=\"facts\">");
        html.fact("Judge", judge);
        // Equal maps may list their entries in different orders; equal pages may not.
        new TreeMap<>(settings).forEach(html::fact);
        html.fact(
                "Candor",
                "%s on Java %s, %s, vectors of %s bits, %s"
                        .formatted(
                                from.candor(),
                                from.java(),
                                from.system(),
                                from.vectorBits(),
                                Numbers.counted(from.threads(), "thread")));
        return html.add("</dl>");
    }

    /// Hashes of what abilities were measured on.
    static Html kept(
            RetentionReport.@Nullable Known known,
            RetentionReport.@Nullable Text text,
            RetentionReport.@Nullable Choices choices) {
        Html html = new Html();
        if (known != null) {
            html.fact(known.name(), known.sha256());
        }
        if (text != null) {
            html.fact(text.name(), text.sha256());
        }
        if (choices != null) {
            html.fact(choices.name(), choices.sha256());
        }
        return html;
    }
}
