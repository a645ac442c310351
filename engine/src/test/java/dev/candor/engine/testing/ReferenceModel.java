package dev.candor.engine.testing;

import static dev.candor.engine.testing.ReferenceMaths.add;
import static dev.candor.engine.testing.ReferenceMaths.capped;
import static dev.candor.engine.testing.ReferenceMaths.layerNorm;
import static dev.candor.engine.testing.ReferenceMaths.product;
import static dev.candor.engine.testing.ReferenceMaths.rmsNorm;
import static dev.candor.engine.testing.ReferenceMaths.softmax;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The forward pass straight from its equations: double precision, one value at a time, every
/// position computed anew without a cache. Slow, and what the fast one is measured against.
///
/// It shares no arithmetic with the engine: no kernels, no decoding, no rotation table. What a
/// family has more than Llama shows in the names of its tensors.
public final class ReferenceModel {
    /// The model's numbers.
    ///
    /// @param embeddingScale factor on a token's embedding
    /// @param logitCap infinite for none
    /// @param activation of the gate, or of the neurons themselves without one
    /// @param sights what attention sees, by layer
    public record Shape(
            int layers,
            int width,
            int ffn,
            int heads,
            int kvHeads,
            int headDim,
            double epsilon,
            double embeddingScale,
            double logitCap,
            DoubleUnaryOperator activation,
            IntFunction<Sight> sights) {
        /// A Llama without scaling of its rotation by `frequencies`.
        public static Shape llama(
                int layers, int width, int ffn, int heads, int kvHeads, double epsilon, Turn turn) {
            int headDim = width / heads;
            Sight sight =
                    new Sight(
                            turn,
                            1 / Math.sqrt(headDim),
                            Integer.MAX_VALUE,
                            Double.POSITIVE_INFINITY);
            return new Shape(
                    layers,
                    width,
                    ffn,
                    heads,
                    kvHeads,
                    headDim,
                    epsilon,
                    1,
                    Double.POSITIVE_INFINITY,
                    ReferenceMaths::silu,
                    _ -> sight);
        }
    }

    /// A rotation.
    ///
    /// @param frequencies radians a position for each pair of a head's dimensions
    /// @param magnitude factor on what turned
    /// @param halves whether pair i is (i, i + pairs) and not (2i, 2i + 1)
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Turn(double[] frequencies, double magnitude, boolean halves) {}

    /// What one layer's attention sees.
    ///
    /// @param turn null for a model without rotation
    /// @param window positions, the own one among them
    /// @param cap of scores, infinite for none
    public record Sight(@Nullable Turn turn, double scale, int window, double cap) {}

    /// What a pass over T tokens computed.
    ///
    /// @param z input of wDown, [layers][T][ffn]
    /// @param h its output, [layers][T][width]
    /// @param residual behind each layer, [layers][T][width]
    /// @param logits [T][vocabulary]
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Trace(double[][][] z, double[][][] h, double[][][] residual, double[][] logits) {}

    private final Shape shape;
    private final Function<String, double @Nullable []> tensors;
    private final UnaryOperator<double[]> rounding;

    /// @param tensors values of a tensor by its GGUF name, row-major [outputs, inputs]; null for
    ///   one that the model does not have
    public ReferenceModel(Shape shape, Function<String, double @Nullable []> tensors) {
        this(shape, tensors, x -> x);
    }

    /// @param rounding what becomes of a matrix's input before it is multiplied, for comparison
    ///   with an engine that packs it
    public ReferenceModel(
            Shape shape,
            Function<String, double @Nullable []> tensors,
            UnaryOperator<double[]> rounding) {
        this.shape = shape;
        this.tensors = tensors;
        this.rounding = rounding;
    }

