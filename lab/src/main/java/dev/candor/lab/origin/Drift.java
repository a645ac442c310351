package dev.candor.lab.origin;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.Quantiles;
import dev.candor.lab.statistics.RankSum;
import dev.candor.lab.statistics.Ranks;
import dev.candor.lab.statistics.TTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// Whether tuning turned the H-neurons' weights less than those of the other neurons.
///
/// A neuron's *rank share* is the share of all neurons that turned at least as far as it did: 1 for
/// the least changed neuron of the model, 1/n for the most changed, (n + 1)/2n on average.
///
/// @param neurons of the model
/// @param zeroUp rows of wUp that are all zeros in one of the models at least
/// @param zeroDown columns of wDown that are so
/// @param both mean of the two z-scores: what the paper ranks
/// @param up `1 − cos` of wUp's rows alone
/// @param down `1 − cos` of wDown's columns alone
/// @param layers in order
/// @param hNeurons heaviest first
/// @param tenths H-neurons by rank share in ten equal parts, the most changed first
/// @param all z-scores of all neurons, at the shares [#SHARES]
/// @param own z-scores of the H-neurons, at the same shares
public record Drift(
        int neurons,
        int zeroUp,
        int zeroDown,
        Comparison both,
        Comparison up,
        Comparison down,
        List<Layer> layers,
        List<Neuron> hNeurons,
        List<Integer> tenths,
        List<Double> all,
        List<Double> own) {
    /// Where the distributions are cut.
    public static final List<Double> SHARES = List.of(0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0);

    /// H-neurons against all others.
    ///
    /// @param hNeurons mean of the H-neurons
    /// @param others mean of the others
    /// @param meanRank mean rank share of the H-neurons
    /// @param t one-sided: H-neurons turned less
    /// @param rankSum one-sided: H-neurons turned less
    /// @param withinLayers the same, each neuron compared with those of its own layer only
    public record Comparison(
            double hNeurons,
            double others,
            Mean meanRank,
            TTest t,
            RankSum rankSum,
            RankSum withinLayers) {}

    /// One layer by itself.
    ///
    /// @param layer from 0
    /// @param hNeurons H-neurons in it
    /// @param up mean `1 − cos` of all its rows
    /// @param down mean `1 − cos` of all its columns
    /// @param meanRank mean rank share of its H-neurons among its own neurons, NaN without any
    /// @param t of its H-neurons against its other neurons, one-sided
    /// @param rankSum of the same
    public record Layer(
            int layer,
            int hNeurons,
            double up,
            double down,
            double meanRank,
            TTest t,
            RankSum rankSum) {}

    /// One H-neuron.
    ///
    /// @param neuron `layer/index`
    /// @param weight in the probe
    /// @param up `1 − cos` of its row
    /// @param down `1 − cos` of its column
    /// @param z mean of its two z-scores
    /// @param rank rank share among all neurons
    /// @param rankInLayer rank share within its layer
    public record Neuron(
            String neuron,
            double weight,
            double up,
            double down,
            double z,
            double rank,
            double rankInLayer) {}

    public Drift {
        layers = List.copyOf(layers);
        hNeurons = List.copyOf(hNeurons);
        tenths = List.copyOf(tenths);
        all = List.copyOf(all);
        own = List.copyOf(own);
    }

    /// @param probe of the same shape, with an H-neuron at least
    /// @param seed of resamples of the H-neurons
    public static Drift of(WeightDrift weights, Probe probe, long seed) {
        NeuronColumns neurons = weights.neurons();
        NeuronSet set = probe.hNeurons();
        double[] z = mean(zScores(weights.up()), zScores(weights.down()));
        boolean[] chosen = new boolean[z.length];
        set.forEach(neuron -> chosen[neurons.column(neuron)] = true);
        double[] ranks = rankShares(z);
        return new Drift(
                neurons.count(),
                weights.zeroUp(),
                weights.zeroDown(),
                comparison(z, chosen, neurons, seed),
                comparison(weights.up(), chosen, neurons, seed),
                comparison(weights.down(), chosen, neurons, seed),
                layers(weights, z, set),
                neurons(weights, z, ranks, probe),
                tenths(ranks, chosen),
                quantiles(z),
                quantiles(pick(z, chosen, true)));
    }

    /// Standardised over all values; zeros where none differs from another.
    static double[] zScores(double[] values) {
        double mean = DoubleStream.of(values).average().orElse(0);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / values.length);
        double[] scores = new double[values.length];
        for (int i = 0; i < scores.length && deviation > 0; i++) {
            scores[i] = (values[i] - mean) / deviation;
        }
        return scores;
    }

    private static double[] mean(double[] some, double[] others) {
        double[] mean = new double[some.length];
        Arrays.setAll(mean, i -> (some[i] + others[i]) / 2);
        return mean;
    }

    /// Share of the values that are at least as large; of ties the mean.
    static double[] rankShares(double[] values) {
        double[] negative = new double[values.length];
        Arrays.setAll(negative, i -> 0.0 - values[i]);
        double[] ranks = Ranks.of(negative);
        Arrays.setAll(ranks, i -> ranks[i] / values.length);
        return ranks;
    }

    private static Comparison comparison(
            double[] values, boolean[] chosen, NeuronColumns neurons, long seed) {
        double[] own = pick(values, chosen, true);
        double[] others = pick(values, chosen, false);
        double[] once = new double[own.length];
        Arrays.fill(once, 1);
        int[] layer = new int[values.length];
        Arrays.setAll(layer, i -> i / neurons.ffn());
        return new Comparison(
                average(own),
                average(others),
                Mean.of(pick(rankShares(values), chosen, true), once, seed),
                TTest.less(own, others),
                RankSum.less(values, chosen),
                RankSum.less(values, chosen, layer));
    }

    private static List<Layer> layers(WeightDrift weights, double[] z, NeuronSet set) {
        int ffn = weights.neurons().ffn();
        List<Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < weights.neurons().layers(); layer++) {
            int from = layer * ffn;
            double[] own = Arrays.copyOfRange(z, from, from + ffn);
            boolean[] chosen = new boolean[ffn];
            for (int index : set.indices(layer)) {
                chosen[index] = true;
            }
            layers.add(
                    new Layer(
                            layer,
                            set.indices(layer).length,
                            average(Arrays.copyOfRange(weights.up(), from, from + ffn)),
                            average(Arrays.copyOfRange(weights.down(), from, from + ffn)),
                            average(pick(rankShares(own), chosen, true)),
                            TTest.less(pick(own, chosen, true), pick(own, chosen, false)),
                            RankSum.less(own, chosen)));
        }
        return layers;
    }

    private static List<Neuron> neurons(
            WeightDrift weights, double[] z, double[] ranks, Probe probe) {
        NeuronColumns neurons = weights.neurons();
        List<Neuron> list = new ArrayList<>();
        for (NeuronId id : probe.hNeurons()) {
            int at = neurons.column(id);
            int from = id.layer() * neurons.ffn();
            double[] layer = rankShares(Arrays.copyOfRange(z, from, from + neurons.ffn()));
            list.add(
                    new Neuron(
                            id.toString(),
                            probe.weightOf(id),
                            weights.up()[at],
                            weights.down()[at],
                            z[at],
                            ranks[at],
                            layer[id.index()]));
        }
        list.sort((one, other) -> Double.compare(other.weight, one.weight));
        return list;
    }

    private static List<Integer> tenths(double[] ranks, boolean[] chosen) {
        Integer[] counts = new Integer[10];
        Arrays.fill(counts, 0);
        for (double rank : pick(ranks, chosen, true)) {
            counts[Math.min(9, Math.max(0, (int) Math.ceil(10 * rank - 1e-9) - 1))]++;
        }
        return List.of(counts);
    }

    private static List<Double> quantiles(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return SHARES.stream().map(share -> Quantiles.of(sorted, share)).toList();
    }

    private static double[] pick(double[] values, boolean[] chosen, boolean wanted) {
        double[] picked = new double[values.length];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (chosen[i] == wanted) {
                picked[size++] = values[i];
            }
        }
        return Arrays.copyOf(picked, size);
    }

    private static double average(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }
}
