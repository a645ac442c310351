package dev.candor.lab.origin;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.statistics.Combinations;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Quantiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Whether the H-neurons of two models are each other's partners, and how well partners correlate.
///
/// @param matched H-neurons of A whose partner is an H-neuron of B
/// @param expected as many by chance, if a map is drawn evenly within the layers
/// @param pValue one-sided: chance of at least as many
/// @param expectedAsLoud the mean over 1,000 random maps to neurons about as loud
/// @param pValueAsLoud one-sided: share of such maps with at least as many, this one counted
/// @param correlations of all neurons with their partners: least, 5, 25, 50, 75, 95% and greatest
/// @param mean of them
/// @param ofA H-neurons of A and their partners
/// @param ofB H-neurons of B and theirs
/// @param pairs H-neurons of A one by one, heaviest first
public record Matching(
        int matched,
        double expected,
        double pValue,
        double expectedAsLoud,
        double pValueAsLoud,
        List<Double> correlations,
        double mean,
        Group ofA,
        Group ofB,
        List<Pair> pairs) {
    private static final double[] SHARES = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};

    /// Sets of random neurons that a group's mean is held against.
    private static final int DRAWS = 10_000;

    /// Random maps that matches are held against.
    private static final int MAPS = 1_000;

    /// Sums of the same numbers in another order are as great.
    private static final double ROUNDING = 1e-12;

    /// @param neurons of the group
    /// @param correlations as of all neurons
    /// @param mean of them
    /// @param random middle 95% of the means of random sets of as many neurons of the same layers
    /// @param pValue one-sided: share of such sets whose mean is as great, this one counted
    public record Group(
            int neurons, List<Double> correlations, double mean, Interval random, double pValue) {
        public Group {
            correlations = List.copyOf(correlations);
        }
    }

    /// @param neuron of A, `layer/index`
    /// @param weight in A's probe
    /// @param partner in B
    /// @param partnerWeight in B's probe, 0 if it has none
    /// @param correlation of the two
    public record Pair(
            String neuron,
            double weight,
            String partner,
            double partnerWeight,
            double correlation) {}

    public Matching {
        correlations = List.copyOf(correlations);
        pairs = List.copyOf(pairs);
    }

    /// @param map from A's neurons to B's
    public static Matching of(Alignment map, Probe a, Probe b, long seed) {
        NeuronColumns neurons = map.neurons();
        NeuronSet own = a.hNeurons();
        NeuronSet others = b.hNeurons();
        int matched = matches(map.neurons(), map.to(), own, others);
        int[] asLoud =
                IntStream.range(0, MAPS)
                        .map(draw -> matches(neurons, map.asLoud(seed + draw), own, others))
                        .toArray();
        double[] chance = chance(neurons, own, others);
        double expected = 0;
        double tail = 0;
        for (int k = 0; k < chance.length; k++) {
            expected += k * chance[k];
            tail += k >= matched ? chance[k] : 0;
        }
        return new Matching(
                matched,
                expected,
                Math.min(1, tail),
                Arrays.stream(asLoud).average().orElseThrow(),
                (1.0 + Arrays.stream(asLoud).filter(each -> each >= matched).count()) / (1 + MAPS),
                quantiles(map.correlation()),
                mean(map.correlation()),
                group(map, own, seed),
                group(map.inverse(), others, seed),
                own.asList().stream()
                        .map(neuron -> pair(map, a, b, neuron))
                        .sorted(Comparator.comparingDouble(Pair::weight).reversed())
                        .toList());
    }

    private static int matches(NeuronColumns neurons, int[] to, NeuronSet own, NeuronSet others) {
        int matches = 0;
        for (NeuronId neuron : own) {
            matches += others.contains(neurons.neuron(to[neurons.column(neuron)])) ? 1 : 0;
        }
        return matches;
    }

    private static NeuronId partner(Alignment map, NeuronId neuron) {
        return map.neurons().neuron(map.to()[map.neurons().column(neuron)]);
    }

    private static Pair pair(Alignment map, Probe a, Probe b, NeuronId neuron) {
        NeuronId partner = partner(map, neuron);
        return new Pair(
                neuron.toString(),
                a.weightOf(neuron),
                partner.toString(),
                b.weightOf(partner),
                map.correlation()[map.neurons().column(neuron)]);
    }

    /// Chance of k matches under an even one-to-one map within each layer: hypergeometric in a
    /// layer, and layers add up.
    static double[] chance(NeuronColumns neurons, NeuronSet own, NeuronSet others) {
        double[] all = {1};
        for (int layer : own.layers()) {
            int a = own.indices(layer).length;
            int b = others.indices(layer).length;
            int least = Math.max(0, a + b - neurons.ffn());
            double[] sum = new double[all.length + Math.min(a, b)];
            for (int k = least; k <= Math.min(a, b); k++) {
                double share =
                        Math.exp(
                                Combinations.logChoose(b, k)
                                        + Combinations.logChoose(neurons.ffn() - b, a - k)
                                        - Combinations.logChoose(neurons.ffn(), a));
                for (int i = 0; i < all.length; i++) {
                    sum[i + k] += all[i] * share;
                }
            }
            all = sum;
        }
        return all;
    }

    private static Group group(Alignment map, NeuronSet set, long seed) {
        double[] own =
                set.asList().stream()
                        .mapToDouble(neuron -> map.correlation()[map.neurons().column(neuron)])
                        .toArray();
        double mean = mean(own);
        double[] means = randomMeans(map, set, seed);
        long asGreat = Arrays.stream(means).filter(each -> each >= mean - ROUNDING).count();
        return new Group(
                own.length,
                quantiles(own),
                mean,
                Quantiles.middle95(means),
                (1.0 + asGreat) / (1 + means.length));
    }

    /// Mean correlation of random sets with as many neurons of each layer.
    private static double[] randomMeans(Alignment map, NeuronSet set, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int ffn = map.neurons().ffn();
        double[] means = new double[DRAWS];
        for (int layer : set.layers()) {
            int first = layer * ffn;
            double[] of = Arrays.copyOfRange(map.correlation(), first, first + ffn);
            int wanted = set.indices(layer).length;
            for (int draw = 0; draw < DRAWS; draw++) {
                // What earlier draws left in another order is as even as what they found.
                for (int i = 0; i < wanted; i++) {
                    int j = i + random.nextInt(ffn - i);
                    double drawn = of[j];
                    of[j] = of[i];
                    of[i] = drawn;
                    means[draw] += drawn / set.size();
                }
            }
        }
        return means;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static List<Double> quantiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return DoubleStream.of(SHARES).mapToObj(share -> Quantiles.of(sorted, share)).toList();
    }
}
