package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContinuationTest {
    private static final int ROOM = 1000;

    private final Model model = TinyModels.llama(vocabulary(700));
    private final Tokenizer tokenizer = Tokenizer.from(model.file());

    @AfterEach
    void close() {
        tokenizer.close();
        model.close();
    }

    private Continuation continuation(int maxTokens, String... stop) {
        return new Continuation(
                tokenizer,
                new int[] {tokenizer.bos()},
                GenerateOptions.greedy(maxTokens, List.of(stop)));
    }

    /// The token that is this text.
    private int token(String text) {
        for (int id = 259; id < tokenizer.vocabularySize(); id++) {
            if (text.equals(new String(tokenizer.bytesOf(id), StandardCharsets.UTF_8))) {
                return id;
            }
        }
        throw new AssertionError("no token is '" + text + "'");
    }

    private static int byteToken(int value) {
        return 3 + value;
    }

    private int[] tokens(String... texts) {
        return List.of(texts).stream().mapToInt(this::token).toArray();
    }

    /// Accepts tokens until one ends the reply, which must be the last.
    private static Generation end(Continuation continuation, int... tokens) {
        @Nullable Generation end = null;
        for (int i = 0; i < tokens.length; i++) {
            assertThat(end).as("ended before token %d", i).isNull();
            end = continuation.accept(tokens[i], ROOM);
        }
        return Objects.requireNonNull(end, "goes on behind the last token");
    }

    private static void check(
            Generation found, Generation.End end, String text, int[] tokens, int... offsets) {
        assertThat(found.end()).isEqualTo(end);
        assertThat(found.text()).isEqualTo(text);
        assertThat(found.tokens()).isEqualTo(tokens);
        assertThat(found.decoded().length()).isEqualTo(tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            assertThat(found.decoded().starts()[i]).as("start %d", i).isEqualTo(offsets[2 * i]);
            assertThat(found.decoded().ends()[i]).as("end %d", i).isEqualTo(offsets[2 * i + 1]);
        }
    }

    @Test
    void theEndTokenEndsTheReplyAndIsNotPartOfIt() {
        Generation reply = end(continuation(9), token("ab"), token(" the"), tokenizer.eos());
        check(
                reply,
                Generation.End.END_TOKEN,
                "ab the",
                tokens("ab", " the"),
                new int[] {0, 2, 2, 6});
    }

    @Test
    void theEndTokenAloneIsAnEmptyReply() {
        check(
                end(continuation(9), tokenizer.eos()),
                Generation.End.END_TOKEN,
                "",
                new int[0],
                new int[0]);
    }

    @Test
    void theReplyEndsWithItsLastTokenAllowed() {
        Generation reply = end(continuation(2), tokens("ab", "cd"));
        check(reply, Generation.End.MAX_TOKENS, "abcd", tokens("ab", "cd"), new int[] {0, 2, 2, 4});
    }

    @Test
    void theReplyEndsWhereTheContextDoes() {
        Continuation continuation = continuation(9);
        assertThat(continuation.accept(token("ab"), 1)).isNull();
        Generation reply = Objects.requireNonNull(continuation.accept(token("cd"), 0));
        assertThat(reply.end()).isEqualTo(Generation.End.CONTEXT);
        assertThat(reply.text()).isEqualTo("abcd");
    }

    @Test
    void aStopTextIsFoundAcrossTokensAndCutsTokensAndOffsetsWithTheText() {
        Generation reply = end(continuation(9, "bcde"), tokens("da", "ab", "cd", "ef"));
        check(reply, Generation.End.STOP_TEXT, "daa", tokens("da", "ab"), new int[] {0, 2, 2, 3});
    }

    @Test
    void aStopTextThatBeginsATokenLeavesNothingOfIt() {
        Generation reply = end(continuation(9, "\n"), tokens("ab", "\n"));
        check(reply, Generation.End.STOP_TEXT, "ab", tokens("ab"), new int[] {0, 2});
    }

    @Test
    void aReplyThatIsItsStopTextIsEmpty() {
        check(
                end(continuation(9, "ab"), tokens("ab")),
                Generation.End.STOP_TEXT,
                "",
                new int[0],
                new int[0]);
    }

    @Test
    void ofSeveralStopTextsTheFirstInTheReplyCuts() {
        Generation reply = end(continuation(9, "ef", "d", "cde"), tokens("ab", "cd"));
        check(reply, Generation.End.STOP_TEXT, "abc", tokens("ab", "cd"), new int[] {0, 2, 2, 3});
    }

    @Test
    void aStopTextInTheLastTokenAllowedStillCuts() {
        Generation reply = end(continuation(2, "d"), tokens("ab", "cd"));
        assertThat(reply.end()).isEqualTo(Generation.End.STOP_TEXT);
        assertThat(reply.text()).isEqualTo("abc");
    }

    @Test
    void aCharacterOfSeveralTokensIsTextOnceItIsWhole() {
        Continuation continuation = continuation(3);
        continuation.accept(token("a"), ROOM);
        continuation.accept(byteToken(0xC3), ROOM);
        assertThat(continuation.certainText()).isEqualTo("a");
        Generation reply = Objects.requireNonNull(continuation.accept(byteToken(0xA9), ROOM));
        check(
                reply,
                Generation.End.MAX_TOKENS,
                "aé",
                new int[] {token("a"), byteToken(0xC3), byteToken(0xA9)},
                new int[] {0, 1, 1, 2, 1, 2});
    }

    @Test
    void aCharacterThatNeverBecomesWholeIsAReplacementCharacter() {
        Generation reply = end(continuation(2), token("a"), byteToken(0xC3));
        check(
                reply,
                Generation.End.MAX_TOKENS,
                "a\uFFFD",
                new int[] {token("a"), byteToken(0xC3)},
                new int[] {0, 1, 1, 2});
    }

    @Test
    void aStopTextOfSeveralBytesTakesAllItsTokensAlong() {
        Generation reply = end(continuation(9, "é"), token("a"), byteToken(0xC3), byteToken(0xA9));
        check(reply, Generation.End.STOP_TEXT, "a", tokens("a"), new int[] {0, 1});
    }

    @Test
    void certainTextHoldsBackWhatMayBecomeAStopText() {
        Continuation continuation = continuation(99, "bcx", "cab");
        assertThat(continuation.certainText()).isEmpty();
        continuation.accept(token("ab"), ROOM);
        assertThat(continuation.certainText()).isEqualTo("a");
        continuation.accept(token("c"), ROOM);
        assertThat(continuation.certainText()).isEqualTo("a"); // "bc" is longer than "c"
        continuation.accept(token("a"), ROOM);
        assertThat(continuation.certainText()).isEqualTo("ab"); // "ca"
        continuation.accept(token("x"), ROOM);
        assertThat(continuation.certainText()).isEqualTo("abcax");
    }

    @Test
    void certainTextEndsBeforeAStopText() {
        Continuation continuation = continuation(99, "bc");
        continuation.accept(token("ab"), ROOM);
        assertThat(continuation.accept(token("cd"), ROOM)).isNotNull();
        assertThat(continuation.certainText()).isEqualTo("a");
    }

    /// Encoding puts a space before a text behind BOS; decoding leaves it out, once.
    @Test
    void theSpaceOfTheTokenBehindBosIsNotText() {
        Generation reply = end(continuation(2), tokens(" the", " the"));
        check(
                reply,
                Generation.End.MAX_TOKENS,
                "the the",
                tokens(" the", " the"),
                new int[] {0, 3, 3, 7});
    }
}
