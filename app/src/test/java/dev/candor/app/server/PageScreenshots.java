package dev.candor.app.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Takes the README's pictures of the page; see scripts/screenshots.sh.
final class PageScreenshots {
    private static final String POLICY =
            """
            version: 1
            topics:
              people: {keywords: [instrument, born, work, works, lives], in: question}
            rules:
              - name: made-up people
                when: {topic: people, risk: 0.5}
                then: review
            otherwise: allow
            no-score: flag
            """;
    private static final List<String> ASKED =
            List.of("What is the capital of Australia?", "Where was Oskar Brandt born?");
    private static final List<String> HELD =
            List.of(
                    "Which instrument does Vera Lindqvist play?",
                    "Which instrument does France play?",
                    "Where was Oskar Brandt born?");

    private final Chromium chromium;
    private final Path to;

    private PageScreenshots(Chromium chromium, Path to) {
        this.chromium = chromium;
        this.to = to;
    }

    /// @param args the folder to write to
    public static void main(String[] args) throws IOException {
        Path to = Path.of(args[0]);
        Path queues = Files.createTempDirectory("candor-pictures");
        try (Chromium chromium = new Chromium();
                Atlas atlas = Atlas.open()) {
            PageScreenshots pictures = new PageScreenshots(chromium, to);
            try (AtlasServer server = new AtlasServer(atlas, folder(queues, "chat"), null)) {
                pictures.chat(server);
            }
            try (AtlasServer server = new AtlasServer(atlas, folder(queues, "review"), POLICY)) {
                pictures.review(server);
            }
        }
    }

    private static Path folder(Path parent, String name) throws IOException {
        return Files.createDirectory(parent.resolve(name));
    }

    private Page open(AtlasServer server, int height) {
        Page page =
                chromium.browser()
                        .newPage(
                                new Browser.NewPageOptions()
                                        .setViewportSize(1_100, height)
                                        .setColorScheme(ColorScheme.LIGHT));
        page.navigate(server.address());
        assertThat(page.getByTestId("model-name")).not().isEmpty();
        return page;
    }

    private static void ask(Page page, String question) {
        page.getByTestId("prompt").fill(question);
        page.getByTestId("prompt").press("Enter");
        assertThat(page.getByTestId("answer").last()).hasAttribute("data-state", "done");
    }

    private void chat(AtlasServer server) {
        Page page = open(server, 860);
        ASKED.forEach(question -> ask(page, question));
        page.getByTestId("answer").last().getByTestId("token").first().focus();
        assertThat(page.getByTestId("token-card")).isVisible();
        take(page, "serve-chat.png");
    }

    private void review(AtlasServer server) {
        Page page = open(server, 860);
        for (String question : HELD) {
            ask(page, question);
            page.getByTestId("clear").click();
        }
        page.getByTestId("tab-review").click();
        assertThat(page.getByTestId("review-item")).isVisible();
        assertThat(page.getByTestId("history")).containsText("submitted");
        page.keyboard().press("a");
        assertThat(page.getByTestId("review-item")).isVisible();
        page.waitForTimeout(7_000); // the note about the decision goes
        take(page, "serve-review.png");
    }

    private void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(to.resolve(name)));
    }
}
