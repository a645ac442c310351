package dev.candor.lab.dial;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of a run, as its log and its result keep it.
///
/// @param name of the set
/// @param kind where it comes from
/// @param neurons `layer/index`, ascending
/// @param loudness null if not measured, as of a run without controls
public record DrawnSet(
        String name, DialSet.Kind kind, List<String> neurons, @Nullable SetLoudness loudness) {
    public DrawnSet {
        neurons = List.copyOf(neurons);
    }

    public static DrawnSet of(DialSet set, @Nullable SetLoudness loudness) {
        return new DrawnSet(
                set.name(),
                set.kind(),
                set.neurons().asList().stream().map(NeuronId::toString).toList(),
                loudness);
    }

    /// The set itself.
    public DialSet set() {
        return new DialSet(
                name,
                kind,
                NeuronSet.of(
                        neurons.stream()
                                .map(neuron -> neuron.split("/", 2))
                                .map(parts ->
                                        new NeuronId(
                                                Integer.parseInt(parts[0]),
                                                Integer.parseInt(parts[1])))
                                .toList()));
    }
}
