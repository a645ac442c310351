package dev.candor.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The page's fixed parts, from the class path.
final class Resources {
    // The version is that of the dependency `org.webjars.npm:d3` in the parent pom.
    private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/";

    /// `start` comes last: it calls the others.
    private static final List<String> CHARTS =
            List.of("tools", "funnel", "forest", "panels", "neurons", "layers", "start");

    private Resources() {}

    /// The chart library with its licence (ISC), which must go where it goes.
    static String d3() {
        return "/*\n"
                + text(D3 + "LICENSE").strip()
                + "\n*/\n"
                + text(D3 + "dist/d3.min.js").strip();
    }

    /// The script that draws the charts: its parts in one function, so that they share names with
    /// each other alone.
    static String charts() {
        return CHARTS.stream()
                .map(name -> own("charts/" + name + ".js"))
                .collect(Collectors.joining("\n\n", "(() => {\n'use strict';\n\n", "\n})();"));
    }

    /// A file of this package's resources.
    static String own(String name) {
        return text("/dev/candor/lab/report/" + name).strip();
    }

    private static String text(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
