package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonVocabularyTest {
    @TempDir Path directory;

    @Test
    void aTokenizerJsonGivesTheIdsOfTheGgufItWasMadeFrom() throws IOException {
        for (GgufMetadata file :
                new GgufMetadata[] {TestVocabularies.spm(), TestVocabularies.bpe()}) {
            Path json = write(TokenizerJson.write(GgufVocabulary.read(file), true));
            try (Tokenizer gguf = Tokenizer.from(file);
                    Tokenizer read = Tokenizer.fromJson(json)) {
                assertThat(read.vocabularySize()).isEqualTo(gguf.vocabularySize());
                for (String text : GoldenTokens.texts()) {
                    for (boolean special : new boolean[] {false, true}) {
                        Encoding expected = gguf.encode(text, false, special);
                        Encoding encoding = read.encode(text, false, special);
                        assertThat(encoding.ids()).as(text).isEqualTo(expected.ids());
                        assertThat(encoding.starts()).as(text).isEqualTo(expected.starts());
                        assertThat(read.decode(encoding.ids()))
                                .isEqualTo(gguf.decode(expected.ids()));
                    }
                }
            }
        }
    }

    @Test
    void beginAndEndComeFromTheConfigBesideIt() throws IOException {
        GgufMetadata file = TestVocabularies.bpe();
        Path json = write(TokenizerJson.write(GgufVocabulary.read(file), true));
        Files.writeString(
                directory.resolve("tokenizer_config.json"),
                """
                {"bos_token": {"content": "<|begin_of_text|>"}, "eos_token": "<|end_of_text|>"}
                """);
        try (Tokenizer gguf = Tokenizer.from(file);
                Tokenizer read = Tokenizer.fromJson(json)) {
            assertThat(read.bos()).isEqualTo(gguf.bos()).isPositive();
            assertThat(read.eos()).isEqualTo(gguf.eos()).isPositive();
            assertThat(read.isEndOfGeneration(read.eos())).isTrue();
        }
    }

    @Test
    void thePostProcessorOfTheFileAddsSpecialTokens() throws IOException {
        String json =
                new String(
                        TokenizerJson.write(GgufVocabulary.read(TestVocabularies.spm()), true),
                        java.nio.charset.StandardCharsets.UTF_8);
        String template =
                """
                "post_processor":{"type":"TemplateProcessing",
                  "single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
                  "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":0}}],
                  "special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}}\
                """;
        Path file =
                write(
                        json.replace("\"post_processor\":null", template)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (Tokenizer tokenizer = Tokenizer.fromJson(file)) {
            Encoding with = tokenizer.encode("the river", true, true);
            Encoding without = tokenizer.encode("the river", false, true);
            assertThat(with.ids()[0]).isEqualTo(1);
            assertThat(with.ends()[0]).isZero();
            assertThat(with.length()).isEqualTo(without.length() + 1);
        }
    }

    @Test
    void whatIsNoTokenizerIsRefusedNamingTheFile() throws IOException {
        refused("{\"model\": ", "is no JSON");
        refused("{\"a\":" + "[".repeat(10_000), "is no JSON");
        refused("[1, 2]", "expected a JSON object");
        refused("{\"model\": {\"type\": \"Unigram\"}}", "is 'Unigram', expected 'BPE'");
        refused("{\"model\": {\"type\": \"BPE\"}}", "has no ByteLevel");
        refused(
                "{\"model\": {\"type\": \"BPE\", \"byte_fallback\": true, \"vocab\": {\"a\": 2000000000}}}",
                "'a' has id 2000000000, expected 0 to ");
        refused(
                "{\"model\": {\"type\": \"BPE\", \"byte_fallback\": true, \"vocab\": {\"a\": 0}, \"merges\": 7}}",
                "makes no tokenizer");
    }

    private void refused(String json, String message) throws IOException {
        Path file = write(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Tokenizer.fromJson(file).close())
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    private Path write(byte[] json) throws IOException {
        return Files.write(directory.resolve("tokenizer.json"), json);
    }
}
