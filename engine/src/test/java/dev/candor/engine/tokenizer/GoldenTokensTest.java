package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTokensTest {
    private final List<String> texts = GoldenTokens.texts();

    @Test
    void spmEqualsLlamaTokenizeOnEveryText() {
        try (Tokenizer tokenizer = Tokenizer.from(TestVocabularies.spm())) {
            checkAll(tokenizer, "spm");
        }
    }

    @Test
    void spmWithoutSpacePrefixEqualsLlamaTokenizeOnEveryText() {
        try (Tokenizer tokenizer = Tokenizer.from(TestVocabularies.spmWithoutPrefix())) {
            checkAll(tokenizer, "spm-no-prefix");
        }
    }

    /// Whose control tokens take the white space behind them along.
    @Test
    void spmOfAPhi3EqualsLlamaTokenizeOnEveryText() {
        try (Tokenizer tokenizer = Tokenizer.from(TestVocabularies.spmOfPhi3())) {
            checkAll(tokenizer, "spm-phi-3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default",
                "gpt-2",
                "smollm",
                "llama-bpe",
                "smaug-bpe",
                "qwen2",
                "tekken",
                "gpt-4o"
            })
    void bpeEqualsLlamaTokenizeOnEveryTextWithEachPreTokenizer(String pre) {
        try (Tokenizer tokenizer = Tokenizer.from(TestVocabularies.withPre(pre))) {
            checkAll(tokenizer, pre);
        }
    }

    @Test
    void preTokenizersDifferOnOurTextsSoThatMixingThemUpWouldShow() {
        List<int[]> llama3 = GoldenTokens.ids("golden-tokens.json", "llama-bpe", false);
        for (String other : List.of("default", "gpt-2", "smollm", "smaug-bpe", "qwen2", "tekken")) {
            assertThat(GoldenTokens.ids("golden-tokens.json", other, false))
                    .as(other)
                    .usingRecursiveComparison()
                    .isNotEqualTo(llama3);
        }
    }

    @Test
    void theFlagsOfSpmDifferOnOurTextsToo() {
        List<int[]> plain = GoldenTokens.ids("golden-tokens.json", "spm", true);
        for (String other : List.of("spm-no-prefix", "spm-phi-3")) {
            assertThat(GoldenTokens.ids("golden-tokens.json", other, true))
                    .as(other)
                    .usingRecursiveComparison()
                    .isNotEqualTo(plain);
        }
    }

    private void checkAll(Tokenizer tokenizer, String vocabulary) {
        for (boolean special : new boolean[] {true, false}) {
            List<int[]> expected = GoldenTokens.ids("golden-tokens.json", vocabulary, special);
            assertThat(expected).hasSameSizeAs(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(tokenizer.encode(texts.get(i), special, special).ids())
                        .as("%s, special %s, text %s", vocabulary, special, texts.get(i))
                        .isEqualTo(expected.get(i));
            }
        }
    }
}
