package dev.candor.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Shows a page in the user's browser, if there is a desktop to show it on. Never fails: the page
/// is only named then.
final class Browser {
    private Browser() {}

    static void open(Path page) {
        List<String> opener = opener(System.getProperty("os.name"), System.getenv());
        if (opener.isEmpty()) {
            return;
        }
        ProcessBuilder command = new ProcessBuilder();
        command.command(opener.getFirst(), page.toAbsolutePath().toString());
        command.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            command.start();
        } catch (IOException e) {
            // No such program: the page has been named.
        }
    }

    /// The program that opens files, empty where nobody would see what it opens.
    static List<String> opener(String system, Map<String, String> environment) {
        boolean remote = !environment.getOrDefault("SSH_CONNECTION", "").isEmpty();
        boolean desktop =
                !environment.getOrDefault("DISPLAY", "").isEmpty()
                        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        if (remote) {
            return List.of();
        }
        if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
            return List.of("open");
        }
        return desktop ? List.of("xdg-open") : List.of();
    }
}
