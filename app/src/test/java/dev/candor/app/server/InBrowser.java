package dev.candor.app.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.candor.guard.review.Answered;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The page in a real browser, on a real server of the bundled model.
///
/// Whatever the test, the browser has nothing to complain of: no error, no warning, nothing that
/// the content security policy had to stop, no dialog.
@Tag("browser")
abstract class InBrowser {
    static final String QUESTION = "What is the capital of Australia?";
    static final String HELD_QUESTION = "Which instrument does Vera Lindqvist play?";
    static final String COMPLETIONS = "**/v1/chat/completions";

    private static Chromium chromium;
    private static Atlas atlas;

    @TempDir private Path folder;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    /// What was asked, in order.
    final List<JsonNode> sent = new ArrayList<>();

    private @Nullable AtlasServer server;

    @BeforeAll
    static void start() throws IOException {
        chromium = new Chromium();
        atlas = Atlas.open();
    }

    @AfterAll
    static void stop() {
        atlas.close();
        chromium.close();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        contexts.forEach(BrowserContext::close);
        if (server != null) {
            server.close();
        }
        assertThat(complaints).isEmpty();
    }

    final Page open(@Nullable String policy) throws IOException {
        return open(policy, page -> {});
    }

    /// @param prepare the page, before it is loaded
    final Page open(@Nullable String policy, Consumer<Page> prepare) throws IOException {
        serve(policy, null);
        Page page = fresh(ColorScheme.LIGHT);
        prepare.accept(page);
        return arrive(page);
    }

    final void serve(@Nullable String policy, @Nullable ApiKeys keys) throws IOException {
        server = new AtlasServer(atlas, folder, policy, keys);
    }

    final AtlasServer server() {
        return Objects.requireNonNull(server);
    }

    /// Somebody else's browser.
    final Page another(ColorScheme scheme) {
        return arrive(fresh(scheme));
    }

    final Page another() {
        return another(ColorScheme.LIGHT);
    }

    private Page arrive(Page page) {
        page.navigate(server().address());
        assertThat(page.getByTestId("model-name")).not().isEmpty();
        return page;
    }

    /// A browser that has been nowhere yet.
    final Page fresh(ColorScheme scheme) {
        BrowserContext context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(1_280, 900)
                                        .setColorScheme(scheme));
        contexts.add(context);
        Page page = context.newPage();
        page.setDefaultTimeout(10_000);
        page.onConsoleMessage(this::hear);
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (request.url().endsWith("/v1/chat/completions")) {
                sent.add(JsonMapper.shared().readTree(request.postData()));
            }
        });
        return page;
    }

    private void hear(ConsoleMessage message) {
        if (Set.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
        }
    }

    /// The browser reports a refused request by itself; here it was meant to be refused.
    final void expectRefusal(int status) {
        assertThat(complaints.removeIf(line -> line.contains("status of " + status))).isTrue();
    }

    /// Changes what the server says of its model.
    static void alterModel(Page page, Consumer<ObjectNode> change) {
        page.route(
                "**/candor/model",
                route -> {
                    ObjectNode model =
                            (ObjectNode) JsonMapper.shared().readTree(route.fetch().text());
                    change.accept(model);
                    answer(route, 200, "application/json", model.toString());
                });
    }

    static void answer(Route route, int status, String type, String body) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType(type + "; charset=utf-8")
                        .setBody(body));
    }

    /// A reply in the place of the server's.
    ///
    /// @param choice fields of its object in `candor`
    static void reply(Route route, String text, String finish, String choice) {
        String chunk =
                """
                {"id": "chatcmpl-9", "choices": [{"index": 0, "delta": {"content": "%s"}, "finish_reason": "%s"}],
                 "candor": {"index": 0, "choice": {"index": 0, "verdict": "no-score", "noScore": "a test's reply",
                 "risk": null, "score": null, "threshold": null, "prior": null, "span": null, "tokens": [],
                 "sentences": null, "policy": null, "retriedAt": null, "review": null%s}}}
                """
                        .formatted(text, finish, choice.isEmpty() ? "" : ", " + choice);
        answer(route, 200, "text/event-stream", event(chunk) + event("[DONE]"));
    }

    static String event(String data) {
        return "data: " + data.replace('\n', ' ') + "\n\n";
    }

    /// Asks, and gives the answer once it has ended.
    static Locator ask(Page page, String question) {
        type(page, question);
        return ended(page.getByTestId("turn").last().getByTestId("answer"));
    }

    static void type(Page page, String question) {
        page.getByTestId("prompt").fill(question);
        page.getByTestId("prompt").press("Enter");
    }

    static Locator ended(Locator answer) {
        assertThat(answer.last()).hasAttribute("data-state", "done");
        return answer;
    }

    static void press(Page page, String key, int times) {
        IntStream.range(0, times).forEach(_ -> page.keyboard().press(key));
    }

    static Pattern words(String... texts) {
        return Pattern.compile(String.join("[\\s\\S]*", texts));
    }

    static Answered answered(String text) {
        return answered("chatcmpl-1", text, 0.9);
    }

    static Answered answered(String response, String text, double risk) {
        return new Answered(
                response, Instant.now(), text, text, risk, "above", List.of(text), 1, "0");
    }

    /// @return the item's id
    final String submit(Reason reason, Answered answered) {
        return server().queue()
                .submit(new Submission(reason, answered, null, "user", null))
                .item()
                .id();
    }
}
