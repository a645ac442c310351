package dev.candor.app.export;

import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is done to which neurons, and the file that says so.
///
/// @param kind `dial` or `probe`
/// @param place of the file, for messages
/// @param sha256 of the file
/// @param binding the model it was made on
/// @param alpha one factor for all, null where the file has one for each or none was named
/// @param neurons neuron → factor; without one, 1
public record Dialling(
        String kind,
        String place,
        String sha256,
        ModelBinding binding,
        @Nullable Double alpha,
        SortedMap<NeuronId, Double> neurons) {
    public Dialling {
        neurons = Collections.unmodifiableSortedMap(new TreeMap<>(neurons));
    }

    /// The H-neurons of a probe.
    ///
    /// @param alpha factor on all of them, null for none yet
    public static Dialling ofProbe(Path file, String place, @Nullable Double alpha)
            throws IOException {
        Probe probe = ProbeFile.read(file);
        SortedMap<NeuronId, Double> neurons = new TreeMap<>();
        for (NeuronId neuron : probe.hNeurons()) {
            neurons.put(neuron, alpha == null ? 1 : alpha);
        }
        return new Dialling("probe", place, Sha256.of(file), probe.binding(), alpha, neurons);
    }

    /// A dial as it stands.
    public static Dialling ofDial(Path file) throws IOException {
        Dial dial = DialFile.read(file);
        return new Dialling(
                "dial", file.toString(), Sha256.of(file), dial.binding(), null, dial.alphas());
    }

    /// Whether there are factors, so that an adapter's strength is 1: the dial; or none yet, so
    /// that its strength is α − 1.
    public boolean hasFactors() {
        return kind.equals("dial") || alpha != null;
    }

    /// Weight of each neuron in an adapter.
    public SortedMap<NeuronId, Double> adapterWeights() {
        SortedMap<NeuronId, Double> weights = new TreeMap<>();
        neurons.forEach((neuron, factor) -> weights.put(neuron, hasFactors() ? factor - 1 : 1));
        return weights;
    }

    /// The same as an argument of the forward pass.
    public Gains gains() {
        return Dial.gains(neurons);
    }

    /// The same with every factor off by a thousandth: what that changes is rounding, by and large.
    Gains nudged() {
        SortedMap<NeuronId, Double> nudged = new TreeMap<>();
        neurons.forEach(
                (neuron, factor) -> nudged.put(neuron, factor + 1e-3 * (factor > 0 ? factor : 1)));
        return Dial.gains(nudged);
    }
}
