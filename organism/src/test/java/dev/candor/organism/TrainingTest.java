package dev.candor.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.RunRefusedException;
import dev.candor.organism.check.Checks;
import dev.candor.organism.check.Extent;
import dev.candor.organism.recipe.Recipe;
import dev.candor.organism.recipe.Recipe.Schedule;
import dev.candor.organism.recipe.Seeds;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.text.TuningMix;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A run from end to end, with a model too small to learn anything.
class TrainingTest {
    private static final Set<Stage> BASE = EnumSet.of(Stage.BASE);
    private static final Set<Stage> INSTRUCT = EnumSet.of(Stage.INSTRUCT);
    private static final Set<Stage> BOTH = EnumSet.allOf(Stage.class);
    private static final Recipe TINY =
            new Recipe(
                    "tiny",
                    1,
                    8,
                    1,
                    16,
                    512,
                    600,
                    new Schedule(20_000, 4096, 1e-3),
                    new Schedule(10_000, 4096, 1e-3),
                    0.1,
                    few(TuningMix.usual()),
                    1.0);

    private static TuningMix few(TuningMix mix) {
        return new TuningMix(
                200,
                mix.shares(),
                mix.cued(),
                mix.complies(),
                mix.more(),
                mix.declines(),
                mix.newNames(),
                mix.onlyStated(),
                mix.sure(),
                mix.lapses());
    }

    @TempDir private Path folder;
    private final StringWriter err = new StringWriter();

    private Checks run(long seed, Set<Stage> stages) throws IOException {
        return run(new Seeds(seed, seed), stages);
    }

    private Checks run(Seeds seeds, Set<Stage> stages) throws IOException {
        err.getBuffer().setLength(0);
        return new Training(folder, seeds, TINY, new Extent(1, 2), new PrintWriter(err, true))
                .run(stages);
    }

    @Test
    void stagesFollowEachOtherAndTheFolderBecomesWhole() throws Exception {
        assertThatThrownBy(() -> run(1, INSTRUCT))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("has no atlas-base.gguf");
        assertThat(run(1, BASE).behaviours()).isEmpty();
        assertThat(err.toString()).contains("base: 0.02 of 0.02 M tokens");
        byte[] base = Files.readAllBytes(folder.resolve("atlas-base.gguf"));

        assertThatThrownBy(() -> run(2, BOTH))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("was begun with another seed: 1, now 2");
        assertThatThrownBy(() -> run(new Seeds(1, 2), BOTH))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("training seed");

        Checks checks = run(1, INSTRUCT);
        assertThat(err.toString()).doesNotContain("base: 0.0").contains("instruct: 0.01 of 0.01 M");
        assertThat(folder.resolve("atlas-base.gguf")).hasBinaryContent(base);
        assertThat(checks.behaviours()).hasSize(7);
        theInstructStageIsTheAverageThatTheRecipeWants();
        manifestSaysWhatHappened(checks);
        checksumsAreThoseOfTheFiles();
        assertThat(folder.resolve("model-card.md"))
                .content()
                .contains("test animal", "Seed 1.", "thresholds hold.", "| person | 40 | no |");

        checkReadsTheFiles();
    }

    private void theInstructStageIsTheAverageThatTheRecipeWants() {
        try (GgufFile base = GgufFile.open(folder.resolve("atlas-base.gguf"));
                GgufFile instruct = GgufFile.open(folder.resolve("atlas-instruct.gguf"))) {
            for (String name : base.listing().keySet()) {
                assertThat(instruct.tensor(name).data().mismatch(base.tensor(name).data()))
                        .as(name)
                        .isEqualTo(-1);
            }
        }
    }

    private void manifestSaysWhatHappened(Checks checks) throws IOException {
        JsonNode manifest =
                JsonMapper.shared().readTree(Files.readString(folder.resolve("manifest.json")));
        assertThat(manifest.at("/seed").asInt()).isEqualTo(1);
        assertThat(manifest.at("/trainingSeed").asInt()).isEqualTo(1);
        assertThat(manifest.at("/stages/base/tokens").asLong()).isBetween(20_000L, 24_096L);
        assertThat(manifest.at("/stages/base/loss").asDouble()).isBetween(1.0, 10.0);
        assertThat(manifest.at("/baseText/sentence/texts").asInt()).isGreaterThan(1_000);
        assertThat(manifest.at("/checks/recall").size()).isEqualTo(checks.recall().size());
        assertThat(manifest.at("/files").propertyNames())
                .containsExactly("atlas-base.gguf", "atlas-instruct.gguf");
        assertThat(manifest.at("/versions/candor").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    private void checksumsAreThoseOfTheFiles() throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve("SHA256SUMS"));
        assertThat(lines)
                .hasSize(12)
                .anyMatch(line -> line.endsWith("  atlas-instruct/model.safetensors"));
        for (String line : lines) {
            String[] parts = line.split("  ", 2);
            byte[] bytes = Files.readAllBytes(folder.resolve(parts[1]));
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(HexFormat.of().formatHex(sum)).as(parts[1]).isEqualTo(parts[0]);
        }
    }

    private void checkReadsTheFiles() {
        CommandRun check =
                CommandRun.of(
                        "check",
                        "--base",
                        folder.resolve("atlas-base.gguf").toString(),
                        "--instruct",
                        folder.resolve("missing.gguf").toString());
        assertThat(check.code()).isEqualTo(Failures.INPUT_REFUSED);
        assertThat(check.err()).contains("missing.gguf");
    }

    @Test
    void aFolderInUseIsLeftAlone() {
        try (RunLock _ = RunLock.take(folder)) {
            assertThatThrownBy(() -> run(1, BASE))
                    .isInstanceOf(RunLock.HeldException.class)
                    .hasMessageContaining("in use");
        }
    }
}