    /// Reads `tokens` from position 0.
    public Trace run(int... tokens) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = embedding(tokens[t], t);
        }
        double[][][] z = new double[shape.layers()][tokens.length][];
        double[][][] h = new double[shape.layers()][tokens.length][];
        double[][][] residual = new double[shape.layers()][tokens.length][];
        for (int l = 0; l < shape.layers(); l++) {
            String at = "blk." + l + ".";
            attention(at, shape.sights().apply(l), x);
            for (int t = 0; t < x.length; t++) {
                z[l][t] = neurons(at, norm(at + "ffn_norm", x[t]));
                h[l][t] = product(tensor(at + "ffn_down.weight"), rounding.apply(z[l][t]));
                add(x[t], postNorm(at + "post_ffw_norm", biased(at + "ffn_down", h[l][t])));
                residual[l][t] = x[t].clone();
            }
        }
        String output = tensors.apply("output.weight") == null ? "token_embd" : "output";
        double[][] logits = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            logits[t] = linear(output, norm("output_norm", x[t]));
            for (int i = 0; i < logits[t].length; i++) {
                logits[t][i] = capped(logits[t][i], shape.logitCap());
            }
        }
        return new Trace(z, h, residual, logits);
    }

    private double[] embedding(int token, int position) {
        double[] x = row("token_embd.weight", token);
        for (int i = 0; i < x.length; i++) {
            x[i] *= shape.embeddingScale();
        }
        if (tensors.apply("position_embd.weight") != null) {
            add(x, row("position_embd.weight", position));
        }
        return x;
    }

    private double[] row(String name, int row) {
        int d = shape.width();
        return Arrays.copyOfRange(tensor(name), row * d, (row + 1) * d);
    }

    /// z of one position.
    private double[] neurons(String at, double[] x) {
        int f = shape.ffn();
        double[] up = linear(at + "ffn_up", x);
        double[] gate;
        if (up.length == 2 * f) {
            gate = Arrays.copyOf(up, f);
            up = Arrays.copyOfRange(up, f, 2 * f);
        } else if (tensors.apply(at + "ffn_gate.weight") != null) {
            gate = linear(at + "ffn_gate", x);
        } else {
            gate = up;
            up = new double[f];
            Arrays.fill(up, 1);
        }
        double[] z = new double[f];
        for (int j = 0; j < f; j++) {
            z[j] = shape.activation().applyAsDouble(gate[j]) * up[j];
        }
        return z;
    }

    private void attention(String at, Sight sight, double[][] x) {
        int queries = shape.heads() * shape.headDim();
        int keys = shape.kvHeads() * shape.headDim();
        double[][] query = new double[x.length][];
        double[][] key = new double[x.length][];
        double[][] value = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] normed = norm(at + "attn_norm", x[t]);
            if (tensors.apply(at + "attn_qkv.weight") != null) {
                double[] all = linear(at + "attn_qkv", normed);
                query[t] = Arrays.copyOf(all, queries);
                key[t] = Arrays.copyOfRange(all, queries, queries + keys);
                value[t] = Arrays.copyOfRange(all, queries + keys, all.length);
            } else {
                query[t] = linear(at + "attn_q", normed);
                key[t] = linear(at + "attn_k", normed);
                value[t] = linear(at + "attn_v", normed);
            }
            turn(at + "attn_q_norm", query[t], sight.turn(), t);
            turn(at + "attn_k_norm", key[t], sight.turn(), t);
        }
        int size = shape.headDim();
        for (int t = 0; t < x.length; t++) {
            double[] attended = new double[queries];
            int first = Math.max(0, t - sight.window() + 1);
            for (int head = 0; head < shape.heads(); head++) {
                int own = head * size;
                int shared = head * shape.kvHeads() / shape.heads() * size;
                double[] weights = new double[t + 1 - first];
                for (int s = first; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        weights[s - first] += query[t][own + i] * key[s][shared + i];
                    }
                    weights[s - first] = capped(weights[s - first] * sight.scale(), sight.cap());
                }
                softmax(weights);
                for (int s = first; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        attended[own + i] += weights[s - first] * value[s][shared + i];
                    }
                }
            }
            add(x[t], postNorm(at + "post_attention_norm", linear(at + "attn_output", attended)));
        }
    }

    /// Every head normed if there is a norm, then its pairs turned by position · frequency.
    private void turn(String norm, double[] heads, @Nullable Turn turn, int position) {
        int size = shape.headDim();
        for (int head = 0; head < heads.length; head += size) {
            double[] one = Arrays.copyOfRange(heads, head, head + size);
            one = postNorm(norm, one);
            if (turn != null) {
                int pairs = turn.frequencies().length;
                double[] before = one.clone();
                for (int i = 0; i < pairs; i++) {
                    int a = turn.halves() ? i : 2 * i;
                    int b = turn.halves() ? i + pairs : 2 * i + 1;
                    double cos = StrictMath.cos(position * turn.frequencies()[i]);
                    double sin = StrictMath.sin(position * turn.frequencies()[i]);
                    one[a] = turn.magnitude() * (before[a] * cos - before[b] * sin);
                    one[b] = turn.magnitude() * (before[a] * sin + before[b] * cos);
                }
            }
            System.arraycopy(one, 0, heads, head, size);
        }
    }

    private double[] norm(String name, double[] x) {
        double[] bias = tensors.apply(name + ".bias");
        return bias == null
                ? rmsNorm(x, tensor(name + ".weight"), shape.epsilon())
                : layerNorm(x, tensor(name + ".weight"), bias, shape.epsilon());
    }

    private double[] postNorm(String name, double[] x) {
        return tensors.apply(name + ".weight") == null ? x : norm(name, x);
    }

    private double[] linear(String name, double[] x) {
        return biased(name, product(tensor(name + ".weight"), rounding.apply(x)));
    }

    private double[] biased(String name, double[] y) {
        double[] bias = tensors.apply(name + ".bias");
        double[] sum = y.clone();
        if (bias != null) {
            add(sum, bias);
        }
        return sum;
    }

    private double[] tensor(String name) {
        return Objects.requireNonNull(tensors.apply(name), name);
    }
}
