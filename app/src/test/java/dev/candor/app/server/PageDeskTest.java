package dev.candor.app.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.candor.guard.review.Decision;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.State;
import dev.candor.guard.review.Submission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The review desk of the page.
class PageDeskTest extends InBrowser {
    private static final String MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    private static final int REFRESH_MILLIS = 21_000;

    private Page desk(Page page) {
        page.getByTestId("tab-review").click();
        assertThat(page.getByTestId("review-item")).isVisible();
        assertThat(page.getByTestId("history")).containsText("submitted");
        return page;
    }

    /// Questions Q001, Q002 and so on wait.
    private List<String> waiting(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        submit(Reason.POLICY, answered("chatcmpl-" + i, "Q%03d".formatted(i), 0.9)))
                .toList();
    }

    /// A desk whose clock the test turns.
    private Page deskOf(int count) throws IOException {
        Page page = open(null);
        waiting(count);
        page.clock().install();
        return desk(page);
    }

    private static void readAgain(Page page) {
        page.waitForResponse(
                "**/candor/review/stats", () -> page.clock().fastForward(REFRESH_MILLIS));
    }

    private static Locator queue(Page page) {
        return page.getByTestId("queue-item");
    }

    private State stateOf(String id) {
        return Objects.requireNonNull(server().queue().find(id)).state();
    }

    private void decide(String id, Decision.Kind kind) {
        server().queue()
                .decide(
                        id,
                        new Decision(
                                kind,
                                "ana",
                                kind == Decision.Kind.CORRECTED ? "Canberra." : null,
                                "see the map",
                                null));
    }

    @Test
    void aHeldAnswerIsApprovedWithOneKeyAndTheAskerSeesIt() throws IOException {
        Page asker = open(AtlasServer.REVIEWS_PEOPLE);
        Locator answer = ask(asker, HELD_QUESTION);
        Locator held = answer.getByTestId("held");
        assertThat(held).hasAttribute("data-status", "pending");
        assertThat(answer.getByTestId("token")).hasCount(0);
        assertThat(answer.getByTestId("policy")).containsText("made-up people");

        Page reviewer = another();
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

        Page reviewer = another();
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

    @Test
    void whoDecidesTooLateIsToldWhoseDecisionStands() throws IOException {
        Page page = open(null);
        String id = submit(Reason.COMPLAINT, answered("Sydney."));
        desk(page);
        decide(id, Decision.Kind.CORRECTED);
        page.keyboard().press("r");
        assertThat(page.getByTestId("conflict"))
                .containsText(words("ana decided first: corrected", "Canberra\\.", "see the map"));
        assertThat(page.getByTestId("queue-empty")).isVisible();
        expectRefusal(409);
    }

    @Test
    void aDecisionIsSentWhereTheBrowserMakesNoRandomIds() throws IOException {
        Page page = open(null, fresh -> fresh.addInitScript("delete Crypto.prototype.randomUUID"));
        List<String> ids = waiting(1);
        assertThat(page.evaluate("typeof crypto.randomUUID")).isEqualTo("undefined");
        desk(page).keyboard().press("a");
        assertThat(page.getByTestId("decided")).containsText("Approved");
        assertThat(stateOf(ids.getFirst())).isEqualTo(State.APPROVED);
    }

    @Test
    void whatMoreHasShownStaysWhenTheQueueIsReadAgain() throws IOException {
        Page page = deskOf(120);
        assertThat(queue(page)).hasCount(50);
        page.getByTestId("queue-more").focus();
        page.keyboard().press("Enter");
        assertThat(queue(page)).hasCount(100);
        assertThat(page.getByTestId("queue-more")).isFocused();
        queue(page).nth(70).click();
        assertThat(page.getByTestId("review-item")).containsText("Q071");
        readAgain(page);
        readAgain(page);
        assertThat(queue(page)).hasCount(100);
        assertThat(queue(page).nth(70)).isFocused();
        assertThat(page.getByTestId("review-item")).containsText("Q071");
        assertThat(page.getByTestId("decide-a")).isEnabled();
        page.keyboard().press("a");
        assertThat(page.getByTestId("review-item")).containsText("Q072");
        assertThat(page.getByTestId("decided")).containsText("Q071");
    }

    @Test
    void whatAColleagueDecidesStaysOpenButCannotBeDecided() throws IOException {
        Page page = open(null);
        List<String> ids = waiting(3);
        page.clock().install();
        desk(page);
        page.keyboard().press("j");
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        page.keyboard().press("c");
        page.getByTestId("correction").fill("half a word");
        decide(ids.get(1), Decision.Kind.REJECTED);
        readAgain(page);
        assertThat(page.getByTestId("review-gone")).containsText("rejected by ana");
        assertThat(queue(page)).hasCount(2);
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        assertThat(page.getByTestId("correction")).hasValue("half a word");
        assertThat(page.getByTestId("correction")).isFocused();
        assertThat(page.getByTestId("decide-a")).isDisabled();
        page.keyboard().press("Control+Enter");
        page.getByTestId("queue-state").focus();
        page.getByTestId("queue-state").blur();
        page.keyboard().press("a");
        page.keyboard().press("j");
        assertThat(page.getByTestId("review-item")).containsText("Q003");
        assertThat(page.getByTestId("decide-a")).isEnabled();
        assertThat(stateOf(ids.get(0))).isEqualTo(State.PENDING);
        assertThat(stateOf(ids.get(2))).isEqualTo(State.PENDING);
    }

    @Test
    void anotherStateTakesAwayWhatIsShownThoughTheFilterHasTheFocus() throws IOException {
        Page page = open(null);
        List<String> ids = waiting(2);
        decide(ids.get(1), Decision.Kind.APPROVED);
        desk(page);
        page.getByTestId("queue-state").focus();
        page.getByTestId("queue-state").selectOption("approved");
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        assertThat(page.getByTestId("decide-a")).hasCount(0);
        assertThat(page.getByTestId("queue-state")).isFocused();
        page.getByTestId("queue-state").selectOption("rejected");
        assertThat(page.getByTestId("queue-empty")).isVisible();
        assertThat(page.getByTestId("review-item")).hasCount(0);
    }

    @Test
    void aKeyHeldDownDecidesOnceAndTheNextItemHasTheFocus() throws IOException {
        Page page = open(null);
        List<String> ids = waiting(4);
        desk(page);
        IntStream.range(0, 5).forEach(_ -> page.keyboard().down("a"));
        page.keyboard().up("a");
        assertThat(page.getByTestId("decided")).hasCount(1);
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        assertThat(page.locator("#item-question")).isFocused();
        assertThat(queue(page)).hasCount(3);
        assertThat(ids.subList(1, 4)).allMatch(id -> stateOf(id) == State.PENDING);
    }

    @Test
    void aDecisionThatFailedGivesBackWhatWasTyped() throws IOException {
        Page page = open(null);
        List<String> ids = waiting(2);
        List<Route> held = new ArrayList<>();
        page.route("**/decision", held::add);
        desk(page);
        page.getByTestId("review-note").fill("see the map");
        page.getByTestId("decide-c").click();
        page.getByTestId("correction").fill("Canberra.");
        page.keyboard().press("Control+Enter");
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        answer(held.getFirst(), 500, "application/json", "{\"error\": {\"message\": \"no disk\"}}");
        assertThat(page.getByTestId("review-notices")).containsText(words("Not decided", "Q001"));
        assertThat(page.getByTestId("review-item")).containsText("Q001");
        assertThat(page.getByTestId("correction")).hasValue("Canberra.");
        assertThat(page.getByTestId("review-note")).hasValue("see the map");
        page.unroute("**/decision");
        page.getByTestId("correction-send").click();
        assertThat(page.getByTestId("decided")).containsText("Corrected");
        assertThat(stateOf(ids.getFirst())).isEqualTo(State.CORRECTED);
        expectRefusal(500);
    }

    @Test
    void aDecisionThatFailedTakesNothingFromWhoWritesOnTheNextItem() throws IOException {
        Page page = open(null);
        waiting(2);
        List<Route> held = new ArrayList<>();
        page.route("**/decision", held::add);
        desk(page);
        page.getByTestId("review-note").fill("no such town");
        page.getByTestId("decide-r").click();
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        page.keyboard().press("c");
        page.getByTestId("correction").fill("half a word");
        answer(held.getFirst(), 500, "application/json", "{\"error\": {\"message\": \"no disk\"}}");
        assertThat(queue(page)).hasCount(2);
        assertThat(page.getByTestId("review-item")).containsText("Q002");
        assertThat(page.getByTestId("correction")).hasValue("half a word");
        assertThat(page.getByTestId("correction")).isFocused();
        queue(page).first().click();
        assertThat(page.getByTestId("review-note")).hasValue("no such town");
        queue(page).last().click();
        assertThat(page.getByTestId("correction")).hasValue("half a word");
        expectRefusal(500);
    }

    @Test
    void singleKeysCanBeSwitchedOffForGood() throws IOException {
        Page page = open(null);
        List<String> ids = waiting(1);
        desk(page);
        assertThat(page.getByTestId("decide-a")).hasAttribute("aria-keyshortcuts", "A");
        page.getByTestId("keys-switch").uncheck();
        page.reload();
        assertThat(page.getByTestId("review-item")).isVisible();
        assertThat(page.getByTestId("keys-switch")).not().isChecked();
        assertThat(page.getByTestId("decide-a"))
                .not()
                .hasAttribute("aria-keyshortcuts", Pattern.compile(".*"));
        page.keyboard().press("a");
        assertThat(page.getByTestId("queue-item")).hasCount(1);
        page.getByTestId("keys-switch").check();
        page.keyboard().press("a");
        assertThat(page.getByTestId("decided")).containsText("Approved");
        assertThat(stateOf(ids.getFirst())).isEqualTo(State.APPROVED);
    }

    @Test
    void ratesByReasonHaveAChartAndSpotChecksAFigureOfTheirOwn() throws IOException {
        Page page = open(null);
        for (int i = 0; i < 4; i++) {
            Reason reason = i < 3 ? Reason.SPOT_CHECK : Reason.POLICY;
            String id = submit(reason, answered("chatcmpl-" + i, "Q", 0.9));
            decide(id, i == 0 ? Decision.Kind.APPROVED : Decision.Kind.REJECTED);
        }
        page.getByTestId("tab-review").click();
        Locator chart = page.getByTestId("chart-reason");
        assertThat(chart.locator("svg")).isVisible();
        chart.getByText("The numbers").click();
        assertThat(chart.locator("tbody tr")).hasCount(2);
        assertThat(chart.locator("tbody")).containsText(words("policy", "spot-check", "67 %"));
        assertThat(page.getByTestId("figure-spot-check")).hasText("67 %");
        assertThat(page.getByTestId("review-figures").first())
                .containsText(words("2 of 3 drawn from what users were given; 95% interval"));
        assertThat(page.getByTestId("figure-wrong")).hasText("75 %");
    }

    @Test
    void anItemHasItsOwnVerdictAndAComplaintItsOwnWords() throws IOException {
        Page page = open(null);
        submit(Reason.COMPLAINT, answered("chatcmpl-1", "Q001", 0.01));
        desk(page);
        assertThat(queue(page).first()).containsText("▲ risk 0.01");
        assertThat(page.getByTestId("review-item")).containsText("above the threshold of its time");
        assertThat(page.getByTestId("decide-a")).containsText("Answer is right");
        assertThat(page.getByTestId("decide-r")).containsText("Answer is wrong");
    }
}
