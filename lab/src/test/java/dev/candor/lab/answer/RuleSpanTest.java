package dev.candor.lab.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSpanTest {
    private final RuleSpan rule = new RuleSpan();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    What is the capital of Norway? | Oslo | Oslo
                    What is the capital of Norway? | Oslo. | Oslo
                    What is the capital of Norway? | The answer is Oslo. | Oslo
                    What is the capital of Norway? | Answer: "Oslo" | Oslo
                    What is the capital of Norway? | The capital of Norway is Oslo. | Oslo
                    What is the capital of Norway? | Oslo is the capital of Norway. | Oslo
                    What is the capital of Norway? | It's Oslo! | Oslo
                    What is the capital of Norway? | The correct answer is: **Oslo** | Oslo
                    What is the capital of Norway? | I think it is Oslo, which lies on a fjord. | Oslo
                    What is the capital of Norway? | Oslo (formerly Christiania) | Oslo
                    What is the capital of Norway? | Oslo. It lies on a fjord. | Oslo
                    What is the capital of Norway? | Sure! The capital is Oslo | Oslo
                    Who wrote the play Lamps? | Ann O'Hara wrote Lamps. | Ann O'Hara
                    Who wrote the play Lamps? | Lamps was written by Ann O’Hara | Ann O’Hara
                    Who wrote the play Lamps? | Dr. A. B. O'Hara Jr. | Dr. A. B. O'Hara Jr
                    Who wrote the play Lamps? | "The Who" | Who
                    When did the mill burn? | In 1950 | 1950
                    When did the mill burn? | The mill burned down in 1950. | down in 1950
                    What was the mill's loss? | -5.5% | -5.5%
                    Which team won in New York? | New York Giants | New York Giants
                    What is the largest city in New York? | New York City | New York City
                    Which film is it? | The Man Who Ran Away | Man Who Ran Away
                    Which towns? | 1. Oslo | Oslo
                    """)
    void theAnswerPartIsKept(String question, String reply, String expected) {
        assertThat(AnswerPart.of(question, reply).orElseThrow().of(reply)).isEqualTo(expected);
    }

    @Test
    void anAnnouncementIsFollowedToTheNextLine() {
        String reply = "\n\nThe towns are:\n\n\"Oslo\"\n";
        assertThat(AnswerPart.of("Which towns?", reply).orElseThrow().of(reply)).isEqualTo("Oslo");
    }

    @Test
    void tokensThatOverlapTheAnswerAreTaken() {
        Tokens tokens = tokens("The", " capital", " is", " O", "slo", ".", "\n", "");
        assertThat(find("What is the capital of Norway?", tokens))
                .isEqualTo(new SpanResult.Found(new TokenSpan(3, 5), 15, 19));
    }

    @Test
    void aTokenGluedToPunctuationIsTaken() {
        Tokens tokens = tokens(" \"", "Os", "lo.\"");
        assertThat(find("Where?", tokens))
                .isEqualTo(new SpanResult.Found(new TokenSpan(1, 3), 2, 6));
    }

    @Test
    void whiteSpaceAndEndOfSequenceAreNeverTaken() {
        Tokens tokens = tokens(" ", "\n", "Oslo", "\n\n", "", "");
        assertThat(find("Where?", tokens))
                .isEqualTo(new SpanResult.Found(new TokenSpan(2, 3), 2, 6));
    }

    @Test
    void apostrophesOfEitherKindSurvive() {
        Tokens tokens = tokens("Ann", " O", "'", "Hara");
        assertThat(find("Who?", tokens))
                .isEqualTo(new SpanResult.Found(new TokenSpan(0, 4), 0, 10));
    }

    @Test
    void severalTokensOfOneCharacterAreAllTaken() {
        String reply = "是🙂";
        int[] starts = {0, 0, 0, 1};
        int[] ends = {1, 1, 1, 3};
        assertThat(rule.find("What?", reply, starts, ends))
                .isEqualTo(new SpanResult.Found(new TokenSpan(0, 4), 0, 3));
    }

    @Test
    void theSpanDoesNotDependOnTheLabel() {
        String question = "What is the capital of Norway?";
        String[] right = {"The", " capital", " of", " Norway", " is", " Oslo", "."};
        String[] wrong = {"The", " capital", " of", " Norway", " is", " Rome", "."};
        assertThat(find(question, tokens(right))).isEqualTo(find(question, tokens(wrong)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "...", "\"\""})
    void anEmptyReplyHasNoSpan(String reply) {
        assertThat(rule.find("Where?", reply, new int[] {0}, new int[] {reply.length()}))
                .isEqualTo(new SpanResult.None(SpanResult.Reason.EMPTY_REPLY));
    }

    @Test
    void aDecliningReplyHasNoSpan() {
        assertThat(find("Where?", tokens("I", " don't", " know", ".")))
                .isEqualTo(new SpanResult.None(SpanResult.Reason.DECLINED));
    }

    @Test
    void aReplyCutBeforeItsAnswerHasNoToken() {
        assertThat(rule.find("Where?", "Oslo", new int[] {4}, new int[] {4}))
                .isEqualTo(new SpanResult.None(SpanResult.Reason.NO_TOKEN));
    }

    @Test
    void offsetsOutsideTheReplyAreRefused() {
        assertThatThrownBy(() -> rule.find("Where?", "Oslo", new int[] {0}, new int[] {5}))
                .hasMessage("token 0 spans 0..5 of a reply of 4 characters");
        assertThatThrownBy(() -> rule.find("Where?", "Oslo", new int[] {0, 1}, new int[] {4}))
                .hasMessage("2 token starts, but 1 ends");
    }

    @Test
    void anyTextGivesASpanInsideItselfOrNone() {
        Pattern pieces = Pattern.compile("\\s?\\S{1,3}|\\s");
        String text =
                "The answer is: \"…\" (is) — of, the the. A: In 12 – “Who's” it? 1. – Is\n\nno: – a ,"
                        + " who it is the of is It";
        for (int from = 0; from < text.length(); from++) {
            for (int to = from; to <= text.length(); to += 3) {
                String reply = text.substring(from, to);
                List<MatchResult> found = pieces.matcher(reply).results().toList();
                int[] starts = found.stream().mapToInt(MatchResult::start).toArray();
                int[] ends = found.stream().mapToInt(MatchResult::end).toArray();
                if (rule.find("Is it the of who?", reply, starts, ends)
                        instanceof SpanResult.Found span) {
                    assertThat(span.span().to()).isLessThanOrEqualTo(starts.length);
                    assertThat(reply.substring(span.charFrom(), span.charTo())).isNotBlank();
                }
            }
        }
    }

    /// A loop of a pattern that takes stack with every turn, or looks at all of a text from each of
    /// its characters, would not end here.
    @Test
    @Timeout(60)
    void hostileTextsTakeNeitherStackNorTime() {
        String question = "a" + "'a".repeat(100_000) + "?";
        for (String reply :
                List.of(
                        "It is a" + "'a".repeat(100_000),
                        "Oslo" + ")".repeat(100_000),
                        "ab!".repeat(100_000) + "c",
                        "1" + ",000".repeat(100_000),
                        "is ".repeat(3_000))) {
            int length = reply.length();
            assertThat(rule.find(question, reply, new int[] {0}, new int[] {length})).isNotNull();
        }
    }

    private SpanResult find(String question, Tokens tokens) {
        return rule.find(question, tokens.text, tokens.starts, tokens.ends);
    }

    private static Tokens tokens(String... pieces) {
        List<Integer> starts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String piece : pieces) {
            starts.add(text.length());
            text.append(piece);
        }
        int[] from = starts.stream().mapToInt(Integer::intValue).toArray();
        int[] to = new int[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] + pieces[i].length();
        }
        return new Tokens(text.toString(), from, to);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Tokens(String text, int[] starts, int[] ends) {}
}
