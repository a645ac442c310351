package dev.candor.organism;

import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import dev.candor.lab.store.SettingsFile;
import dev.candor.organism.check.Checks;
import dev.candor.organism.check.Extent;
import dev.candor.organism.check.Organism;
import dev.candor.organism.recipe.Curriculum;
import dev.candor.organism.recipe.Recipe;
import dev.candor.organism.recipe.Seeds;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.release.OrganismFiles;
import dev.candor.organism.release.OrganismManifest;
import dev.candor.organism.release.OrganismManifest.TrainedStage;
import dev.candor.organism.release.Versions;
import dev.candor.organism.text.EntityCounts;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.train.Trainer;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One run of `candor organism train`: world, vocabulary, base stage, instruct stage, files,
/// checks. What is done is not done again: each stage leaves a checkpoint, from which it goes on
/// or, once it has ended, gives its weights.
final class Training {
    private final Path folder;
    private final Seeds seeds;
    private final Recipe recipe;
    private final Extent extent;
    private final PrintWriter err;
    private final Phrases phrases = Phrases.load();

    /// @param folder of the run; need not exist
    /// @param extent of the checks
    Training(Path folder, Seeds seeds, Recipe recipe, Extent extent, PrintWriter err) {
        this.folder = folder;
        this.seeds = seeds;
        this.recipe = recipe;
        this.extent = extent;
        this.err = err;
    }

    /// Trains the stages and checks them from their files. With the instruct stage the folder
    /// becomes whole: manifest, model card, checksums.
    Checks run(Set<Stage> stages) throws IOException {
        Files.createDirectories(folder);
        try (RunLock _ = RunLock.take(folder)) {
            Versions versions = Versions.here();
            SettingsFile.claim(folder, settings(versions));
            if (!stages.contains(Stage.BASE) && !Files.exists(folder.resolve(Stage.BASE.gguf()))) {
                throw new RunRefusedException(
                        folder,
                        "has no %s, expected a base stage that has ended (--stage base)"
                                .formatted(Stage.BASE.gguf()));
            }
            err.println("making the world of seed " + seeds.world() + " and its vocabulary …");
            World world = World.generate(seeds.world());
            Curriculum curriculum = Curriculum.of(world, phrases, recipe);
            OrganismFiles files = new OrganismFiles(folder, seeds, recipe, curriculum.vocabulary());
            Map<Stage, TrainedStage> trained = new EnumMap<>(Stage.class);
            LlamaWeights initial =
                    LlamaWeights.initial(
                            recipe.shape(curriculum.vocabulary().size()), seeds.training());
            LlamaWeights base = train(Stage.BASE, curriculum, initial, trained);
            files.write(Stage.BASE, base);
            Checks checks = check(Stage.BASE, world);
            if (!stages.contains(Stage.INSTRUCT)) {
                return checks;
            }
            LlamaWeights tuned = train(Stage.INSTRUCT, curriculum, base, trained);
            files.write(Stage.INSTRUCT, tuned.averaged(base, recipe.ofBase()));
            checks = checks.and(check(Stage.INSTRUCT, world));
            files.finish(
                    OrganismManifest.of(
                            versions,
                            seeds,
                            recipe,
                            tuned.shape(),
                            EntityCounts.groups(EntityCounts.of(world, curriculum.texts())),
                            curriculum,
                            trained,
                            checks));
            return checks;
        }
    }

    private LlamaWeights train(
            Stage stage,
            Curriculum curriculum,
            LlamaWeights start,
            Map<Stage, TrainedStage> trained)
            throws IOException {
        Trainer trainer =
                new Trainer(
                        curriculum.documents(stage),
                        recipe.schedule(stage).options(seeds.training()),
                        folder.resolve(stage.label() + ".checkpoint"));
        try (TrainLog log = new TrainLog(stage, folder, err)) {
            LlamaWeights weights = trainer.train(start, log);
            trained.put(stage, log.ended());
            return weights;
        }
    }

    private Checks check(Stage stage, World world) {
        int threads = Runtime.getRuntime().availableProcessors();
        try (Organism organism = Organism.open(folder.resolve(stage.gguf()), threads)) {
            return Checks.of(organism, stage, world, phrases, extent, err::println);
        }
    }

    /// All that decides the weights.
    private Map<String, String> settings(Versions versions) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("format", "candor-organism-run/1");
        settings.put("candor", versions.candor());
        settings.put("libtorch", versions.libtorch());
        settings.put("seed", Long.toString(seeds.world()));
        if (!seeds.isFirst()) {
            settings.put("training seed", Long.toString(seeds.training()));
        }
        settings.put("size", recipe.size());
        settings.put("recipe", recipe.toString());
        return settings;
    }
}
