package dev.candor.bench;

import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SparseWeights;
import java.util.Map;
import java.util.SplittableRandom;

/// A probe of one neuron in a thousand, drawn from a fixed seed: it costs what a trained one of
/// this size costs, and tells nothing.
final class RandomProbe {
    private static final int ONE_IN = 1_000;
    private static final long SEED = 1;

    private RandomProbe() {}

    /// For a model nobody asks after.
    static Probe of(NeuronColumns neurons) {
        return of(neurons, "0".repeat(64));
    }

    /// @param modelSha256 of the file it will be used with
    static Probe of(NeuronColumns neurons, String modelSha256) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] columns =
                random.ints(0, neurons.count())
                        .distinct()
                        .limit(Math.max(1, neurons.count() / ONE_IN))
                        .sorted()
                        .toArray();
        // Above 0, so that each is an H-neuron and the dial turns it.
        double[] weights = random.doubles(columns.length, 0.5, 1.5).toArray();
        return new Probe(
                new SparseWeights(columns, weights),
                0,
                0,
                1,
                Position.INPUT,
                neurons,
                RiskScale.unfitted(),
                new Provenance("any", modelSha256, Map.of(), SEED, "any", "any", Map.of()));
    }
}
