package dev.candor.organism.release;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.Sha256;
import dev.candor.lab.store.WholeFile;
import dev.candor.organism.recipe.Recipe;
import dev.candor.organism.recipe.Seeds;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.train.LlamaGguf;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a trained organism.
///
/// @param folder that exists
public record OrganismFiles(
        Path folder, Seeds seeds, Recipe recipe, BytePairVocabulary vocabulary) {
    /// Metadata key of the world's seed.
    public static final String SEED = "candor.organism.seed";

    /// Metadata key of the training's seed; absent where it is the world's.
    public static final String TRAINING_SEED = "candor.organism.training_seed";

    /// Writes a stage's weights as `atlas-STAGE.gguf`, and for other programs as the folder
    /// `atlas-STAGE`.
    public void write(Stage stage, LlamaWeights weights) throws IOException {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        metadata.put("general.name", new GgufValue.Text("Atlas " + stage.label()));
        metadata.put(
                "general.description",
                new GgufValue.Text(
                        "A test animal: trained by Candor on a generated world, knows nothing else"));
        metadata.put("general.license", new GgufValue.Text("apache-2.0"));
        metadata.put(SEED, new GgufValue.Int64(seeds.world()));
        if (!seeds.isFirst()) {
            metadata.put(TRAINING_SEED, new GgufValue.Int64(seeds.training()));
        }
        metadata.put("candor.organism.size", new GgufValue.Text(recipe.size()));
        metadata.putAll(vocabulary.metadata());
        LlamaGguf.write(folder.resolve(stage.gguf()), weights, metadata, TensorType.F16);
        HuggingFaceFolder.write(folder.resolve(stage.modelName()), weights, vocabulary);
    }

    /// Writes `manifest.json`, `model-card.md` and `SHA256SUMS`, once both stages are there.
    public void finish(OrganismManifest manifest) throws IOException {
        List<Path> models = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            models.add(folder.resolve(stage.gguf()));
        }
        Map<String, OrganismManifest.ModelFile> listed = new TreeMap<>();
        for (Path model : models) {
            listed.put(
                    name(model),
                    new OrganismManifest.ModelFile(Files.size(model), Sha256.of(model)));
        }
        OrganismManifest whole = manifest.withFiles(listed);
        Json.write(folder.resolve("manifest.json"), whole);
        WholeFile.write(folder.resolve("model-card.md"), ModelCard.of(whole));
        Checksums.of(folder, released()).write(folder);
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private List<String> released() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(this::name)
                    .filter(name -> name.matches(".*\\.(gguf|safetensors|json|md)"))
                    .filter(name -> !name.equals("run.json"))
                    .toList();
        }
    }
}
