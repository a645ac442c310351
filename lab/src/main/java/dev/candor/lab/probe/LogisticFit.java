package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;

/// A minimum of `Σ w_i·log(1 + exp(−y_i(θ·x_i + b))) + (1/C)·‖θ‖₁`.
///
/// @param weights θ
/// @param intercept b
/// @param objective the minimum found; it includes (1/C)·|b| if the intercept was penalised
/// @param dualityGap objective less a lower bound of the true minimum, over all columns; ≥ 0
/// @param iterations Newton steps taken for this C
/// @param converged whether the gap is within the tolerance asked for
/// @param C inverse strength of the penalty
public record LogisticFit(
        SparseWeights weights,
        double intercept,
        double objective,
        double dualityGap,
        int iterations,
        boolean converged,
        double C) {
    /// θ·x + b.
    public LinearScore score() {
        return new LinearScore(weights, intercept);
    }

    /// The neurons with a positive weight.
    public NeuronSet hNeurons(NeuronColumns neurons) {
        return Probe.positive(weights, neurons);
    }

    /// The duality gap as a share of the objective.
    public double relativeGap() {
        return dualityGap / objective;
    }
}
