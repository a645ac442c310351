package dev.candor.lab.dial;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.probe.Provenance;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What neurons are set to: an α each.
///
/// @param neurons shape of the model
/// @param alphas factor on each neuron, from 0 to [#MOST]; at least one
/// @param probeSha256 of the probe whose neurons they are
/// @param from where it comes from
public record Dial(
        NeuronColumns neurons,
        SortedMap<NeuronId, Double> alphas,
        String probeSha256,
        Provenance from) {
    /// Beyond it a factor is a mistake: the paper goes up to 3.
    public static final double MOST = 1_000;

    public Dial {
        if (alphas.isEmpty()) {
            throw new IllegalArgumentException("a dial without neurons turns nothing");
        }
        alphas.keySet().forEach(neurons::column);
        for (double alpha : alphas.values()) {
            if (!(alpha >= 0 && alpha <= MOST)) {
                throw new IllegalArgumentException(
                        "α is " + alpha + ", expected a factor from 0 to 1000");
            }
        }
        alphas = Collections.unmodifiableSortedMap(new TreeMap<>(alphas));
    }

    /// The same as an argument of the forward pass.
    public Gains gains() {
        return gains(alphas);
    }

    /// Factors as an argument of the forward pass.
    public static Gains gains(Map<NeuronId, Double> alphas) {
        Map<NeuronId, Float> factors = new TreeMap<>();
        alphas.forEach((neuron, alpha) -> factors.put(neuron, alpha.floatValue()));
        return Gains.of(factors);
    }

    /// Neurons that it does not leave alone.
    public NeuronSet turned() {
        return NeuronSet.of(
                alphas.entrySet().stream()
                        .filter(entry -> entry.getValue() != 1)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /// The model it was made on.
    public ModelBinding binding() {
        return new ModelBinding("the dial", neurons, from.modelName(), from.modelSha256());
    }
}
