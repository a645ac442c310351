package dev.candor.app.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.candor.guard.review.Answered;
import dev.candor.guard.review.Decision;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The page in a real browser, on a real server of the bundled model.
///
/// Whatever the test, the browser has nothing to complain of: no error, no warning, nothing that
/// the content security policy had to stop, no dialog.
@Tag("browser")
class PageTest {
    private static final String QUESTION = "What is the capital of Australia?";
    private static final String HELD_QUESTION = "Which instrument does Vera Lindqvist play?";
    private static final String MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static Chromium chromium;
    private static Atlas atlas;

    @TempDir private Path folder;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<JsonNode> sent = new ArrayList<>();
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

    private Page open(@Nullable String policy) throws IOException {
        server = new AtlasServer(atlas, folder, policy);
        return another(server, ColorScheme.LIGHT);
    }

    private AtlasServer server() {
        return Objects.requireNonNull(server);
    }

    /// Somebody else's browser.
    private Page another(AtlasServer server, ColorScheme scheme) {
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
        page.navigate(server.address());
        assertThat(page.getByTestId("model-name")).not().isEmpty();
        return page;
    }

    private void hear(ConsoleMessage message) {
        if (Set.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
        }
    }

    /// The browser reports a refused request by itself; here it was meant to be refused.
    private void expectRefusal(int status) {
        assertThat(complaints.removeIf(line -> line.contains("status of " + status))).isTrue();
    }

    /// Asks, and gives the answer once it has ended.
    private static Locator ask(Page page, String question) {
        page.getByTestId("prompt").fill(question);
        page.getByTestId("prompt").press("Enter");
        return ended(page.getByTestId("turn").last().getByTestId("answer"));
    }

    private static Locator ended(Locator answer) {
        assertThat(answer.last()).hasAttribute("data-state", "done");
        return answer;
    }

    private static void press(Page page, String key, int times) {
        IntStream.range(0, times).forEach(_ -> page.keyboard().press(key));
    }

    private static Pattern words(String... texts) {
        return Pattern.compile(String.join("[\\s\\S]*", texts));
    }

    @Test
    void anAnswerShowsWhileItStreamsAndEveryTokenIsTintedByItsRisk() throws IOException {
        Page page = open(null);
        page.evaluate(
                """
                window.seen = [0];
                new MutationObserver(() =>
                        seen.push(document.querySelectorAll('[data-state=streaming] .token').length))
                    .observe(document.querySelector('#turns'), {childList: true, subtree: true})
                """);
        page.getByTestId("prompt").fill(QUESTION);
        Response response =
                page.waitForResponse(
                        "**/v1/chat/completions", () -> page.getByTestId("prompt").press("Enter"));
        Locator answer = ended(page.getByTestId("answer"));
        assertThat(answer.getByTestId("verdict"))
                .hasAttribute("data-verdict", Pattern.compile("above|below"));
        assertThat(answer.getByTestId("verdict"))
                .containsText(words("risk 0\\.", "threshold 0\\."));
        List<Locator> tokens = answer.getByTestId("token").all();
        assertThat(tokens).hasSizeGreaterThan(1);
        for (Locator token : tokens) {
            assertThat(token).hasClass(Pattern.compile("token r[1-5].*"));
            assertThat(token)
                    .not()
                    .hasCSS("background-color", Pattern.compile("rgba\\(0, 0, 0, 0\\)"));
        }
        assertThat(answer.locator(".token.in").first()).isVisible();
        assertThat(page.getByTestId("announcer")).containsText(words("Risk 0\\.", "threshold"));
        assertThat(response.headerValue("content-type")).startsWith("text/event-stream");
        assertThat(page.evaluate("Math.max(...seen)")).as("tokens before the end").isNotEqualTo(0);
    }

    @Test
    void aTokensCardOpensOnFocusAndLeadsToItsNeurons() throws IOException {
        Page page = open(null);
        Locator tokens = ask(page, QUESTION).getByTestId("token");
        tokens.first().focus();
        Locator card = page.getByTestId("token-card");
        assertThat(card)
                .containsText(
                        words("0\\.", "the threshold", "Neurons that contribute most", "layer"));
        page.keyboard().press("ArrowRight");
        assertThat(tokens.nth(1)).isFocused();
        page.keyboard().press("Enter");
        Locator neuron = card.getByTestId("card-neuron").first();
        assertThat(neuron).isFocused();
        page.keyboard().press("Escape");
        assertThat(tokens.nth(1)).isFocused();
        page.keyboard().press("Enter");
        String link = neuron.getAttribute("href");
        page.keyboard().press("Enter");
        assertThat(page.locator("tr.selected"))
                .hasAttribute("data-neuron", link.substring("#neurons/".length()));
    }

