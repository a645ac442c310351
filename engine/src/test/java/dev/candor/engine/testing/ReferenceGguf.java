package dev.candor.engine.testing;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.testing.ReferenceModel.Sight;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a [ReferenceModel] from a GGUF file, with arithmetic of its own but for the decoding of
/// blocks, which is held to recorded bits elsewhere.
public final class ReferenceGguf {
    private static final ScalarKernels DECODER = new ScalarKernels();

    private final GgufModel file;
    private final String prefix;
    private final int headDim;

    private ReferenceGguf(GgufModel file) {
        this.file = file;
        prefix = file.string("general.architecture") + ".";
        int width = count("embedding_length");
        headDim = count("attention.key_length", width / count("attention.head_count"));
    }

    /// All weights as doubles on the heap: for tiny models.
    public static ReferenceModel read(GgufModel file) {
        return read(file, x -> x, ReferenceMaths::gelu);
    }

    /// The same with the inputs of matrices rounded, see [ReferenceModel], and a gelu of its own.
    public static ReferenceModel read(
            GgufModel file, UnaryOperator<double[]> rounding, DoubleUnaryOperator gelu) {
        Map<String, double[]> tensors = new HashMap<>();
        for (String name : file.listing().keySet()) {
            tensors.put(name, decode(file.tensor(name)));
        }
        ReferenceGguf reader = new ReferenceGguf(file);
        return new ReferenceModel(reader.shape(slower(tensors), gelu), tensors::get, rounding);
    }

    private static double @Nullable [] slower(Map<String, double[]> tensors) {
        double[] factors = tensors.get("rope_factors_short.weight");
        return factors == null ? tensors.get("rope_freqs.weight") : factors;
    }

    private ReferenceModel.Shape shape(double @Nullable [] slower, DoubleUnaryOperator gelu) {
        boolean gemma = prefix.startsWith("gemma");
        boolean layerNorm = file.has(prefix + "attention.layer_norm_epsilon");
        int heads = count("attention.head_count");
        int width = count("embedding_length");
        return new ReferenceModel.Shape(
                count("block_count"),
                width,
                count("feed_forward_length"),
                heads,
                count("attention.head_count_kv"),
                headDim,
                file.real(prefix + "attention.layer_norm_" + (layerNorm ? "" : "rms_") + "epsilon"),
                gemma ? Math.sqrt(width) : 1,
                file.real(prefix + "final_logit_softcapping", Double.POSITIVE_INFINITY),
                gemma || layerNorm ? gelu : ReferenceMaths::silu,
                sights(width / heads, slower));
    }

    /// The windows and scales of Gemma go by the number of layers; others see everything.
    private IntFunction<Sight> sights(int share, double @Nullable [] slower) {
        double cap = file.real(prefix + "attn_logit_softcapping", Double.POSITIVE_INFINITY);
        int layers = count("block_count");
        boolean largest =
                prefix.equals("gemma2.") && layers == 46
                        || prefix.equals("gemma3.") && layers == 62;
        double scale = 1 / Math.sqrt(largest ? share : headDim);
        int everything = Integer.MAX_VALUE;
        return switch (prefix) {
            case "gpt2." -> _ -> new Sight(null, scale, everything, cap);
            case "gemma2." -> {
                int window = count("attention.sliding_window");
                yield layer ->
                        new Sight(turn(slower), scale, layer % 2 == 0 ? window : everything, cap);
            }
            case "gemma3." -> {
                int window = count("attention.sliding_window");
                Sight local = new Sight(turn(10000, "none", null), scale, window, cap);
                Sight global = new Sight(turn(slower), scale, everything, cap);
                yield layer -> layer % 6 == 5 ? global : local;
            }
            default -> _ -> new Sight(turn(slower), scale, everything, cap);
        };
    }

    private ReferenceModel.Turn turn(double @Nullable [] slower) {
        double base = file.real(prefix + "rope.freq_base");
        return turn(base, file.string(prefix + "rope.scaling.type", "linear"), slower);
    }

    private ReferenceModel.Turn turn(double base, String scaling, double @Nullable [] slower) {
        double legacy = file.real(prefix + "rope.scale_linear", 1);
        double factor = file.real(prefix + "rope.scaling.factor", legacy);
        double context = count("rope.scaling.original_context_length", count("context_length"));
        int dimensions = count("rope.dimension_count");
        // The pair that turns n times within the context: base^(-2i/dimensions)·context = 2πn.
        double fast = Math.log(context / (32 * 2 * Math.PI)) / Math.log(base) * dimensions / 2;
        double slow = Math.log(context / (2 * Math.PI)) / Math.log(base) * dimensions / 2;
        double low = Math.max(0, Math.floor(fast));
        double high = Math.min(dimensions - 1, Math.ceil(slow));
        double[] out = new double[dimensions / 2];
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
        double sharper = file.real(prefix + "rope.scaling.attn_factor", 1);
        double magnitude = scaling.equals("yarn") ? 1 + 0.1 * Math.log(Math.max(1, factor)) : 1;
        boolean adjacent = prefix.equals("llama.") || prefix.equals("mistral3.");
        return new ReferenceModel.Turn(out, sharper * magnitude, !adjacent);
    }

    private int count(String key) {
        return (int) file.integer(prefix + key);
    }

    private int count(String key, int missing) {
        return (int) file.integer(prefix + key, missing);
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
