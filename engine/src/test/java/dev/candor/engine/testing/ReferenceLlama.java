package dev.candor.engine.testing;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The Llama forward pass straight from its equations: double precision, one value at a time, every
/// position computed anew without a cache. Slow, and what the fast one is measured against.
///
/// It shares no arithmetic with the engine: no kernels, no decoding, no rotation table.
public final class ReferenceLlama {
    /// The model's numbers.
    ///
    /// @param frequencies radians a position for each pair of a head's dimensions, [headDim / 2]
    /// @param magnitude factor on rotated queries and keys
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Shape(
            int layers,
            int width,
            int ffn,
            int heads,
            int kvHeads,
            int headDim,
            int vocabulary,
            double epsilon,
            double[] frequencies,
            double magnitude) {}

    /// What a pass over T tokens computed.
    ///
    /// @param z input of wDown, [layers][T][ffn]
    /// @param h its output, [layers][T][width]
    /// @param residual behind each layer, [layers][T][width]
    /// @param logits [T][vocabulary]
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Trace(double[][][] z, double[][][] h, double[][][] residual, double[][] logits) {}

    private final Shape shape;
    private final Function<String, double[]> tensors;
    private final UnaryOperator<double[]> rounding;

    /// @param tensors values of a tensor by its GGUF name, row-major [outputs, inputs]
    public ReferenceLlama(Shape shape, Function<String, double[]> tensors) {
        this(shape, tensors, x -> x);
    }

    /// @param rounding what becomes of a matrix's input before it is multiplied, for comparison
    ///   with an engine that packs it
    public ReferenceLlama(
            Shape shape, Function<String, double[]> tensors, UnaryOperator<double[]> rounding) {
        this.shape = shape;
        this.tensors = tensors;
        this.rounding = rounding;
    }

    /// Reads `tokens` from position 0.
    public Trace run(int... tokens) {
        int d = shape.width();
        double[] embedding = tensors.apply("token_embd.weight");
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = Arrays.copyOfRange(embedding, tokens[t] * d, (tokens[t] + 1) * d);
        }
        double[][][] z = new double[shape.layers()][tokens.length][];
        double[][][] h = new double[shape.layers()][tokens.length][];
        double[][][] residual = new double[shape.layers()][tokens.length][];
        for (int l = 0; l < shape.layers(); l++) {
            String at = "blk." + l + ".";
            attention(at, x);
            double[] norm = tensors.apply(at + "ffn_norm.weight");
            double[] wGate = tensors.apply(at + "ffn_gate.weight");
            double[] wUp = tensors.apply(at + "ffn_up.weight");
            double[] wDown = tensors.apply(at + "ffn_down.weight");
            for (int t = 0; t < x.length; t++) {
                double[] normed = rmsNorm(x[t], norm);
                double[] gate = product(wGate, normed);
                double[] up = product(wUp, normed);
                z[l][t] = new double[shape.ffn()];
                for (int j = 0; j < shape.ffn(); j++) {
                    z[l][t][j] = gate[j] / (1 + StrictMath.exp(-gate[j])) * up[j];
                }
                h[l][t] = product(wDown, z[l][t]);
                add(x[t], h[l][t]);
                residual[l][t] = x[t].clone();
            }
        }
        double[] norm = tensors.apply("output_norm.weight");
        double[] output = tensors.apply("output.weight");
        double[][] logits = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            logits[t] = product(output, rmsNorm(x[t], norm));
        }
        return new Trace(z, h, residual, logits);
    }

    private void attention(String at, double[][] x) {
        double[] norm = tensors.apply(at + "attn_norm.weight");
        double[] wQuery = tensors.apply(at + "attn_q.weight");
        double[] wKey = tensors.apply(at + "attn_k.weight");
        double[] wValue = tensors.apply(at + "attn_v.weight");
        double[] wOutput = tensors.apply(at + "attn_output.weight");
        double[][] query = new double[x.length][];
        double[][] key = new double[x.length][];
        double[][] value = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] normed = rmsNorm(x[t], norm);
            query[t] = rotated(product(wQuery, normed), t);
            key[t] = rotated(product(wKey, normed), t);
            value[t] = product(wValue, normed);
        }
        int size = shape.headDim();
        for (int t = 0; t < x.length; t++) {
            double[] attended = new double[shape.heads() * size];
            for (int head = 0; head < shape.heads(); head++) {
                int own = head * size;
                int shared = head * shape.kvHeads() / shape.heads() * size;
                double[] weights = new double[t + 1];
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        weights[s] += query[t][own + i] * key[s][shared + i];
                    }
                    weights[s] /= Math.sqrt(size);
                }
                softmax(weights);
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        attended[own + i] += weights[s] * value[s][shared + i];
                    }
                }
            }
            add(x[t], product(wOutput, attended));
        }
    }

    /// Pairs (2i, 2i + 1) of every head turned by position · frequency.
    private double[] rotated(double[] heads, int position) {
        double[] out = heads.clone();
        for (int head = 0; head < heads.length; head += shape.headDim()) {
            for (int i = 0; i < shape.frequencies().length; i++) {
                double angle = position * shape.frequencies()[i];
                double cos = StrictMath.cos(angle) * shape.magnitude();
                double sin = StrictMath.sin(angle) * shape.magnitude();
                double a = heads[head + 2 * i];
                double b = heads[head + 2 * i + 1];
                out[head + 2 * i] = a * cos - b * sin;
                out[head + 2 * i + 1] = a * sin + b * cos;
            }
        }
        return out;
    }

    private double[] rmsNorm(double[] x, double[] weight) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double rms = Math.sqrt(squares / x.length + shape.epsilon());
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] / rms * weight[i];
        }
        return y;
    }

    private double[] product(double[] w, double[] input) {
        double[] x = rounding.apply(input);
        double[] y = new double[w.length / x.length];
        for (int r = 0; r < y.length; r++) {
            for (int c = 0; c < x.length; c++) {
                y[r] += w[r * x.length + c] * x[c];
            }
        }
        return y;
    }

    private static void softmax(double[] values) {
        double max = Arrays.stream(values).max().orElseThrow();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.exp(values[i] - max);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
    }

    private static void add(double[] x, double[] more) {
        for (int i = 0; i < x.length; i++) {
            x[i] += more[i];
        }
    }
}
