package dev.candor.app.server;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.store.FileFields;
import dev.candor.lab.store.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run found of single neurons.
///
/// @param aurocs of each neuron's contribution alone
/// @param effects percentage points by which the model complies more for a unit of α on that neuron
///   alone, mean over the benchmarks of a run of `comply`
public record NeuronFacts(Map<NeuronId, Double> aurocs, Map<NeuronId, Double> effects) {
    private static final String COMPLY = "candor-comply/1";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

    /// Of a probe that came without its run.
    public static final NeuronFacts NONE = new NeuronFacts(Map.of(), Map.of());

    public NeuronFacts {
        aurocs = Map.copyOf(aurocs);
        effects = Map.copyOf(effects);
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
        return new NeuronFacts(aurocs, Map.of());
    }

    /// The same with the effects that `comply --each` measured.
    ///
    /// @param file a `comply.json`
    /// @throws MalformedFileException if it is none, was run without `--each`, or on another model
    public NeuronFacts withEffects(Path file, String modelSha256) throws IOException {
        FileFields root = FileFields.read(file, COMPLY);
        FileFields model = root.object("model");
        if (!model.sha256("sha256").equals(modelSha256)) {
            throw FileFields.refuse(
                    file,
                    "model.sha256",
                    model.object().path("sha256"),
                    "that of the model that is served, " + modelSha256);
        }
        Map<NeuronId, List<Double>> slopes = new TreeMap<>();
        for (FileFields benchmark : root.object("each").objects("benchmarks")) {
            for (FileFields set : benchmark.objects("neurons")) {
                JsonNode slope = set.object("slope").object().path("perAlpha");
                // None where no reply could be judged.
                if (slope.isNumber()) {
                    slopes.computeIfAbsent(neuron(set), each -> new ArrayList<>())
                            .add(slope.doubleValue());
                }
            }
        }
        Map<NeuronId, Double> means = new TreeMap<>();
        slopes.forEach((neuron, each) ->
                means.put(
                        neuron,
                        each.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return new NeuronFacts(aurocs, means);
    }

    private static NeuronId neuron(FileFields set) {
        Matcher name = NAME.matcher(set.string("set"));
        if (!name.matches()) {
            throw FileFields.refuse(
                    set.file(),
                    set.place() + ".set",
                    set.object().path("set"),
                    "layer/index of one neuron");
        }
        return new NeuronId(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
    }

    @Nullable Double auroc(NeuronId neuron) {
        return aurocs.get(neuron);
    }

    @Nullable Double effect(NeuronId neuron) {
        return effects.get(neuron);
    }
}
