package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A trained detector of wrong answers: θ·x + b over the contributions x of an answer's tokens. The
/// H-neurons are those with θ > 0; the others' weights count in the score all the same.
///
/// @param weights θ, columns as `neurons` lays them out
/// @param intercept b
/// @param threshold score from which an answer counts as wrong, chosen on validation
/// @param C inverse strength of the L1 penalty
/// @param position which position of the forward pass speaks for a token
/// @param neurons layers and neurons of the model, and their columns
/// @param scale what a score means, learnt on validation
/// @param from where it comes from
public record Probe(
        SparseWeights weights,
        double intercept,
        double threshold,
        double C,
        Position position,
        NeuronColumns neurons,
        RiskScale scale,
        Provenance from) {
    public Probe {
        require(Double.isFinite(intercept), "intercept", intercept, "a finite number");
        require(Double.isFinite(threshold), "threshold", threshold, "a finite number");
        require(C > 0 && Double.isFinite(C), "C", C, "a number above 0");
        int size = weights.size();
        int last = size == 0 ? 0 : weights.column(size - 1);
        require(last < neurons.count(), "column", last, "below " + neurons.count());
    }

    private static void require(boolean holds, String what, double found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "probe: " + what + " is " + found + ", expected " + expected);
        }
    }

    /// The neurons with a positive weight.
    public NeuronSet hNeurons() {
        return positive(weights, neurons);
    }

    /// The neurons with any weight.
    public NeuronSet weighted() {
        return weighted(weights, neurons);
    }

    static NeuronSet positive(SparseWeights weights, NeuronColumns neurons) {
        List<NeuronId> found = new ArrayList<>();
        for (int k = 0; k < weights.size(); k++) {
            if (weights.value(k) > 0) {
                found.add(neurons.neuron(weights.column(k)));
            }
        }
        return NeuronSet.of(found);
    }

    static NeuronSet weighted(SparseWeights weights, NeuronColumns neurons) {
        return NeuronSet.of(Arrays.stream(weights.columns()).mapToObj(neurons::neuron).toList());
    }

    /// The weight of a neuron, 0 if it has none.
    public double weightOf(NeuronId neuron) {
        return weights.weightOf(neurons.column(neuron));
    }

    public LinearScore linear() {
        return new LinearScore(weights, intercept);
    }

    /// θ·x + b.
    ///
    /// @param contributions of one answer, shape [layers · ffn]
    public double score(float[] contributions) {
        if (contributions.length != neurons.count()) {
            throw new IllegalArgumentException(
                    contributions.length + " contributions, expected " + neurons.count());
        }
        return weights.dot(contributions) + intercept;
    }

    /// θ·x + b for one row of a contribution matrix.
    public double score(FloatMatrix matrix, int row) {
        return linear().of(matrix, row);
    }

    /// Whether an answer of this score counts as wrong.
    public boolean isWrong(double score) {
        return score >= threshold;
    }

    /// The probability that an answer of this score is wrong, among answers of which as many are as
    /// were in validation ([RiskScale#prior()]).
    public double risk(double score) {
        return scale.risk(score);
    }

    /// The same among answers of which `shareWrong` are wrong.
    ///
    /// @param shareWrong between 0 and 1, both excluded
    public double risk(double score, double shareWrong) {
        return scale.risk(score, shareWrong);
    }

    /// The same probe with another threshold.
    public Probe withThreshold(double other) {
        return new Probe(weights, intercept, other, C, position, neurons, scale, from);
    }

    /// The model it was made on.
    public ModelBinding binding() {
        return new ModelBinding("the probe", neurons, from.modelName(), from.modelSha256());
    }
}
