package dev.candor.app.server;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.guard.monitor.Monitor;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.probe.Probe;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The model behind the server, with what watches and turns it.
///
/// @param name as clients see it
/// @param bundled whether it is the bundled test model
/// @param sha256 of its file
/// @param monitor null without a probe
/// @param alpha factor on the H-neurons where a request names none
/// @param dial that turns neurons where a request names no α; null if there is none
public record ServedModel(
        String name,
        boolean bundled,
        String sha256,
        LoadedModel loaded,
        @Nullable Monitor monitor,
        float alpha,
        @Nullable Dial dial) {
    /// The gains of a request.
    ///
    /// @throws ApiException if it asks for what this model cannot do
    Gains gains(DialFields asked) {
        Float own = asked.alpha();
        Map<NeuronId, Float> factors = new TreeMap<>();
        if (own == null && dial != null) {
            dial.alphas().forEach((neuron, factor) -> factors.put(neuron, factor.floatValue()));
        } else {
            float factor = own == null ? alpha : own;
            hNeurons(factor).forEach(neuron -> factors.put(neuron, factor));
        }
        factors.putAll(asked.alphas());
        Gains gains = Gains.of(factors);
        try {
            gains.requireShape(loaded.model().config().layers(), loaded.model().config().ffn());
        } catch (IllegalArgumentException e) {
            throw ApiException.bad("candor.neurons", "candor.neurons: " + e.getMessage());
        }
        return gains;
    }

    private Iterable<NeuronId> hNeurons(float factor) {
        if (monitor != null) {
            return monitor.probe().hNeurons();
        }
        if (factor != 1) {
            throw ApiException.bad(
                    "candor.alpha",
                    "candor.alpha is %s, but the server has no probe that names the H-neurons"
                            .formatted(factor));
        }
        return java.util.List.of();
    }

    /// The α that a request is answered with, for the answer's fields; 1 under a dial, whose
    /// neurons have each their own.
    float alphaOf(DialFields asked) {
        Float own = asked.alpha();
        return own != null ? own : dial != null ? 1 : alpha;
    }

    @Nullable Probe probe() {
        return monitor == null ? null : monitor.probe();
    }
}
