package dev.candor.lab.report;

import dev.candor.lab.probe.Firing;
import dev.candor.lab.report.Evidence.NeuronDetail;
import java.util.List;

/// How strongly a neuron fires in wrong and in correct answers. Contributions are in ‰.
///
/// @param wrong share of wrong answers in each bin from 0 to `largest`
/// @param correct the same of correct ones
/// @param threshold what separates them, chosen on validation
record FiringChart(List<Double> wrong, List<Double> correct, double largest, double threshold) {
    /// Neurons shown one by one.
    static final int SHOWN = 12;

    static List<FiringChart> of(Evidence evidence) {
        return evidence.neurons().stream()
                .limit(SHOWN)
                .map(NeuronDetail::firing)
                .map(firing ->
                        new FiringChart(
                                shares(firing.wrong()),
                                shares(firing.correct()),
                                1000 * firing.largest(),
                                1000 * firing.threshold()))
                .toList();
    }

    private static List<Double> shares(Firing.Spread spread) {
        return spread.histogram().stream().map(ChartData::rounded).toList();
    }
}
