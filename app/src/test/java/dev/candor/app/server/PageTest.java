package dev.candor.app.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.candor.guard.review.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The page: chat, neurons, reports, and how it fits the screen.
class PageTest extends InBrowser {
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
        row.locator("label").filter(new Locator.FilterOptions().setHasText("mute")).click();
        assertThat(row.getByTestId("factor-0")).isChecked();
        assertThat(row.getByTestId("factor-1"))
                .hasAttribute("aria-label", Pattern.compile("as the dial sets it"));
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
    void aQuestionThatIsTooLongIsRefusedInWords() throws IOException {
        Page page = open(null);
        page.getByTestId("prompt").fill("Atlas ".repeat(3_000));
        page.getByTestId("prompt").press("Enter");
        assertThat(page.getByTestId("problem")).hasAttribute("data-status", "400");
        assertThat(page.getByTestId("answer")).hasAttribute("data-state", "failed");
        assertThat(page.getByTestId("retry")).hasCount(0);
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

    @Test
    void stopEndsAnAnswerAndGivesTheFieldBack() throws IOException {
        Page page = open(null);
        page.route(COMPLETIONS, route -> {});
        type(page, QUESTION);
        assertThat(page.getByTestId("send")).isHidden();
        page.getByTestId("stop").click();
        assertThat(page.getByTestId("answer")).hasAttribute("data-state", "stopped");
        assertThat(page.getByTestId("stop")).isHidden();
        assertThat(page.getByTestId("prompt")).isFocused();
    }

    @Test
    void anErrorWithinAStreamIsToldAsWhatItIs() throws IOException {
        Page page = open(null);
        page.route(
                COMPLETIONS,
                route ->
                        answer(
                                route,
                                200,
                                "text/event-stream",
                                event(
                                        """
                                        {"error": {"type": "timeout_error", "message": "it took 30 s"}}
                                        """)));
        type(page, QUESTION);
        assertThat(page.getByTestId("problem")).hasAttribute("data-status", "504");
        assertThat(page.getByTestId("problem")).containsText("It took too long");
        page.unroute(COMPLETIONS);
        page.getByTestId("retry").click();
        assertThat(ended(page.getByTestId("answer"))).not().containsText("took too long");
    }

    @Test
    void anAnswerThatWasAskedAgainSaysAtWhichAlpha() throws IOException {
        Page page = open(null, fresh -> alterModel(fresh, model -> model.put("dial", "3 neurons")));
        assertThat(page.getByTestId("alpha-value")).hasText("dial");
        page.route(COMPLETIONS, route -> reply(route, "Canberra.", "stop", "\"retriedAt\": 0.5"));
        assertThat(ask(page, QUESTION)).containsText(words("α dial", "asked again at α 0\\.5"));
        page.getByTestId("alpha").focus();
        press(page, "ArrowRight", 2);
        assertThat(ask(page, QUESTION)).containsText("α 1.2");
    }

    @Test
    void aPolicysSentenceIsNotCarriedOnAsTheModelsWords() throws IOException {
        Page page = open(null);
        page.route(COMPLETIONS, route -> reply(route, "I am not sure.", "content_filter", ""));
        ask(page, QUESTION);
        page.unroute(COMPLETIONS);
        ask(page, QUESTION);
        assertThat(sent.get(1).at("/messages")).hasSize(1);
    }

    @Test
    void aColumnThatIsAskedAgainRunsAsAnAnswerAndIsComparedAnew() throws IOException {
        Page page = open(null);
        List<Route> again = new ArrayList<>();
        page.route(
                COMPLETIONS,
                route -> {
                    boolean tripled = route.request().postData().contains("\"alpha\":3");
                    if (tripled && again.isEmpty()) {
                        answer(route, 503, "application/json", "{}");
                        again.add(route);
                    } else if (tripled) {
                        again.add(route);
                    } else {
                        reply(route, "Canberra.", "stop", "");
                    }
                });
        page.getByTestId("compare").check();
        type(page, QUESTION);
        Locator column = page.getByTestId("compare-column").last();
        column.getByTestId("retry").click();
        assertThat(page.getByTestId("stop")).isVisible();
        assertThat(column.getByTestId("answer")).hasAttribute("data-state", "waiting");
        page.waitForCondition(() -> again.size() == 2);
        reply(again.getLast(), "Sydney.", "stop", "");
        assertThat(column).containsText(words("Sydney\\."));
        assertThat(column.getByText("differs from α 1")).isVisible();
        assertThat(page.getByTestId("send")).isVisible();
        expectRefusal(503);
    }

    @Test
    void aComparisonSaysThatNeuronsAreSetByHand() throws IOException {
        Page page = open(null);
        page.getByTestId("tab-neurons").click();
        page.getByTestId("neuron-row").first().getByText("boost").locator("..").click();
        page.getByTestId("tab-chat").click();
        page.getByTestId("compare").check();
        ask(page, QUESTION);
        assertThat(page.getByTestId("compare-column").first()).containsText("1 neuron set by hand");
    }

    @Test
    void theConversationOutlastsAReload() throws IOException {
        Page page = open(AtlasServer.REVIEWS_PEOPLE);
        String text = ask(page, QUESTION).getByTestId("answer-text").innerText();
        ask(page, HELD_QUESTION);
        page.reload();
        assertThat(page.getByTestId("turn")).hasCount(2);
        Locator first = page.getByTestId("answer").first();
        assertThat(first.getByTestId("answer-text")).hasText(text);
        assertThat(first.getByTestId("token").first()).hasClass(Pattern.compile("token r[1-5].*"));
        assertThat(first.getByTestId("verdict")).containsText("risk");
        Locator held = page.getByTestId("answer").last();
        assertThat(held.getByTestId("held")).hasAttribute("data-status", "pending");

        Page reviewer = another();
        reviewer.getByTestId("tab-review").click();
        String answer = reviewer.getByTestId("review-answer").innerText();
        reviewer.keyboard().press("a");
        assertThat(held.getByTestId("held")).hasAttribute("data-status", "approved");
        assertThat(held).containsText(answer);
        page.reload();
        assertThat(page.getByTestId("answer").last()).containsText(answer);
        ask(page, QUESTION);
        assertThat(sent.getLast().at("/messages")).hasSize(5);
        page.getByTestId("clear").click();
        page.reload();
        assertThat(page.getByTestId("examples")).isVisible();
        assertThat(page.getByTestId("turn")).hasCount(0);
    }

    @Test
    void aComparisonOutlastsAReload() throws IOException {
        Page page = open(null);
        page.getByTestId("compare").check();
        ask(page, QUESTION);
        page.reload();
        assertThat(page.getByTestId("compare-column")).hasCount(3);
        assertThat(page.getByTestId("compare-column").last().getByTestId("verdict")).isVisible();
    }

    @Test
    void theCardOfATokenGoesWithItAndTakesTheFocusWithoutNeurons() throws IOException {
        Page page = open(null);
        page.evaluate(
                """
                async () => {
                  const { TokenText } = await import('/tokens.js');
                  window.words = new TokenText({ score: 0, risk: 0.5 });
                  document.querySelector('#turns').append(words.element);
                  words.add('Paris', [{ start: 0, end: 5, text: 'Paris', risk: 0.8, score: 1, span: true, neurons: null }]);
                }
                """);
        Locator card = page.getByTestId("token-card");
        page.getByTestId("token").focus();
        assertThat(card).isVisible();
        page.keyboard().press("Enter");
        assertThat(card).isFocused();
        page.keyboard().press("Escape");
        assertThat(card).isHidden();
        page.getByTestId("token").blur();
        page.getByTestId("token").focus();
        assertThat(card).isVisible();
        page.evaluate("words.replace('Another text.')");
        assertThat(card).isHidden();
    }

    @Test
    void aMarkOfTheMapScrollsTheTableOnlyAndEmptyColumnsAreLeftOut() throws IOException {
        Page page = open(null);
        page.setViewportSize(380, 800);
        page.getByTestId("tab-neurons").click();
        assertThat(page.getByTestId("sort-auroc")).isVisible();
        assertThat(page.getByTestId("sort-effect")).hasCount(0);
        Locator marks = page.getByTestId("neuron-mark");
        for (Locator mark : List.of(marks.first(), marks.last())) {
            mark.focus();
            Object before = page.evaluate("scrollY");
            page.keyboard().press("Enter");
            assertThat(page.locator("tr.selected"))
                    .hasAttribute("data-neuron", mark.getAttribute("data-neuron"));
            assertThat(page.evaluate("scrollY")).isEqualTo(before);
            assertThat(
                            page.evaluate(
                                    """
                                    () => {
                                      const row = document.querySelector('tr.selected').getBoundingClientRect();
                                      const box = document.querySelector('.tall').getBoundingClientRect();
                                      return row.top >= box.top && row.bottom <= box.bottom + 1;
                                    }
                                    """))
                    .isEqualTo(true);
        }
    }

    @Test
    void theModelsCardSaysWhichPromptsTheRiskScaleWasFittedOn() throws IOException {
        Page page =
                open(
                        null,
                        fresh ->
                                alterModel(
                                        fresh,
                                        model ->
                                                ((ObjectNode) model.get("probe"))
                                                        .put("promptStyle", "few-shot")));
        assertThat(page.getByTestId("model-facts")).containsText("fitted on few-shot prompts");
    }

    @Test
    void theListOfReportsIsAskedForAnew() throws IOException {
        Page page = open(null);
        page.getByTestId("tab-reports").click();
        assertThat(page.getByTestId("report")).hasCount(1);
        page.getByTestId("tab-chat").click();
        page.route(
                "**/candor/reports",
                route -> answer(route, 200, "application/json", "{\"reports\": []}"));
        page.getByTestId("tab-reports").click();
        assertThat(page.getByTestId("reports-empty")).isVisible();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void everyPanelFitsAWideAndANarrowScreenInLightAndDark(ColorScheme scheme) throws IOException {
        open(null).close();
        submit(Reason.COMPLAINT, answered("Sydney."));
        Page page = another(scheme);
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
