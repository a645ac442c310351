package dev.candor.lab.probe;

import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import java.util.List;
import java.util.Map;

/// A small probe for tests.
final class Probes {
    static final String MODEL = "0a".repeat(32);

    private Probes() {}

    /// Three weights on 2 layers of 5 neurons: 0/1 → 2, 0/4 → −0.5, 1/2 → 0.1.
    static Probe small() {
        return new Probe(
                new SparseWeights(new int[] {1, 4, 7}, new double[] {2, -0.5, 0.1}),
                -0.25,
                0.125,
                0.3,
                Position.EMIT,
                new NeuronColumns(2, 5),
                new RiskScale(
                        new PlattScaling(2, -1, 0.6),
                        new IsotonicCalibration(
                                List.of(
                                        new IsotonicCalibration.Step(-3, 0.2),
                                        new IsotonicCalibration.Step(0.5, 0.9)),
                                0.6),
                        List.of(new RiskScale.Budget(0.1, 0.75), new RiskScale.Budget(0.05, 1.5))),
                new Provenance(
                        "tiny \"model\"",
                        MODEL,
                        Map.of("b.jsonl", "1b".repeat(32), "a.jsonl", "2c".repeat(32)),
                        7,
                        "0.1.0",
                        "25.0.3",
                        Map.of("temperature", "0.5", "samples", "10")));
    }
}
