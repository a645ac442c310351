package dev.candor.app.server;

import dev.candor.engine.neuron.NeuronId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The `candor` object of a request.
///
/// @param alpha factor on the H-neurons; null for the server's own setting
/// @param watched whether risk is computed
/// @param neurons how many to name for each token
/// @param alphas neurons with a factor of their own
record DialFields(
        @Nullable Float alpha, boolean watched, int neurons, Map<NeuronId, Float> alphas) {
    private static final double MOST_ALPHA = 3;
    private static final int MOST_NEURONS = 1_000;
    private static final int NAMED = 3;
    private static final DialFields NONE = new DialFields(null, true, 0, Map.of());

    /// Whether it turns any neuron.
    boolean turns() {
        return alpha != null || !alphas.isEmpty();
    }

    static DialFields of(@Nullable Fields candor) {
        if (candor == null) {
            return NONE;
        }
        Float alpha = candor.has("alpha") ? (float) candor.number("alpha", 0, MOST_ALPHA, 1) : null;
        JsonNode watch = candor.raw("watch");
        boolean named = watch != null && watch.isString() && watch.stringValue().equals("neurons");
        if (watch != null && !watch.isBoolean() && !named) {
            throw candor.refused("watch", "true, false or \"neurons\"");
        }
        boolean watched = watch == null || named || watch.booleanValue();
        Map<NeuronId, Float> alphas = new TreeMap<>();
        List<Fields> neurons = candor.list("neurons", MOST_NEURONS);
        for (Fields each : neurons == null ? List.<Fields>of() : neurons) {
            for (String name : List.of("layer", "index", "alpha")) {
                if (!each.has(name)) {
                    throw each.refused(name, "layer, index and alpha of a neuron");
                }
            }
            NeuronId neuron =
                    new NeuronId(
                            (int) each.integer("layer", 0, Integer.MAX_VALUE, 0),
                            (int) each.integer("index", 0, Integer.MAX_VALUE, 0));
            alphas.put(neuron, (float) each.number("alpha", 0, MOST_ALPHA, 1));
        }
        return new DialFields(alpha, watched, named ? NAMED : 0, alphas);
    }
}
