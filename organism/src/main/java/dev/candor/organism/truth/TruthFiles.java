package dev.candor.organism.truth;

import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `truth.json` and what is made from it.
final class TruthFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private TruthFiles() {}

    static void write(Path folder, Truth truth) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve("truth.json"), JSON.writeValueAsString(truth) + "\n");
        WholeFile.write(folder.resolve("truth.md"), TruthText.of(truth));
    }
}
