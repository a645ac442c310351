package dev.candor.organism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.RmsNorm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaGgufTest {
    private static final Map<String, GgufValue> NAME =
            Map.of("general.name", new GgufValue.Text("toy"));

    @TempDir Path folder;

    @Test
    void theEngineComputesTheTrainersLogitsFromTheFile() throws IOException {
        LlamaWeights trained = trained();
        Path file = folder.resolve("toy.gguf");
        LlamaGguf.write(file, trained, NAME, TensorType.F32);
        assertThat(largestDifference(trained, file)).isLessThan(1e-4);
        LlamaGguf.write(file, trained, NAME, TensorType.F16);
        assertThat(largestDifference(trained, file)).as("rounded").isBetween(1e-4, 0.1);
    }

    @Test
    void theFileSaysWhatTheShapeIs() throws IOException {
        Path file = folder.resolve("toy.gguf");
        LlamaGguf.write(file, LlamaWeights.initial(ToyText.SHAPE, 1), NAME, TensorType.F32);
        try (Model model = Model.open(file)) {
            assertThat(model.config().name()).isEqualTo("toy");
            assertThat(model.config().layers()).isEqualTo(2);
            assertThat(model.config().ffn()).isEqualTo(24);
            assertThat(model.config().kvHeads()).isEqualTo(2);
            assertThat(model.config().context()).isEqualTo(16);
            assertThat(model.weights().output().norm())
                    .isInstanceOfSatisfying(
                            RmsNorm.class, norm -> assertThat(norm.epsilon()).isEqualTo(1e-5f));
        }
    }

    @Test
    void blockTypesAreRefused() {
        LlamaWeights weights = LlamaWeights.initial(ToyText.SHAPE, 1);
        assertThatThrownBy(
                        () -> LlamaGguf.write(folder.resolve("a"), weights, NAME, TensorType.Q8_0))
                .hasMessage("Q8_0 matrices, expected F16 or F32");
    }

    /// Far from the first weights, so that each of them matters.
    private LlamaWeights trained() throws IOException {
        return new Trainer(ToyText.documents(), ToyText.options(40), folder.resolve("checkpoint"))
                .train(LlamaWeights.initial(ToyText.SHAPE, 1), _ -> {});
    }

    private static double largestDifference(LlamaWeights weights, Path file) {
        int[] tokens = {0, 5, 29, 17, 3, 3, 11, 8, 21, 0, 14, 2};
        try (Model model = Model.open(file);
                Workers workers = new Workers(2)) {
            Session session = new Session(model, new VectorKernels(), workers);
            return LogitsDifference.largest(weights, session, tokens);
        }
    }
}
