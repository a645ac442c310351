package dev.candor.lab.dial;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.ProvenanceJson;
import dev.candor.lab.store.FileFields;
import dev.candor.lab.store.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `dial.json`, documented in `docs/formats/dial-json.md`.
public final class DialFile {
    public static final String FORMAT = "candor-dial/1";

    private DialFile() {}

    /// The dial as JSON: the same dial gives the same text.
    public static String toJson(Dial dial) {
        ObjectNode root = FileFields.empty();
        root.put("format", FORMAT);
        ObjectNode model = root.putObject("model");
        model.put("name", dial.from().modelName());
        model.put("sha256", dial.from().modelSha256());
        model.put("layers", dial.neurons().layers());
        model.put("ffn", dial.neurons().ffn());
        root.putObject("probe").put("sha256", dial.probeSha256());
        ArrayNode neurons = root.putArray("neurons");
        dial.alphas()
                .forEach((neuron, alpha) ->
                        neurons.addObject()
                                .put("layer", neuron.layer())
                                .put("index", neuron.index())
                                .put("alpha", alpha));
        ProvenanceJson.write(dial.from(), root.putObject("provenance"));
        return FileFields.text(root);
    }

    /// Reads a dial.
    ///
    /// @throws MalformedFileException naming file, place, found and expected
    public static Dial read(Path file) throws IOException {
        FileFields fields = FileFields.read(file, FORMAT);
        FileFields model = fields.object("model");
        int layers = model.integer("layers", 1, 1 << 20);
        int ffn = model.integer("ffn", 1, Integer.MAX_VALUE / layers);
        NeuronColumns neurons = new NeuronColumns(layers, ffn);
        return new Dial(
                neurons,
                alphas(fields, neurons),
                fields.object("probe").sha256("sha256"),
                ProvenanceJson.read(model, fields.object("provenance")));
    }

    private static SortedMap<NeuronId, Double> alphas(FileFields fields, NeuronColumns neurons) {
        SortedMap<NeuronId, Double> alphas = new TreeMap<>();
        for (FileFields entry : fields.objects("neurons")) {
            NeuronId neuron =
                    new NeuronId(
                            entry.integer("layer", 0, neurons.layers() - 1),
                            entry.integer("index", 0, neurons.ffn() - 1));
            double alpha = entry.number("alpha");
            if (alpha < 0 || alpha > Dial.MOST) {
                throw FileFields.refuse(
                        fields.file(),
                        entry.place() + ".alpha",
                        entry.object().path("alpha"),
                        "a factor from 0 to 1000");
            }
            if (alphas.put(neuron, alpha) != null) {
                throw FileFields.refuse(
                        fields.file(),
                        entry.place(),
                        entry.object(),
                        "neuron " + neuron + " once only");
            }
        }
        if (alphas.isEmpty()) {
            throw FileFields.refuse(
                    fields.file(), "neurons", fields.object().path("neurons"), "at least one");
        }
        return alphas;
    }
}
