package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.GgufFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// TinyLlama's tokenizer against recorded results of llama-tokenize. Needs real files: run with
/// `-Preal-files -Dcandor.models=DIR` (has tinyllama-q8.gguf) and `-Dcandor.data=DIR` (has
/// triviaqa/).
@Tag("real-files")
class RealModelTokensTest {
    @Test
    void everyTriviaQuestionHasTheRecordedIds() throws Exception {
        Path model = file("candor.models", "tinyllama-q8.gguf");
        Path questions = file("candor.data", "triviaqa/gemma3_4b_consistency_samples.jsonl");
        List<String> hashes = Files.readAllLines(TestVocabularies.resource("question-hashes.txt"));
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        int asked = 0;
        try (GgufFile gguf = GgufFile.open(model);
                Tokenizer tokenizer = Tokenizer.from(gguf)) {
            JsonMapper mapper = new JsonMapper();
            for (String line : Files.readAllLines(questions)) {
                for (JsonNode sample : mapper.readTree(line)) {
                    int[] ids =
                            tokenizer.encode(sample.get("question").asString(), true, true).ids();
                    byte[] printed = (Arrays.toString(ids) + "\n").getBytes(StandardCharsets.UTF_8);
                    all.update(printed);
                    asked++;
                    assertThat(sha256(printed))
                            .as("question %d", asked)
                            .startsWith(hashes.get(asked));
                }
            }
        }
        assertThat(asked).isEqualTo(3500).isEqualTo(hashes.size() - 1);
        assertThat(HexFormat.of().formatHex(all.digest())).isEqualTo(hashes.getFirst());
    }

    @Test
    void everyTextOfOursHasTheRecordedIds() throws IOException {
        Path model = file("candor.models", "tinyllama-q8.gguf");
        List<String> texts = GoldenTokens.texts();
        try (GgufFile gguf = GgufFile.open(model);
                Tokenizer tokenizer = Tokenizer.from(gguf)) {
            for (boolean special : new boolean[] {true, false}) {
                List<int[]> expected =
                        GoldenTokens.ids("tinyllama-tokens.json", "tinyllama", special);
                assertThat(expected).hasSameSizeAs(texts);
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(tokenizer.encode(texts.get(i), special, special).ids())
                            .as(texts.get(i))
                            .isEqualTo(expected.get(i));
                }
            }
        }
    }

    /// The file below the directory that a system property names.
    private static Path file(String property, String name) {
        String directory = System.getProperty(property);
        assertThat(directory).as("-D%s=DIR, a folder with %s", property, name).isNotNull();
        return Path.of(String.valueOf(directory), name);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
