package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.store.FileFields;
import dev.candor.lab.store.MalformedFileException;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `probe.json`, documented in `docs/formats/probe-json.md`.
public final class ProbeFile {
    public static final String FORMAT = "candor-probe/2";

    private ProbeFile() {}

    /// Writes the probe; a reader sees the old file or the whole new one.
    public static void write(Probe probe, Path file) throws IOException {
        WholeFile.write(file, toJson(probe));
    }

    /// The probe as JSON: the same probe gives the same text.
    public static String toJson(Probe probe) {
        ObjectNode root = FileFields.empty();
        root.put("format", FORMAT);
        Provenance from = probe.from();
        ObjectNode model = root.putObject("model");
        model.put("name", from.modelName());
        model.put("sha256", from.modelSha256());
        model.put("layers", probe.neurons().layers());
        model.put("ffn", probe.neurons().ffn());
        root.put("position", probe.position().label());
        root.put("C", probe.C());
        root.put("intercept", probe.intercept());
        root.put("threshold", probe.threshold());
        ScaleJson.write(probe.scale(), root.putObject("calibration"));
        ArrayNode weights = root.putArray("weights");
        for (int k = 0; k < probe.weights().size(); k++) {
            NeuronId neuron = probe.neurons().neuron(probe.weights().column(k));
            ObjectNode weight = weights.addObject();
            weight.put("layer", neuron.layer());
            weight.put("index", neuron.index());
            weight.put("weight", probe.weights().value(k));
        }
        ProvenanceJson.write(from, root.putObject("provenance"));
        return FileFields.text(root);
    }

    /// Reads a probe.
    ///
    /// @throws MalformedFileException naming file, place, found and expected
    public static Probe read(Path file) throws IOException {
        FileFields fields = FileFields.read(file, FORMAT);
        FileFields model = fields.object("model");
        int layers = model.integer("layers", 1, 1 << 20);
        int ffn = model.integer("ffn", 1, Integer.MAX_VALUE / layers);
        NeuronColumns neurons = new NeuronColumns(layers, ffn);
        return new Probe(
                weights(fields, neurons),
                fields.number("intercept"),
                fields.number("threshold"),
                fields.positive("C"),
                position(fields),
                neurons,
                ScaleJson.read(fields.object("calibration")),
                ProvenanceJson.read(model, fields.object("provenance")));
    }

    private static Position position(FileFields fields) {
        String label = fields.string("position");
        for (Position position : Position.values()) {
            if (position.label().equals(label)) {
                return position;
            }
        }
        throw FileFields.refuse(
                fields.file(),
                "position",
                fields.object().path("position"),
                "\"input\" or \"emit\"");
    }

    private static SparseWeights weights(FileFields fields, NeuronColumns neurons) {
        List<FileFields> listed = fields.objects("weights");
        int[] columns = new int[listed.size()];
        double[] values = new double[listed.size()];
        for (int k = 0; k < columns.length; k++) {
            FileFields weight = listed.get(k);
            int layer = weight.integer("layer", 0, neurons.layers() - 1);
            int index = weight.integer("index", 0, neurons.ffn() - 1);
            columns[k] = neurons.column(new NeuronId(layer, index));
            values[k] = weight.number("weight");
            if (values[k] == 0) {
                throw FileFields.refuse(
                        fields.file(),
                        weight.place() + ".weight",
                        weight.object().path("weight"),
                        "a number other than 0");
            }
            if (k > 0 && columns[k] <= columns[k - 1]) {
                throw FileFields.refuse(
                        fields.file(),
                        weight.place(),
                        weight.object(),
                        "a neuron after " + neurons.neuron(columns[k - 1]));
            }
        }
        return new SparseWeights(columns, values);
    }
}
