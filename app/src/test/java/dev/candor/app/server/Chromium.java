package dev.candor.app.server;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The installed Chromium, driven by Playwright. Nothing is ever downloaded.
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        Path program = program();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Path node = onPath(List.of("node"));
        boolean hasOwnNode = Chromium.class.getResource("/driver/linux") != null;
        if (node != null && !hasOwnNode) {
            environment.putIfAbsent("PLAYWRIGHT_NODEJS_PATH", node.toString());
        }
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program)
                                        .setArgs(FLAGS));
    }

    Browser browser() {
        return browser;
    }

    private static Path program() {
        String named = System.getenv("CANDOR_CHROMIUM");
        Path found = named == null || named.isEmpty() ? onPath(NAMES) : Path.of(named);
        if (found == null || !Files.isExecutable(found)) {
            throw new IllegalStateException(
                    "found no Chromium on the PATH, expected one of %s, or CANDOR_CHROMIUM to name it"
                            .formatted(String.join(", ", NAMES)));
        }
        return found;
    }

    private static @Nullable Path onPath(List<String> names) {
        List<String> folders =
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
