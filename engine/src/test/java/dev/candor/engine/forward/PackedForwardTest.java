package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.PackedModel;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What packing to Q8_0 does to the logits.
class PackedForwardTest {
    private static final int[] TOKENS = Runner.tokens(60, 5);

    /// No more than those of a file that stores Q8_0, and by less than 5 in 100 of their own size.
    @Test
    void logitsMoveAsLittleAsThoseOfAStoredQ8() {
        Path file = TinyModels.llamaFile(width(64), ffn(96));
        float[][] exact = logits(Model.open(file));
        double packed = moved(exact, logits(Model.of(new PackedModel(ModelFiles.open(file)))));
        double stored =
                moved(exact, logits(TinyModels.llama(width(64), ffn(96), type(TensorType.Q8_0))));
        assertThat(packed).isBetween(1e-4, 0.05).isLessThan(1.2 * stored);
    }

    private static float[][] logits(Model model) {
        try (Runner runner = Runner.of(model)) {
            return runner.all(TOKENS);
        }
    }

    /// Root mean square of the differences over that of the logits.
    private static double moved(float[][] expected, float[][] found) {
        double moved = 0;
        double size = 0;
        for (int t = 0; t < expected.length; t++) {
            for (int i = 0; i < expected[t].length; i++) {
                moved += Math.pow(found[t][i] - expected[t][i], 2);
                size += Math.pow(expected[t][i], 2);
            }
        }
        return Math.sqrt(moved / size);
    }
}
