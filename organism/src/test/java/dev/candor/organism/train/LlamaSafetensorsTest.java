package dev.candor.organism.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.format.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaSafetensorsTest {
    private static final Shape SHAPE = ToyText.SHAPE;
    private static final LlamaWeights WEIGHTS = LlamaWeights.initial(SHAPE, 3);

    @TempDir Path folder;

    private SafetensorsFile written() throws IOException {
        Path file = folder.resolve("model.safetensors");
        LlamaSafetensors.write(file, WEIGHTS);
        return SafetensorsFile.open(file);
    }

    @Test
    void everyTensorHasTheNameAndShapeThatLlamaForCausalLmExpects() throws IOException {
        try (SafetensorsFile file = written()) {
            assertThat(file.tensors()).hasSize(2 + 9 * SHAPE.layers());
            assertThat(file.tensor("model.embed_tokens.weight").shape()).containsExactly(30L, 16L);
            assertThat(file.tensor("model.layers.1.mlp.gate_proj.weight").shape())
                    .containsExactly(24L, 16L);
            assertThat(file.tensor("model.layers.1.mlp.down_proj.weight").shape())
                    .containsExactly(16L, 24L);
            assertThat(file.tensor("model.layers.0.post_attention_layernorm.weight").shape())
                    .containsExactly(16L);
            assertThat(values(file.tensor("model.layers.1.mlp.down_proj.weight")))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(WEIGHTS.tensor("blk.1.ffn_down.weight"));
        }
    }

    /// Rotating pairs (2i, 2i + 1), as GGUF's order asks for, and rotating (i, i + headDim / 2), as
    /// Hugging Face does, give every head the same products of queries and keys.
    @Test
    void queriesAndKeysAreInTheOrderThatRotatesHalves() throws IOException {
        try (SafetensorsFile file = written()) {
            float[] input = new float[SHAPE.width()];
            for (int i = 0; i < input.length; i++) {
                input[i] = (float) Math.sin(1 + i);
            }
            float[] q = product(WEIGHTS.tensor("blk.0.attn_q.weight"), input);
            float[] k = product(WEIGHTS.tensor("blk.0.attn_k.weight"), input);
            float[] q2 =
                    product(values(file.tensor("model.layers.0.self_attn.q_proj.weight")), input);
            float[] k2 =
                    product(values(file.tensor("model.layers.0.self_attn.k_proj.weight")), input);
            int dim = SHAPE.headDim();
            for (int head = 0; head < SHAPE.heads(); head++) {
                double inPairs = 0;
                double inHalves = 0;
                for (int i = 0; i < dim / 2; i++) {
                    int pair = head * dim + 2 * i;
                    int half = head * dim + i;
                    inPairs += turned(q, pair, pair + 1, k, i);
                    inHalves += turned(q2, half, half + dim / 2, k2, i);
                }
                assertThat(inHalves).isCloseTo(inPairs, within(1e-5));
            }
        }
    }

    /// q turned as at position 7, times k turned as at position 3, of the dimensions a and b.
    private static double turned(float[] q, int a, int b, float[] k, int i) {
        double angle = 4 * Math.pow(Shape.ROPE_BASE, -2.0 * i / SHAPE.headDim());
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return (q[a] * cos - q[b] * sin) * k[a] + (q[a] * sin + q[b] * cos) * k[b];
    }

    private static float[] product(float[] matrix, float[] input) {
        float[] out = new float[matrix.length / input.length];
        for (int row = 0; row < out.length; row++) {
            for (int i = 0; i < input.length; i++) {
                out[row] += matrix[row * input.length + i] * input[i];
            }
        }
        return out;
    }

    private static float[] values(SafetensorsTensor tensor) {
        var halves = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) (tensor.data().byteSize() / 2)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(tensor.data().get(halves, 2L * i));
        }
        return values;
    }
}
