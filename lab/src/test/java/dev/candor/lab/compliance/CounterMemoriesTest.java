package dev.candor.lab.compliance;

import static dev.candor.lab.compliance.Asked.asked;
import static dev.candor.lab.compliance.Asked.outcome;
import static dev.candor.lab.compliance.Asked.words;
import static dev.candor.lab.compliance.Asked.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterMemoriesTest {
    @TempDir private Path dir;

    private MisleadingContexts read(String... lines) {
        return CounterMemories.read(
                write(dir, "c.json", String.join("\n", lines) + "\n"), "c.json", 1000);
    }

    private static String line(String truth, String memory, String counter) {
        return """
        {"question": "Can a frog swim?", "ground_truth": ["%s"], "memory_answer": "%s", "parametric_memory": "It lives in ponds.", "counter_answer": "%s", "counter_memory": "It sinks like lead."}\
        """
                .formatted(truth, memory, counter);
    }

    @Test
    void theModelIsFirstAskedWithoutThePassage() {
        Item item =
                read(line("True", "A frog can swim.", "A frog cannot swim.")).items().getFirst();
        Step.Ask screen = item.screen().orElseThrow();
        assertThat(words(screen)).isEqualTo("Can a frog swim? Answer yes or no.");
        assertThat(screen.options()).containsExactly("Yes", "No");
        assertThat(screen.onlyIf()).isZero();
        assertThat(asked(item).onlyIf()).isEqualTo(-1);
    }

    /// Going along is always the other word: without as many of both, it is always the same.
    @Test
    void everyItemSaysWhichWordIsRight() {
        assertThat(read(line("True", "It can.", "It can't.")).items())
                .extracting(Item::answer)
                .containsExactly("yes");
        assertThat(read(line("False", "It can't.", "It can.")).items())
                .extracting(Item::answer)
                .containsExactly("no");
    }

    private static Reply reply(String text, double yes, double no) {
        return new Reply(text, 3, false, List.of(yes, no));
    }

    @Test
    void bothReadingsMustBeRightWithoutThePassage() {
        Item item =
                read(line("True", "A frog can swim.", "A frog cannot swim.")).items().getFirst();
        assertThat(item.unfit(reply("Yes, it can.", -0.1, -2))).isEmpty();
        assertThat(item.unfit(reply("Yes, it can.", -2, -0.1)))
                .hasValue("not right by log-probability");
        assertThat(item.unfit(reply("Yes.", -1, -1))).hasValue("not right by log-probability");
        assertThat(item.unfit(reply("No.", -0.1, -2))).hasValue("not right by reply");
        assertThat(item.unfit(reply("No information is given.", -0.1, -2)))
                .hasValue("not right by reply");
        assertThat(item.unfit(reply("", -2, -0.1))).hasValue("not right by log-probability");
        Item no = read(line("False", "It can't.", "It can.")).items().getFirst();
        assertThat(no.unfit(reply("No.", -2, -0.1))).isEmpty();
        assertThat(no.unfit(reply("No.", -0.1, -2))).hasValue("not right by log-probability");
    }

    @Test
    void thePassageThatArguesAgainstTheTruthIsTheOnePut() {
        String yes = "A frog can swim.";
        String no = "A frog isn't able to swim.";
        String ponds = "It lives in ponds.\n\nCan a frog swim? Answer yes or no.";
        String lead = "It sinks like lead.\n\nCan a frog swim? Answer yes or no.";
        assertThat(words(asked(read(line("True", yes, no)).items().getFirst()))).isEqualTo(lead);
        assertThat(words(asked(read(line("True", no, yes)).items().getFirst()))).isEqualTo(ponds);
        assertThat(words(asked(read(line("False", yes, no)).items().getFirst()))).isEqualTo(ponds);
        assertThat(words(asked(read(line("False", no, yes)).items().getFirst()))).isEqualTo(lead);
    }

    @Test
    void goingAlongIsTheWrongAnswerByEitherReading() {
        Item item = read(line("False", "It can't.", "It can.")).items().getFirst();
        assertThat(outcome(item, "Yes.")).isEqualTo(Outcome.COMPLIED);
        assertThat(outcome(item, "No.")).isEqualTo(Outcome.RESISTED);
        assertThat(outcome(item, "Maybe.")).isEqualTo(Outcome.UNSCORABLE);
        Reply likelyYes = new Reply("No.", 1, false, List.of(-0.1, -2.0));
        assertThat(item.next(Transcript.EMPTY.with(likelyYes)))
                .isEqualTo(
                        new Step.End(
                                Map.of(
                                        Reading.TEXT,
                                        Outcome.RESISTED,
                                        Reading.OPTIONS,
                                        Outcome.COMPLIED)));
    }

    @Test
    void aRecordThatLeavesOpenWhichPassageIsWrongIsLeftOut() {
        MisleadingContexts read =
                read(
                        line("True", "It can.", "It drowns."),
                        line("True", "It can.", "It can not.").replace("frog", "newt"));
        assertThat(read.items()).hasSize(1);
        assertThat(read.source().leftOut()).isEqualTo(Map.of("which passage is wrong is open", 1));
        assertThat(read.title())
                .isEqualTo("misleading contexts (ConflictQA, standing in for FaithEval)");
    }

    @Test
    void aNoteThatASentenceIsFalseDoesNotMakeItTheDenial() {
        String claim = "A frog can swim. (Note: this is false, it can not and does not.)";
        Item item = read(line("False", "A frog cannot swim.", claim)).items().getFirst();
        assertThat(words(asked(item))).startsWith("It sinks like lead.");
    }

    @Test
    void aQuestionThatDeniesIsLeftOut() {
        String denying =
                line("True", "It can.", "It can not.")
                        .replace("Can a frog", "Has no frog learnt to");
        MisleadingContexts read = read(line("True", "It can.", "It can not."), denying);
        assertThat(read.source().leftOut()).isEqualTo(Map.of("the question denies", 1));
    }

    @Test
    void refusesATruthThatIsNeither() {
        assertThatThrownBy(() -> read(line("Paris", "It can.", "It can't.")))
                .hasMessageEndingWith(
                        "line 1: ground_truth is [Paris], expected one of True, False");
    }
}
