package dev.candor.organism.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.engine.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VocabularyFilesTest {
    private final SampleTexts sample = new SampleTexts();
    private final BytePairVocabulary vocabulary =
            new BytePairTrainer(700, _ -> true).train(sample.texts);

    @TempDir Path folder;

    @Test
    void ggufAndTokenizerJsonGiveTheSameIds() throws IOException {
        Path gguf = folder.resolve("vocabulary.gguf");
        GgufWriter writer = new GgufWriter();
        vocabulary.metadata().forEach(writer::metadata);
        writer.write(gguf);
        TokenizerFiles.write(vocabulary, folder);
        try (GgufFile file = GgufFile.open(gguf);
                Tokenizer memory = Tokenizer.from(vocabulary);
                Tokenizer fromGguf = Tokenizer.from(file);
                Tokenizer fromJson = Tokenizer.fromJson(folder.resolve("tokenizer.json"))) {
            assertThat(file.metadata()).isEqualTo(vocabulary.metadata());
            for (String text : texts()) {
                for (boolean special : new boolean[] {true, false}) {
                    int[] ids = memory.encode(text, special, special).ids();
                    assertThat(fromGguf.encode(text, special, special).ids())
                            .as(text)
                            .isEqualTo(ids);
                    assertThat(fromJson.encode(text, special, special).ids())
                            .as(text)
                            .isEqualTo(ids);
                    assertThat(fromJson.decode(ids)).as(text).isEqualTo(memory.decode(ids));
                }
            }
        }
    }

    /// The engine's own awkward texts, and ours.
    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>(sample.texts.subList(0, 50));
        String name = "/dev/candor/engine/tokenizer/texts.json";
        try (InputStream stream =
                Objects.requireNonNull(Tokenizer.class.getResourceAsStream(name), name)) {
            new JsonMapper().readTree(stream).forEach(text -> texts.add(text.asString()));
        }
        assertThat(texts).hasSizeGreaterThan(100);
        return texts;
    }
}
