package dev.candor.lab.origin;

import dev.candor.engine.kernel.Workers;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.LinearScore;
import dev.candor.lab.probe.SparseWeights;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Every neuron of one model and its partner in another of the same shape, one to one within each
/// layer: the assignment with the greatest sum of correlations of contributions at the same tokens.
///
/// @param neurons of either model
/// @param to partner of each neuron, as columns, shape [layers · ffn]
/// @param correlation of each neuron with its partner at tokens that the assignment has not seen
/// @param scale standard deviation of each neuron over that of its partner, 0 where that is 0
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, handed on once
public record Alignment(NeuronColumns neurons, int[] to, double[] correlation, double[] scale) {

    /// One model at two sets of tokens.
    ///
    /// @param matched the assignment is made on
    /// @param held the correlations are measured on
    public record Read(NeuronActivity matched, NeuronActivity held) {}

    /// @param done told how many layers are done
    public static Alignment of(Read a, Read b, Workers workers, IntConsumer done) {
        NeuronColumns neurons = a.matched.neurons();
        int ffn = neurons.ffn();
        int[] to = new int[neurons.count()];
        double[] correlation = new double[neurons.count()];
        double[] scale = new double[neurons.count()];
        for (int layer = 0; layer < neurons.layers(); layer++) {
            int[] partner = Assignment.best(correlations(a.matched, b.matched, layer, workers));
            float[] one = a.held.standardised(layer);
            float[] other = b.held.standardised(layer);
            double[] own = a.matched.deviations(layer);
            double[] others = b.matched.deviations(layer);
            for (int j = 0; j < ffn; j++) {
                int at = layer * ffn + j;
                to[at] = layer * ffn + partner[j];
                scale[at] = others[partner[j]] == 0 ? 0 : own[j] / others[partner[j]];
                for (int t = 0; t < a.held.tokens(); t++) {
                    correlation[at] += (double) one[t * ffn + j] * other[t * ffn + partner[j]];
                }
            }
            done.accept(layer + 1);
        }
        return new Alignment(neurons, to, correlation, scale);
    }

    /// Of each neuron of `a` with each of `b`, shape [ffn][ffn].
    private static float[][] correlations(
            NeuronActivity a, NeuronActivity b, int layer, Workers workers) {
        int ffn = a.neurons().ffn();
        float[] one = a.standardised(layer);
        float[] other = b.standardised(layer);
        float[][] correlations = new float[ffn][ffn];
        workers.run(
                ffn,
                (i, thread) -> {
                    float[] row = correlations[i];
                    for (int t = 0; t < a.tokens(); t++) {
                        float factor = one[t * ffn + i];
                        int from = t * ffn;
                        for (int j = 0; j < ffn; j++) {
                            row[j] += factor * other[from + j];
                        }
                    }
                });
        return correlations;
    }

    /// The way back, from the other model to this one.
    public Alignment inverse() {
        int[] from = new int[to.length];
        double[] correlations = new double[to.length];
        double[] scales = new double[to.length];
        for (int j = 0; j < to.length; j++) {
            from[to[j]] = j;
            correlations[to[j]] = correlation[j];
            scales[to[j]] = scale[j] == 0 ? 0 : 1 / scale[j];
        }
        return new Alignment(neurons, from, correlations, scales);
    }

    /// A score with each weight on the partner of its neuron.
    public LinearScore carry(LinearScore score) {
        return carry(score, to, null);
    }

    /// The same with each weight times [#scale], so that a neuron counts by how far it is from its
    /// mean in its own deviations.
    public LinearScore carryScaled(LinearScore score) {
        return carry(score, to, scale);
    }

    /// A score with each weight on a random neuron of the same layer, one to one.
    public static LinearScore carryAtRandom(LinearScore score, NeuronColumns neurons, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] to = new int[neurons.count()];
        for (int layer = 0; layer < neurons.layers(); layer++) {
            int first = layer * neurons.ffn();
            for (int j = 0; j < neurons.ffn(); j++) {
                int other = random.nextInt(j + 1);
                to[first + j] = to[first + other];
                to[first + other] = first + j;
            }
        }
        return carry(score, to, null);
    }

    private static LinearScore carry(LinearScore score, int[] to, double @Nullable [] scale) {
        double[] dense = new double[to.length];
        for (int k = 0; k < score.weights().size(); k++) {
            int column = score.weights().column(k);
            dense[to[column]] = score.weights().value(k) * (scale == null ? 1 : scale[column]);
        }
        return new LinearScore(SparseWeights.of(dense), score.intercept());
    }
}
