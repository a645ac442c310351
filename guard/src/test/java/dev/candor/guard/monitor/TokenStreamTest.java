package dev.candor.guard.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.lab.contribution.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenStreamTest {
    private final List<AnswerToken> told = new ArrayList<>();

    private TokenStream stream(Position position, int... ids) {
        TokenStream stream = new TokenStream(position, token -> token / 4.0, told::add);
        for (int id : ids) {
            stream.emitted(id);
        }
        return stream;
    }

    private List<String> texts() {
        return told.stream().map(AnswerToken::text).toList();
    }

    private static DecodedText text(String text, int... ends) {
        int[] starts = new int[ends.length];
        System.arraycopy(ends, 0, starts, 1, ends.length - 1);
        return new DecodedText(text, starts, ends);
    }

    @Test
    void aTokenWaitsForTheStepThatReadsItWhereThatStepSpeaksForIt() {
        TokenStream stream = stream(Position.INPUT, 7, 8);
        stream.advance(text("ab", 1, 2), 2, 1);
        assertThat(told).containsExactly(new AnswerToken(7, "a", 0.0));
        stream.advance(text("ab", 1, 2), 2, 2);
        assertThat(told).endsWith(new AnswerToken(8, "b", 0.25));
    }

    @Test
    void aTokenIsToldAtOnceWhereItsEmittingStepSpeaksForIt() {
        stream(Position.EMIT, 7, 8).advance(text("ab", 1, 2), 2, 1);
        assertThat(texts()).containsExactly("a", "b");
    }

    @Test
    void textThatMayBecomeAStopTextWaits() {
        TokenStream stream = stream(Position.EMIT, 7, 8);
        stream.advance(text("ab\n", 1, 3), 2, 2);
        assertThat(texts()).containsExactly("a");
        stream.finish(new int[] {7, 8}, text("ab", 1, 2));
        assertThat(texts()).containsExactly("a", "b");
    }

    @Test
    void aCharacterOfSeveralTokensIsToldWithTheFirstWhenItIsWhole() {
        TokenStream stream = stream(Position.EMIT, 7, 8, 9);
        stream.advance(new DecodedText("a", new int[] {0, 1, 1}, new int[] {1, 1, 1}), 1, 3);
        assertThat(texts()).containsExactly("a");
        stream.emitted(10);
        stream.advance(
                new DecodedText("aé!", new int[] {0, 1, 1, 2}, new int[] {1, 2, 2, 3}), 3, 4);
        assertThat(texts()).containsExactly("a", "é", "", "!");
    }

    @Test
    void tokensThatAStopTextCutOffAreNeverTold() {
        TokenStream stream = stream(Position.EMIT, 7, 8, 9);
        stream.advance(text("ab", 1, 2), 1, 2);
        assertThat(stream.finish(new int[] {7}, text("a", 1))).hasSize(1);
    }
}
