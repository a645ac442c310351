package dev.candor.engine.testing;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a [ReferenceLlama] from a GGUF file, with arithmetic of its own but for the decoding of
/// blocks, which is held to recorded bits elsewhere.
public final class ReferenceGguf {
    private static final ScalarKernels DECODER = new ScalarKernels();

    private ReferenceGguf() {}

    /// All weights as doubles on the heap: for tiny models.
    public static ReferenceLlama read(GgufFile file) {
        return read(file, x -> x);
    }

    /// The same with the inputs of matrices rounded, see [ReferenceLlama].
    public static ReferenceLlama read(GgufFile file, UnaryOperator<double[]> rounding) {
        Map<String, double[]> tensors = new HashMap<>();
        file.tensors().forEach((name, tensor) -> tensors.put(name, decode(tensor)));
        tensors.computeIfAbsent("output.weight", _ -> decode(file.tensor("token_embd.weight")));
        int width = (int) file.integer("llama.embedding_length");
        int heads = (int) file.integer("llama.attention.head_count");
        int headDim = width / heads;
        double[] frequencies = new double[headDim / 2];
        double magnitude = frequencies(file, tensors.get("rope_freqs.weight"), frequencies);
        ReferenceLlama.Shape shape =
                new ReferenceLlama.Shape(
                        (int) file.integer("llama.block_count"),
                        width,
                        (int) file.integer("llama.feed_forward_length"),
                        heads,
                        (int) file.integer("llama.attention.head_count_kv"),
                        headDim,
                        (int) file.tensor("token_embd.weight").rows(),
                        file.real("llama.attention.layer_norm_rms_epsilon"),
                        frequencies,
                        magnitude);
        return new ReferenceLlama(
                shape, name -> Objects.requireNonNull(tensors.get(name), name), rounding);
    }

    /// Fills in radians a position and returns the factor on the rotated values.
    private static double frequencies(GgufFile file, double @Nullable [] slower, double[] out) {
        double base = file.real("llama.rope.freq_base");
        String scaling = file.string("llama.rope.scaling.type", "linear");
        double legacy = file.real("llama.rope.scale_linear", 1);
        double factor = file.real("llama.rope.scaling.factor", legacy);
        double context =
                file.integer(
                        "llama.rope.scaling.original_context_length",
                        file.integer("llama.context_length"));
        int dimensions = 2 * out.length;
        // The pair that turns n times within the context: base^(-2i/dimensions)·context = 2πn.
        double fast = Math.log(context / (32 * 2 * Math.PI)) / Math.log(base) * dimensions / 2;
        double slow = Math.log(context / (2 * Math.PI)) / Math.log(base) * dimensions / 2;
        double low = Math.max(0, Math.floor(fast));
        double high = Math.min(dimensions - 1, Math.ceil(slow));
        for (int i = 0; i < out.length; i++) {
            double speed = Math.pow(base, -2.0 * i / dimensions);
            if (slower != null) {
                speed /= slower[i];
            }
            out[i] =
                    switch (scaling) {
                        case "none" -> speed;
                        case "linear" -> speed / factor;
                        case "yarn" -> {
                            double kept =
                                    1 - Math.clamp((i - low) / Math.max(1e-3, high - low), 0, 1.0);
                            yield kept * speed + (1 - kept) * speed / factor;
                        }
                        default -> throw new IllegalArgumentException(scaling);
                    };
        }
        double sharper = file.real("llama.rope.scaling.attn_factor", 1);
        return scaling.equals("yarn") ? sharper * (1 + 0.1 * Math.log(Math.max(1, factor))) : 1;
    }

    private static double[] decode(GgufTensor tensor) {
        int columns = Math.toIntExact(tensor.columns());
        int rows = Math.toIntExact(tensor.rows());
        Matrix matrix = new Matrix(tensor.type(), rows, columns, tensor.data());
        double[] out = new double[rows * columns];
        float[] row = new float[columns];
        for (int r = 0; r < rows; r++) {
            DECODER.decode(matrix, r, 0, columns, row, 0);
            for (int c = 0; c < columns; c++) {
                out[r * columns + c] = row[c];
            }
        }
        return out;
    }
}
