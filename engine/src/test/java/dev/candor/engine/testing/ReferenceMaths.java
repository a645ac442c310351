package dev.candor.engine.testing;

import java.util.Arrays;

/// The functions of [ReferenceModel], from their definitions.
final class ReferenceMaths {
    private ReferenceMaths() {}

    static double[] rmsNorm(double[] x, double[] weight, double epsilon) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double rms = Math.sqrt(squares / x.length + epsilon);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] / rms * weight[i];
        }
        return y;
    }

    static double[] layerNorm(double[] x, double[] weight, double[] bias, double epsilon) {
        double mean = Arrays.stream(x).sum() / x.length;
        double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length;
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + epsilon) * weight[i] + bias[i];
        }
        return y;
    }

    static double silu(double x) {
        return x / (1 + StrictMath.exp(-x));
    }

    static double gelu(double x) {
        double inner = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
        return x / 2 * (1 + StrictMath.tanh(inner));
    }

    /// @param cap infinite for none
    static double capped(double x, double cap) {
        return Double.isInfinite(cap) ? x : cap * StrictMath.tanh(x / cap);
    }

    /// W · x.
    static double[] product(double[] w, double[] x) {
        double[] y = new double[w.length / x.length];
        for (int r = 0; r < y.length; r++) {
            for (int c = 0; c < x.length; c++) {
                y[r] += w[r * x.length + c] * x[c];
            }
        }
        return y;
    }

    static void softmax(double[] values) {
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

    static void add(double[] to, double[] more) {
        for (int i = 0; i < to.length; i++) {
            to[i] += more[i];
        }
    }
}
