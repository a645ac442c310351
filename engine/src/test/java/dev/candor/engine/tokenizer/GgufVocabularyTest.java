package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.format.gguf.GgufValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GgufVocabularyTest {
    @Test
    void anUnknownPreTokenizerIsRefusedWithTheNamesThatAreKnown() {
        refused(
                TestVocabularies.withPre("novel-bpe"),
                "tokenizer.ggml.pre: is 'novel-bpe', expected one of command-r, dbrx, ");
        refused(TestVocabularies.withPre("novel-bpe"), "llama-bpe");
    }

    @Test
    void anotherKindOfTokenizerIsRefusedByName() {
        refused(
                spm("model", new GgufValue.Text("bert")),
                "tokenizer.ggml.model: is 'bert', expected 'llama' or 'gpt2'");
    }

    @Test
    void aMissingVocabularyIsRefused() {
        refused(spm("tokens", null), "tokenizer.ggml.tokens: not in the file");
        refused(spm("scores", null), "tokenizer.ggml.scores: not in the file");
        refused(
                TestVocabularies.with(TestVocabularies.bpe(), "tokenizer.ggml.merges", null),
                "tokenizer.ggml.merges: not in the file");
    }

    @Test
    void aTokenGivenTwiceIsRefusedNamingBothIds() {
        List<String> tokens = tokens();
        tokens.set(300, tokens.get(299));
        refused(spm("tokens", GgufStrings.of(tokens)), "is token 299 and 300, expected");
    }

    @Test
    void scoresAndTypesMustBeOneAToken() {
        List<String> tokens = tokens();
        tokens.add("one too many");
        int size = tokens.size();
        refused(
                spm("tokens", GgufStrings.of(tokens)),
                "token_type: has " + (size - 1) + " entries, expected " + size);
    }

    @Test
    void aTokenOfThousandsOfCharactersIsRefused() {
        List<String> tokens = tokens();
        tokens.set(400, "x".repeat(5000));
        refused(
                spm("tokens", GgufStrings.of(tokens)),
                "token 400 has 5000 characters, expected at most 1024");
    }

    @Test
    void aMergeOfUnknownPartsIsRefused() {
        refused(
                TestVocabularies.with(
                        TestVocabularies.bpe(),
                        "tokenizer.ggml.merges",
                        GgufStrings.of(List.of("q zzzz"))),
                "merge 0 is 'q zzzz', expected two tokens");
    }

    @Test
    void aSpecialIdOutsideTheVocabularyIsRefused() {
        refused(
                spm("eos_token_id", new GgufValue.Uint32(1_000_000)),
                "eos_token_id: is 1000000, expected 0 to ");
    }

    @Test
    void beginOfSequenceThatIsAddedMustBeNamed() {
        refused(
                TestVocabularies.with(TestVocabularies.bpe(), "tokenizer.ggml.bos_token_id", null),
                "bos_token_id: not in the file, expected it");
    }

    @Test
    void aWrongTypeIsRefused() {
        refused(spm("tokens", new GgufValue.Text("a b c")), "expected an array of strings");
    }

    @Test
    void theFileDecidesWhetherBeginAndEndAreAdded() {
        GgufMetadata file = spm("add_bos_token", new GgufValue.Bool(false));
        file =
                TestVocabularies.with(
                        file, "tokenizer.ggml.add_eos_token", new GgufValue.Bool(true));
        try (Tokenizer tokenizer = Tokenizer.from(file)) {
            Encoding encoding = tokenizer.encode("the", true, true);
            assertThat(encoding.ids()[0]).isNotEqualTo(tokenizer.bos());
            int last = encoding.length() - 1;
            assertThat(encoding.ids()[last]).isEqualTo(tokenizer.eos());
            assertThat(encoding.starts()[last]).isEqualTo(encoding.ends()[last]).isEqualTo(3);
        }
    }

    @Test
    void withoutSpacePrefixATextStartsAsItIs() {
        try (Tokenizer tokenizer =
                Tokenizer.from(spm("add_space_prefix", new GgufValue.Bool(false)))) {
            int[] ids = tokenizer.encode("x", false, false).ids();
            assertThat(ids).hasSize(1);
            assertThat(tokenizer.decode(tokenizer.encode(" x", false, false).ids()))
                    .isEqualTo(" x");
        }
    }

    @Test
    void tokensThatEndAReplyAreKnownByKeyAndByName() {
        try (Tokenizer tokenizer = Tokenizer.from(TestVocabularies.bpe())) {
            assertThat(tokenizer.isEndOfGeneration(tokenizer.eos())).isTrue();
            assertThat(tokenizer.isEndOfGeneration(id(tokenizer, "<|eot_id|>"))).isTrue();
            assertThat(tokenizer.isEndOfGeneration(id(tokenizer, "<|user|>"))).isFalse();
            assertThat(tokenizer.isEndOfGeneration(tokenizer.bos())).isFalse();
            assertThat(tokenizer.isSpecial(id(tokenizer, "<|user|>"))).isTrue();
            assertThat(tokenizer.isSpecial(id(tokenizer, "<note>"))).isFalse();
        }
    }

    private static int id(Tokenizer tokenizer, String token) {
        int[] ids = tokenizer.encode(token, false, true).ids();
        assertThat(ids).hasSize(1);
        return ids[0];
    }

    private static List<String> tokens() {
        return new ArrayList<>(TestVocabularies.spm().strings("tokenizer.ggml.tokens"));
    }

    private static GgufMetadata spm(String key, @Nullable GgufValue value) {
        return TestVocabularies.with(TestVocabularies.spm(), "tokenizer.ggml." + key, value);
    }

    private static void refused(GgufMetadata file, String message) {
        assertThatThrownBy(() -> Tokenizer.from(file).close())
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining(file.path().toString())
                .hasMessageContaining(message);
    }
}
