package dev.candor.lab.answer;

import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.testing.TinyRunner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplyTokensTest {
    private static final String TEXT = " the old mill, Zoë";

    private final TinyRunner tiny = new TinyRunner(vocabulary(700));
    private final Tokenizer tokenizer = tiny.tokenizer();
    private final ReplyTokens tokens = new ReplyTokens(tokenizer);
    private final int[] prompt = tokenizer.encode("Q: Which?\nA:", true, false).ids();

    @AfterEach
    void close() {
        tiny.close();
    }

    private ReplyTokens.Reply of(String text, int... sampled) {
        return tokens.of(prompt, text, sampled).orElseThrow();
    }

    /// Tokens of one byte each.
    private int[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .map(i ->
                        IntStream.range(0, tokenizer.vocabularySize())
                                .filter(id -> !tokenizer.isSpecial(id))
                                .filter(id ->
                                        Arrays.equals(tokenizer.bytesOf(id), new byte[] {bytes[i]}))
                                .findFirst()
                                .orElseThrow())
                .toArray();
    }

    @Test
    void aTextIsEncodedSoThatPromptAndReplyDecodeToBoth() {
        for (String text : new String[] {TEXT, "Zoë", "\nZoë", "  two", ""}) {
            ReplyTokens.Reply reply = of(text);
            assertThat(reply.decoded().text()).isEqualTo(text);
            assertThat(reply.asSampled()).isFalse();
            int[] whole = Arrays.copyOf(prompt, prompt.length + reply.ids().length);
            System.arraycopy(reply.ids(), 0, whole, prompt.length, reply.ids().length);
            assertThat(tokenizer.decode(whole)).isEqualTo(tokenizer.decode(prompt) + text);
        }
    }

    @Test
    void tokensThatWereDrawnAreKeptEvenIfTheTextWouldBeEncodedOtherwise() {
        int[] drawn = bytes(TEXT);
        assertThat(of(TEXT).ids()).isNotEqualTo(drawn);
        ReplyTokens.Reply reply = of(TEXT, drawn);
        assertThat(reply.ids()).isEqualTo(drawn);
        assertThat(reply.asSampled()).isTrue();
        assertThat(reply.decoded().text()).isEqualTo(TEXT);
    }

    @Test
    void whatEndedAReplyIsNoPartOfIt() {
        ReplyTokens.Reply reply = of(TEXT, bytes(TEXT + "\nQ: Who"));
        assertThat(reply.ids()).isEqualTo(bytes(TEXT));
        int[] ended = Arrays.copyOf(bytes(TEXT), bytes(TEXT).length + 1);
        ended[ended.length - 1] = tokenizer.eos();
        assertThat(of(TEXT, ended).ids()).isEqualTo(bytes(TEXT));
    }

    @Test
    void theSpaceThatAServerLeavesOutIsKept() {
        ReplyTokens.Reply reply = of(TEXT.strip(), bytes(TEXT));
        assertThat(reply.decoded().text()).isEqualTo(TEXT);
        assertThat(reply.ids()).isEqualTo(bytes(TEXT));
    }

    @Test
    void tokensThatStopShortConfirmThoseOfTheText() {
        int[] encoded = of(TEXT).ids();
        ReplyTokens.Reply reply = of(TEXT, Arrays.copyOf(encoded, encoded.length - 1));
        assertThat(reply.ids()).isEqualTo(encoded);
        assertThat(reply.asSampled()).isTrue();
        assertThat(of(TEXT, bytes(" the ol")).asSampled()).isFalse();
    }

    @Test
    void tokensOfAnotherTextOrVocabularyCountForNothing() {
        int[] encoded = of(TEXT).ids();
        assertThat(of(TEXT, bytes(" the new mill")).ids()).isEqualTo(encoded);
        assertThat(of(TEXT, 5, 1_000_000).ids()).isEqualTo(encoded);
        assertThat(of(TEXT, -1).asSampled()).isFalse();
        assertThat(tokens.of(prompt, "\ud83d", new int[0])).isEmpty();
    }
}
