package dev.candor.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The files of the page, by the path a browser asks for. Fixed by this list: nothing that a
/// request says is ever looked up on a disk.
public final class WebPage {
    private static final List<String> MODULES =
            List.of(
                    "answer",
                    "api",
                    "charts",
                    "chat",
                    "compare",
                    "complaint",
                    "completion",
                    "connection",
                    "decisions",
                    "deskkeys",
                    "dom",
                    "errors",
                    "follow",
                    "format",
                    "held",
                    "kept",
                    "keys",
                    "main",
                    "neuronmap",
                    "neurons",
                    "queue",
                    "reports",
                    "review",
                    "reviewitem",
                    "risk",
                    "settings",
                    "sse",
                    "state",
                    "stats",
                    "tokencard",
                    "tokens",
                    "verdict");

    /// A file.
    ///
    /// @param type of its content
    @SuppressWarnings("ArrayRecordComponent") // handed through; never compared
    public record WebFile(String type, byte[] content) {
        public WebFile {
            content = content.clone();
        }
    }

    private WebPage() {}

    /// All files, by path, the page itself under `/`.
    public static Map<String, WebFile> files() {
        Map<String, WebFile> files = new TreeMap<>();
        files.put("/", file("index.html", "text/html; charset=utf-8"));
        files.put("/style.css", file("style.css", "text/css; charset=utf-8"));
        files.put("/favicon.svg", file("favicon.svg", "image/svg+xml"));
        for (String module : MODULES) {
            files.put("/" + module + ".js", file(module + ".js", "text/javascript; charset=utf-8"));
        }
        return Collections.unmodifiableMap(files);
    }

    private static WebFile file(String name, String type) {
        try (InputStream in = WebPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this build has no " + name);
            }
            return new WebFile(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Paths of the modules, for the test that compares them with the folder.
    static List<String> modules() {
        return MODULES.stream().map(name -> name + ".js").sorted().toList();
    }
}
