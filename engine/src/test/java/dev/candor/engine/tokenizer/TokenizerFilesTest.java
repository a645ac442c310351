package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.gguf.GgufValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerFilesTest {
    @TempDir Path folder;

    @Test
    void theFilesGiveTheIdsOfTheGgufWithAndWithoutSpecialTokens() throws IOException {
        GgufMetadata around =
                TestVocabularies.with(
                        TestVocabularies.bpe(),
                        "tokenizer.ggml.add_eos_token",
                        new GgufValue.Bool(true));
        for (GgufMetadata file : List.of(TestVocabularies.spm(), TestVocabularies.bpe(), around)) {
            TokenizerFiles.write(file, folder);
            try (Tokenizer gguf = Tokenizer.from(file);
                    Tokenizer read = Tokenizer.fromJson(folder.resolve("tokenizer.json"))) {
                assertThat(read.bos()).isEqualTo(gguf.bos()).isNotNegative();
                assertThat(read.eos()).isEqualTo(gguf.eos()).isNotNegative();
                for (String text : GoldenTokens.texts()) {
                    for (boolean special : new boolean[] {false, true}) {
                        int[] ids = gguf.encode(text, special, special).ids();
                        assertThat(read.encode(text, special, special).ids())
                                .as(text)
                                .isEqualTo(ids);
                        assertThat(read.decode(ids)).as(text).isEqualTo(gguf.decode(ids));
                    }
                    assertThat(read.encodePrompt(text).ids())
                            .as(text)
                            .isEqualTo(gguf.encodePrompt(text).ids());
                }
            }
        }
    }

    /// Another program decodes with the library and has nothing but the file. Its decoder drops the
    /// space that encoding put at the begin, not the one after a user-defined token.
    @Test
    void theDecoderInTheFileGivesOurText() throws IOException {
        for (GgufMetadata file : List.of(TestVocabularies.spm(), TestVocabularies.bpe())) {
            TokenizerFiles.write(file, folder);
            try (Tokenizer gguf = Tokenizer.from(file);
                    HuggingFaceTokenizer library =
                            NativeTokenizers.open(
                                    Files.readAllBytes(folder.resolve("tokenizer.json")))) {
                List<String> texts =
                        GoldenTokens.texts().stream().filter(t -> !t.contains("<note>")).toList();
                for (String text : texts) {
                    int[] ids = gguf.encode(text, true, false).ids();
                    assertThat(library.decode(Arrays.stream(ids).asLongStream().toArray(), true))
                            .as(text)
                            .isEqualTo(gguf.decode(ids));
                }
            }
        }
    }

    @Test
    void theChatTemplateGoesWithThem() throws IOException {
        GgufMetadata file =
                TestVocabularies.with(
                        TestVocabularies.spm(),
                        ChatTemplate.GGUF_KEY,
                        new GgufValue.Text("{{ bos_token }}{{ messages[0]['content'] }}"));
        TokenizerFiles.write(file, folder);
        ChatTemplate template =
                ChatTemplate.fromConfig(
                                folder.resolve("tokenizer_config.json"), () -> Instant.EPOCH)
                        .orElseThrow();
        assertThat(template.render(List.of(ChatMessage.user("Hello")), false))
                .isEqualTo("<s>Hello");
    }
}
