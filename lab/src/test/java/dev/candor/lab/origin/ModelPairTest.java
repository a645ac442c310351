package dev.candor.lab.origin;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufStrings;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.testing.TinyRunner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelPairTest {
    private static final String TOKENS = "tokenizer.ggml.tokens";
    private static final List<String> TEXTS = List.of("the sea is red", "who?");

    private static ModelPair pair(TinyRunner base, TinyRunner instruct) {
        return new ModelPair(
                new ModelPair.Side("base.gguf", base.model(), base.tokenizer()),
                new ModelPair.Side("chat.gguf", instruct.model(), instruct.tokenizer()));
    }

    private static void refuses(String message, TinyModels.Option... options) {
        try (TinyRunner base = new TinyRunner();
                TinyRunner instruct = new TinyRunner(options)) {
            assertThatThrownBy(() -> pair(base, instruct).requireAlike(TEXTS))
                    .isInstanceOf(UnlikeModelsException.class)
                    .hasMessage(message + "; expected a base model and one that was tuned from it");
        }
    }

    @Test
    void twoStagesOfOneModelAreTaken() {
        try (TinyRunner base = new TinyRunner();
                TinyRunner instruct = new TinyRunner(seed(2))) {
            assertThatCode(
                            () -> {
                                pair(base, instruct).requireAlike(TEXTS);
                                pair(base, instruct).requireEightBits();
                            })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void anotherShapeIsNamed() {
        refuses("the number of layers is 2 in base.gguf and 3 in chat.gguf", layers(3));
        refuses("the neurons a layer are 40 in base.gguf and 48 in chat.gguf", ffn(48));
        refuses("the width is 24 in base.gguf and 16 in chat.gguf", width(16));
    }

    @Test
    void anotherFamilyIsNamed() {
        refuses(
                "the family is llama in base.gguf and gpt2 in chat.gguf",
                TinyFamilies.of(TinyFamily.GPT2));
    }

    @Test
    void anotherVocabularyIsNamed() {
        refuses("the tokens are 320 in base.gguf and 400 in chat.gguf", vocabulary(400));
    }

    @Test
    void anotherTokenIsNamed() {
        try (TinyRunner base = new TinyRunner()) {
            GgufStrings tokens =
                    (GgufStrings)
                            Objects.requireNonNull(base.model().file().metadata().get(TOKENS));
            List<String> swapped =
                    new ArrayList<>(
                            IntStream.range(0, tokens.size()).mapToObj(tokens::get).toList());
            Collections.swap(swapped, 300, 301);
            refuses(
                    "token 300 is '%s' in base.gguf and '%s' in chat.gguf"
                            .formatted(text(base, 300), text(base, 301)),
                    metadata(TOKENS, GgufStrings.of(swapped)));
        }
    }

    private static String text(TinyRunner runner, int id) {
        return new String(runner.tokenizer().bytesOf(id), StandardCharsets.UTF_8);
    }

    @Test
    void weightsBelowEightBitsAreRefusedByNameAndType() {
        try (TinyRunner base = new TinyRunner(width(32), ffn(64));
                TinyRunner few = new TinyRunner(width(32), ffn(64), type(TensorType.Q4_0))) {
            pair(base, few).requireAlike(TEXTS);
            assertThatThrownBy(() -> pair(base, few).requireEightBits())
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageContaining("tensor blk.0.ffn_up.weight: is stored as Q4_0, expected")
                    .hasMessageContaining("F32, F16, BF16 or Q8_0");
        }
    }
}
