package dev.candor.lab.origin;

import dev.candor.engine.kernel.Workers;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.LinearScore;
import dev.candor.lab.probe.SparseWeights;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Every neuron of one model and its partner in another of the same shape, one to one within each
/// layer: the assignment with the greatest sum of correlations of contributions at the same tokens.
///
/// @param neurons of either model
/// @param to partner of each neuron, as columns, shape [layers · ffn]
/// @param correlation of each neuron with its partner at tokens that the assignment has not seen
/// @param scale standard deviation of each neuron over that of its partner, 0 where that is 0
/// @param loudness neurons of both from the quietest to the loudest
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, handed on once
public record Alignment(
        NeuronColumns neurons, int[] to, double[] correlation, double[] scale, Loudness loudness) {
    /// Neurons whose places by loudness lie within it count as about as loud.
    private static final int WINDOW = 32;

    /// One model at two sets of tokens.
    ///
    /// @param matched the assignment is made on
    /// @param held the correlations are measured on
    public record Read(NeuronActivity matched, NeuronActivity held) {}

    /// Columns of each layer by mean contribution at the tokens that partners are found on.
    ///
    /// @param own of one model, shape [layers · ffn]
    /// @param others of the other
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    public record Loudness(int[] own, int[] others) {
        private static Loudness of(NeuronActivity own, NeuronActivity others) {
            return new Loudness(order(own), order(others));
        }

        private static int[] order(NeuronActivity activity) {
            double[] loudness = activity.loudness();
            int ffn = activity.neurons().ffn();
            return IntStream.range(0, loudness.length)
                    .boxed()
                    .sorted(
                            Comparator.comparingInt((Integer column) -> column / ffn)
                                    .thenComparingDouble(column -> loudness[column]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /// @param done told how many layers are done
    /// @throws IllegalArgumentException if the two have not read as many tokens
    public static Alignment of(Read a, Read b, Workers workers, IntConsumer done) {
        NeuronColumns neurons = a.matched.neurons();
        if (a.matched.tokens() != b.matched.tokens() || a.held.tokens() != b.held.tokens()) {
            throw new IllegalArgumentException(
                    "%d and %d tokens of one, %d and %d of the other"
                            .formatted(
                                    a.matched.tokens(),
                                    a.held.tokens(),
                                    b.matched.tokens(),
                                    b.held.tokens()));
        }
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
        return new Alignment(neurons, to, correlation, scale, Loudness.of(a.matched, b.matched));
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
        return new Alignment(
                neurons, from, correlations, scales, new Loudness(loudness.others, loudness.own));
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

    /// A score with each weight on a random neuron of the same layer that is about as loud, one to
    /// one.
    public LinearScore carryAsLoud(LinearScore score, long seed) {
        return carry(score, asLoud(seed), null);
    }

    /// A random map that keeps loudness: the neurons of both models stand in its order, and those
    /// of the other are shuffled within windows of it that lie elsewhere in every draw.
    int[] asLoud(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] others = loudness.others.clone();
        int ffn = neurons.ffn();
        for (int first = 0; first < others.length; first += ffn) {
            for (int from = -random.nextInt(WINDOW); from < ffn; from += WINDOW) {
                int low = first + Math.max(0, from);
                int high = first + Math.min(ffn, from + WINDOW);
                for (int j = high - 1; j > low; j--) {
                    int other = low + random.nextInt(j - low + 1);
                    int swap = others[j];
                    others[j] = others[other];
                    others[other] = swap;
                }
            }
        }
        int[] map = new int[others.length];
        for (int j = 0; j < map.length; j++) {
            map[loudness.own[j]] = others[j];
        }
        return map;
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