    @Test
    void theSliderSetsTheAlphaOfTheNextRequest() throws IOException {
        Page page = open(null);
        ask(page, QUESTION);
        page.getByTestId("alpha").focus();
        press(page, "ArrowRight", 5);
        assertThat(page.getByTestId("alpha-value")).hasText("1.5");
        assertThat(ask(page, QUESTION)).containsText("α 1.5");
        page.getByTestId("alpha-reset").click();
        assertThat(page.getByTestId("alpha-value")).hasText("1.0");
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).at("/candor").has("alpha")).isFalse();
        assertThat(sent.get(1).at("/candor/alpha").doubleValue()).isEqualTo(1.5);
        assertThat(sent.get(1).at("/messages")).hasSize(3);
    }

    @Test
    void compareAsksAtThreeAlphasSideBySide() throws IOException {
        Page page = open(null);
        page.getByTestId("compare").check();
        ask(page, QUESTION);
        Locator columns = page.getByTestId("compare-column");
        assertThat(columns).hasCount(3);
        for (Locator column : columns.all()) {
            ended(column.getByTestId("answer"));
            assertThat(column.getByTestId("answer-text")).not().isEmpty();
            assertThat(column.getByTestId("verdict")).isVisible();
        }
        assertThat(sent)
                .extracting(request -> request.at("/candor/alpha").intValue())
                .containsExactlyInAnyOrder(0, 1, 3);
    }

    @Test
    void aMutedNeuronBecomesAChipAndIsSent() throws IOException {
        Page page = open(null);
        page.getByTestId("tab-neurons").click();
        Locator row = page.getByTestId("neuron-row").first();
        String[] neuron = row.getAttribute("data-neuron").split("/", -1);
        row.getByTestId("factor-0").check(new Locator.CheckOptions().setForce(true));
        page.getByTestId("tab-chat").click();
        Locator chip = page.getByTestId("neuron-chip");
        assertThat(chip).containsText(neuron[0] + " · " + neuron[1] + " muted");
        assertThat(ask(page, QUESTION)).containsText("1 neuron set");
        JsonNode set = sent.getFirst().at("/candor/neurons");
        assertThat(set.toString())
                .isEqualTo(
                        "[{\"layer\":%s,\"index\":%s,\"alpha\":0}]"
                                .formatted(neuron[0], neuron[1]));
        chip.getByRole(AriaRole.BUTTON).click();
        assertThat(chip).hasCount(0);
    }

    @Test
    void aHeldAnswerIsApprovedWithOneKeyAndTheAskerSeesIt() throws IOException {
        Page asker = open(AtlasServer.REVIEWS_PEOPLE);
        Locator answer = ask(asker, HELD_QUESTION);
        Locator held = answer.getByTestId("held");
        assertThat(held).hasAttribute("data-status", "pending");
        assertThat(answer.getByTestId("token")).hasCount(0);
        assertThat(answer.getByTestId("policy")).containsText("made-up people");

        Page reviewer = another(server(), ColorScheme.LIGHT);
        reviewer.getByTestId("tab-review").click();
        assertThat(reviewer.getByTestId("queue-item")).hasCount(1);
        Locator shown = reviewer.getByTestId("review-answer");
        assertThat(reviewer.getByTestId("review-item")).containsText(HELD_QUESTION);
        assertThat(reviewer.getByTestId("history")).containsText("submitted");
        String text = shown.innerText();
        assertThat(answer).not().containsText(text);
        reviewer.keyboard().press("a");
        assertThat(reviewer.getByTestId("decided")).containsText("Approved");
        assertThat(reviewer.getByTestId("queue-empty")).isVisible();

        assertThat(answer).containsText(text);
        assertThat(held).hasAttribute("data-status", "approved");
        reviewer.getByTestId("queue-state").selectOption("approved");
        assertThat(reviewer.getByTestId("review-item")).containsText(words("approved", "History"));
    }

    @Test
    void markupStaysTextWhereverItStands() throws IOException {
        Page page = open(AtlasServer.REVIEWS_PEOPLE);
        server().queue()
                .submit(new Submission(Reason.COMPLAINT, answered(MARKUP), null, MARKUP, MARKUP));
        ask(page, MARKUP);
        assertThat(page.getByTestId("question")).hasText(MARKUP);
        Locator answer = ask(page, HELD_QUESTION);

        Page reviewer = another(server(), ColorScheme.LIGHT);
        reviewer.getByTestId("tab-review").click();
        assertThat(reviewer.getByTestId("queue-item")).hasCount(2);
        assertThat(reviewer.getByTestId("queue-item").first()).containsText(MARKUP);
        assertThat(reviewer.getByTestId("review-answer")).hasText(MARKUP);
        assertThat(reviewer.getByTestId("history")).containsText(MARKUP);
        reviewer.keyboard().press("j");
        assertThat(reviewer.getByTestId("review-item")).containsText(HELD_QUESTION);
        reviewer.keyboard().press("c");
        reviewer.getByTestId("correction").fill(MARKUP);
        reviewer.keyboard().press("Control+Enter");
        assertThat(reviewer.getByTestId("decided")).containsText("Corrected");

        assertThat(answer).containsText(MARKUP);
        for (Page each : List.of(page, reviewer)) {
            assertThat(each.locator("main :is(script, img)")).hasCount(0);
        }
    }

    private static Answered answered(String text) {
        return new Answered(
                "chatcmpl-1", Instant.now(), text, text, 0.9, "above", List.of(text), 1, "0");
    }

    @Test
    void whoDecidesTooLateIsToldWhoseDecisionStands() throws IOException {
        Page page = open(null);
        String id =
                server().queue()
                        .submit(
                                new Submission(
                                        Reason.COMPLAINT, answered("Sydney."), null, "user", null))
                        .item()
                        .id();
        page.getByTestId("tab-review").click();
        assertThat(page.getByTestId("review-item")).isVisible();
        assertThat(page.getByTestId("history")).containsText("submitted");
        server().queue()
                .decide(
                        id,
                        new Decision(
                                Decision.Kind.CORRECTED, "ana", "Canberra.", "see the map", null));
        page.keyboard().press("r");
        assertThat(page.getByTestId("conflict"))
                .containsText(words("ana decided first: corrected", "Canberra\\.", "see the map"));
        assertThat(page.getByTestId("queue-empty")).isVisible();
        expectRefusal(409);
    }

    @Test
    void aQuestionThatIsTooLongIsRefusedInWords() throws IOException {
        Page page = open(null);
        page.getByTestId("prompt").fill("Atlas ".repeat(3_000));
        page.getByTestId("prompt").press("Enter");
        assertThat(page.getByTestId("problem")).hasAttribute("data-status", "400");
        assertThat(page.getByTestId("answer")).hasAttribute("data-state", "failed");
        expectRefusal(400);
    }

    @Test
    void aReportIsReadInAFrame() throws IOException {
        Page page = open(null);
        page.getByTestId("tab-reports").click();
        assertThat(page.getByTestId("report")).hasText("atlas");
        assertThat(page.frameLocator("[data-testid=report-frame]").locator("h1"))
                .containsText("H-neurons");
        assertThat(page.frameLocator("[data-testid=report-frame]").locator("svg").first())
                .isVisible();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPanelFitsAWideAndANarrowScreenInLightAndDark(ColorScheme scheme) throws IOException {
        open(null).close();
        server().queue()
                .submit(new Submission(Reason.COMPLAINT, answered("Sydney."), null, "user", null));
        Page page = another(server(), scheme);
        ask(page, QUESTION);
        for (int width : List.of(1_280, 380)) {
            page.setViewportSize(width, 800);
            for (String panel : List.of("chat", "neurons", "reports", "review")) {
                page.getByTestId("tab-" + panel).click();
                assertThat(page.getByTestId("panel-" + panel)).isVisible();
                assertThat(page.getByTestId("panel-" + panel)).not().isEmpty();
                assertThat(
                                page.evaluate(
                                        "document.documentElement.scrollWidth -"
                                                + " document.documentElement.clientWidth"))
                        .as("%s at %d", panel, width)
                        .isEqualTo(0);
            }
        }
        int[] paper = colour(page, "background-color");
        int[] ink = colour(page, "color");
        boolean dark = scheme == ColorScheme.DARK;
        assertThat(paper[0] < 60).isEqualTo(dark);
        assertThat(ink[0] > 200).isEqualTo(dark);
    }

    /// Red, green and blue of the page, 0 to 255.
    private static int[] colour(Page page, String property) {
        String value =
                (String)
                        page.evaluate(
                                "name => getComputedStyle(document.body).getPropertyValue(name)",
                                property);
        return Pattern.compile("\\d+")
                .matcher(value)
                .results()
                .mapToInt(each -> Integer.parseInt(each.group()))
                .toArray();
    }
}
