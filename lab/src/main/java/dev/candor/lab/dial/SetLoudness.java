package dev.candor.lab.dial;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import org.jspecify.annotations.Nullable;

/// How loud a set of neurons is, so that *matched* can be seen and not only said.
///
/// @param contribution Σ of the mean contributions (CETT) of its neurons, on the texts of the run
/// @param ratio the same over that of the H-neurons, 1 for these
public record SetLoudness(double contribution, double ratio) {
    /// @param hNeurons that the set is held against
    /// @param means mean contribution of every neuron, shape [layers · ffn]
    /// @return null where the H-neurons are silent, and there is nothing to be as loud as
    public static @Nullable SetLoudness of(
            NeuronSet set, NeuronSet hNeurons, NeuronColumns neurons, float[] means) {
        double own = sum(set, neurons, means);
        double theirs = sum(hNeurons, neurons, means);
        return theirs > 0 ? new SetLoudness(own, own / theirs) : null;
    }

    private static double sum(NeuronSet set, NeuronColumns neurons, float[] means) {
        double sum = 0;
        for (NeuronId neuron : set.asList()) {
            sum += means[neurons.column(neuron)];
        }
        return sum;
    }
}
