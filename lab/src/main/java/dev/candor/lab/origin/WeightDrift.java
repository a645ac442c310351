package dev.candor.lab.origin;

import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.FeedForward;
import dev.candor.engine.model.Model;
import dev.candor.lab.contribution.NeuronColumns;
import java.util.function.IntConsumer;

/// How far every neuron's weights turned from one model to another: `1 − cos` of its row of wUp and
/// of its column of wDown, in double precision. 0 is the same direction, 1 a right angle, 2 the
/// opposite one.
///
/// A vector that is all zeros in both models did not turn; one that is so in only one of them has
/// no direction in common with the other and counts as 1.
///
/// @param up of each neuron, shape [layers · ffn]
/// @param down of each neuron, shape [layers · ffn]
/// @param zeroUp rows that are all zeros in one of the models at least
/// @param zeroDown columns that are so
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, handed on once
public record WeightDrift(
        NeuronColumns neurons, double[] up, double[] down, int zeroUp, int zeroDown) {

    /// Reads both models layer by layer, a row at a time: nothing larger than a row is decoded.
    ///
    /// @param base of the same shape as `instruct`
    /// @param done told how many layers are done
    public static WeightDrift between(
            Model base, Model instruct, Kernels kernels, Workers workers, IntConsumer done) {
        NeuronColumns neurons =
                new NeuronColumns(instruct.config().layers(), instruct.config().ffn());
        double[] up = new double[neurons.count()];
        double[] down = new double[neurons.count()];
        int[] zeroUp = new int[neurons.layers()];
        int[] zeroDown = new int[neurons.layers()];
        Object lock = new Object();
        int[] finished = {0};
        workers.run(
                neurons.layers(),
                (layer, thread) -> {
                    FeedForward before = base.weights().layers().get(layer).feedForward();
                    FeedForward after = instruct.weights().layers().get(layer).feedForward();
                    int at = layer * neurons.ffn();
                    Reading reading = new Reading(kernels);
                    zeroUp[layer] =
                            reading.rows(before.wUp().weight(), after.wUp().weight(), up, at);
                    zeroDown[layer] =
                            reading.columns(
                                    before.wDown().weight(), after.wDown().weight(), down, at);
                    synchronized (lock) {
                        done.accept(++finished[0]);
                    }
                });
        return new WeightDrift(neurons, up, down, sum(zeroUp), sum(zeroDown));
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /// Two matrices of one shape, read beside each other.
    private record Reading(Kernels kernels) {
        /// @return rows that are all zeros in one of the two at least
        int rows(Matrix before, Matrix after, double[] turned, int at) {
            float[] one = new float[before.columns()];
            float[] other = new float[before.columns()];
            int zero = 0;
            for (int r = 0; r < before.rows(); r++) {
                kernels.decode(before, r, 0, one.length, one, 0);
                kernels.decode(after, r, 0, other.length, other, 0);
                double dot = 0;
                double own = 0;
                double others = 0;
                for (int i = 0; i < one.length; i++) {
                    dot += (double) one[i] * other[i];
                    own += (double) one[i] * one[i];
                    others += (double) other[i] * other[i];
                }
                turned[at + r] = turned(dot, own, others);
                zero += own == 0 || others == 0 ? 1 : 0;
            }
            return zero;
        }

        /// @return columns that are all zeros in one of the two at least
        int columns(Matrix before, Matrix after, double[] turned, int at) {
            int columns = before.columns();
            float[] one = new float[columns];
            float[] other = new float[columns];
            double[] dot = new double[columns];
            double[] own = new double[columns];
            double[] others = new double[columns];
            for (int r = 0; r < before.rows(); r++) {
                kernels.decode(before, r, 0, columns, one, 0);
                kernels.decode(after, r, 0, columns, other, 0);
                for (int j = 0; j < columns; j++) {
                    dot[j] += (double) one[j] * other[j];
                    own[j] += (double) one[j] * one[j];
                    others[j] += (double) other[j] * other[j];
                }
            }
            int zero = 0;
            for (int j = 0; j < columns; j++) {
                turned[at + j] = turned(dot[j], own[j], others[j]);
                zero += own[j] == 0 || others[j] == 0 ? 1 : 0;
            }
            return zero;
        }
    }

    /// 1 − cos, exactly 0 for equal vectors.
    ///
    /// @param own squared length of the first vector
    /// @param others squared length of the second
    static double turned(double dot, double own, double others) {
        if (own == 0 || others == 0) {
            return own == others ? 0 : 1;
        }
        // One root of the product, not a product of roots: the root of a square is exact.
        return Math.max(0, 1 - dot / Math.sqrt(own * others));
    }
}
