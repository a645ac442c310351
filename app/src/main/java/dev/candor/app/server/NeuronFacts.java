package dev.candor.app.server;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.store.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run found of single neurons.
///
/// @param aurocs of each neuron's contribution alone
public record NeuronFacts(Map<NeuronId, Double> aurocs) {
    /// Of a probe that came without its run.
    public static final NeuronFacts NONE = new NeuronFacts(Map.of());

    public NeuronFacts {
        aurocs = Map.copyOf(aurocs);
    }

    /// Reads a run's `neurons.json`.
    ///
    /// @throws MalformedFileException if it says something else
    public static NeuronFacts read(Path file) throws IOException {
        Map<NeuronId, Double> aurocs = new TreeMap<>();
        JsonNode root;
        try {
            root = new JsonMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new MalformedFileException(
                    file, "file", "is not JSON, expected a list of neurons");
        }
        for (JsonNode each : root) {
            JsonNode auroc = each.path("firing").path("auroc");
            JsonNode layer = each.path("layer");
            JsonNode index = each.path("index");
            boolean named = layer.asInt(-1) >= 0 && index.asInt(-1) >= 0;
            if (named && auroc.isNumber()) {
                aurocs.put(new NeuronId(layer.intValue(), index.intValue()), auroc.doubleValue());
            }
        }
        return new NeuronFacts(aurocs);
    }

    @Nullable Double auroc(NeuronId neuron) {
        return aurocs.get(neuron);
    }
}
