package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpanTest {
    private static final String REPLY = "Parisians say Paris, \"the city\" of Paris.";
    private static final int[] STARTS = {0, 9, 13, 19, 20, 22, 31, 34, 40};
    private static final int[] ENDS = {9, 13, 19, 20, 22, 31, 34, 40, 41};

    @TempDir private Path dir;
    private final List<String> asked = new ArrayList<>();

    private SpanResult find(String reply, int[] starts, int[] ends, String... says) {
        Chat chat =
                (prompt, attempt) -> {
                    asked.add(prompt);
                    return says[Math.min(attempt, says.length - 1)];
                };
        try (Inquiry inquiry = new Inquiry("test", chat, dir.resolve("extractor.jsonl"))) {
            return new ModelSpan(inquiry).find("Where is it?", reply, starts, ends);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                // said, from, to
                "Paris, 14, 19",
                "| Paris\n|, 14, 19",
                "\"Paris\", 14, 19",
                "'Paris', 14, 19",
                "|Paris,|, 14, 20",
                "Parisians, 0, 9",
                "\"the city\", 21, 31",
                "the city, 22, 30",
                "of Paris., 32, 41",
            })
    void wordsAreFoundWhereTheyStandFirstAsWords(String said, int from, int to) {
        assertThat(ModelSpan.read(said, REPLY)).contains(new CharRange(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "||",
                "paris",
                "Pari",
                "aris",
                "|Paris, the city|",
                "London",
                "\"\"",
                "|.|",
                "|,|"
            })
    void whatDoesNotStandThereIsNotFound(String said) {
        assertThat(ModelSpan.read(said, REPLY)).isEmpty();
    }

    @Test
    void theSpanIsTheTokensOfTheWords() {
        assertThat(find(REPLY, STARTS, ENDS, "Paris"))
                .isEqualTo(new SpanResult.Found(new TokenSpan(2, 3), 14, 19));
    }

    @Test
    void wordsThatAreNotInTheReplyAreAskedForAgain() {
        assertThat(find(REPLY, STARTS, ENDS, "London", "PARIS", "Parisians"))
                .isEqualTo(new SpanResult.Found(new TokenSpan(0, 1), 0, 9));
        assertThat(asked).hasSize(3);
    }

    @Test
    void aModelThatNeverCopiesLeavesNoSpan() {
        assertThat(find(REPLY, STARTS, ENDS, "The answer is the capital of France."))
                .isEqualTo(new SpanResult.None(SpanResult.Reason.NOT_EXTRACTED));
    }

    @Test
    void noModelIsAskedAboutAnEmptyReplyOrOneThatDeclines() {
        assertThat(find("...", new int[] {0}, new int[] {3}, "..."))
                .isEqualTo(new SpanResult.None(SpanResult.Reason.EMPTY_REPLY));
        assertThat(find("I don't know.", new int[] {0}, new int[] {13}, "I"))
                .isEqualTo(new SpanResult.None(SpanResult.Reason.DECLINED));
        assertThat(asked).isEmpty();
    }

    @Test
    void theModelSeesTheQuestionAndTheReplyAndNothingElse() {
        find(REPLY, STARTS, ENDS, "Paris");
        assertThat(asked)
                .containsExactly(
                        ModelSpan.OPENING
                                + "Question: Where is it?\nReply: "
                                + REPLY
                                + "\n\nThe words of the reply that are its answer:");
    }
}
