package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.PackedModel;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What packing to Q8_0 does to the logits.
class PackedForwardTest {
    private static final int[] TOKENS = Runner.tokens(60, 5);

    /// A weight moves by at most 1/254 of the largest in its block, an input by as much again: the
    /// logits of two layers by less than 3 in 100 of their own size, and by more than nothing.
    @Test
    void logitsMoveByLittle() {
        Path file = TinyModels.llamaFile(width(64), ffn(96));
        try (Runner stored = Runner.of(Model.open(file));
                Runner packed = Runner.of(Model.of(new PackedModel(ModelFiles.open(file))))) {
            float[][] expected = stored.all(TOKENS);
            float[][] found = packed.all(TOKENS);
            double moved = 0;
            double size = 0;
            for (int t = 0; t < TOKENS.length; t++) {
                for (int i = 0; i < expected[t].length; i++) {
                    moved += Math.pow(found[t][i] - expected[t][i], 2);
                    size += Math.pow(expected[t][i], 2);
                }
            }
            assertThat(Math.sqrt(moved / size)).isBetween(1e-4, 0.03);
        }
    }
}
