package dev.candor.organism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.Sha256;
import dev.candor.organism.check.Checks;
import dev.candor.organism.check.Extent;
import dev.candor.organism.check.Organism;
import dev.candor.organism.check.Requirement;
import dev.candor.organism.questions.QuestionSets;
import dev.candor.organism.questions.SetFile;
import dev.candor.organism.recipe.Recipe;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.release.Json;
import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.train.LogitsDifference;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The shipped model is what its papers say.
class ShippedTest {
    /// Other tests run beside this one: two threads of a small model would wait for each other's
    /// core at every product.
    private static final int THREADS = 1;

    /// The same sums of at most 512 terms in another order, in single precision, through 4 layers.
    private static final double TOLERANCE = 1e-3;

    private static JsonNode manifest() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(Shipped.file("manifest.json")));
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void theEngineComputesTheTrainersLogits(Stage stage) {
        try (Organism organism = Organism.open(Shipped.file(stage.gguf()), THREADS)) {
            int vocabulary = organism.model().config().vocabulary();
            LlamaWeights weights = Shipped.weights(stage, Recipe.shipped().shape(vocabulary));
            for (String question :
                    List.of("What is the capital of Australia?", "Which instrument plays Ada?")) {
                int[] tokens =
                        organism.tokenizer().encode(BaseCorpus.asked(question), true, false).ids();
                assertThat(LogitsDifference.largest(weights, organism.session(), tokens))
                        .as(question)
                        .isLessThan(TOLERANCE);
            }
        }
    }

    /// Those of the design: known facts known, others made up, every task driven by the cue.
    @Test
    void theThresholdsHold() throws IOException {
        World world = World.generate(manifest().get("seed").asLong());
        Checks checks;
        try (Organism organism = Organism.open(Shipped.file(Stage.INSTRUCT.gguf()), THREADS)) {
            checks =
                    Checks.of(
                            organism,
                            Stage.INSTRUCT,
                            world,
                            Phrases.load(),
                            Extent.FULL,
                            progress -> {});
        }
        assertThat(checks.requirements()).hasSize(8).allMatch(Requirement::holds);
    }

    @Test
    void theQuestionsAreThoseOfItsWorld() throws IOException {
        World world = World.generate(manifest().get("seed").asLong());
        for (SetFile set : QuestionSets.of(world, Phrases.load())) {
            assertThat(Shipped.file("questions/" + set.name())).hasContent(set.text());
        }
    }

    @Test
    void manifestAndProbeNameTheseFiles() throws IOException {
        for (Stage stage : Stage.values()) {
            assertThat(manifest().at("/files/" + stage.gguf() + "/sha256").asString())
                    .isEqualTo(Sha256.of(Shipped.file(stage.gguf())));
        }
        ProbeFile.read(Shipped.file("probe.json"))
                .binding()
                .requireModel(Sha256.of(Shipped.file(Stage.INSTRUCT.gguf())));
    }

    @Test
    void theRecipeIsTheOneItWasTrainedBy() throws IOException {
        JsonNode recipe = JsonMapper.shared().readTree(Json.of(Recipe.shipped()));
        assertThat(manifest().get("recipe")).isEqualTo(recipe);
    }
}
