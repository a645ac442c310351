package dev.candor.app.export;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.export.Accuracy;
import dev.candor.lab.export.WeightForm;
import dev.candor.lab.store.FileFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an export says of where it comes from: metadata keys in a GGUF file, `candor-export.json`
/// in a folder. Documented in `docs/formats/export.md`.
///
/// @param kind what was written
/// @param form which weights carry the factors
/// @param modelName as the model calls itself
/// @param dialling what was done to which neurons
/// @param accuracy of the stored weights
/// @param version of this toolkit
record ExportNote(
        ExportKind kind,
        WeightForm form,
        String modelName,
        Dialling dialling,
        Accuracy accuracy,
        String version) {
    static final String FORMAT = "candor-export/1";
    static final String FILE = "candor-export.json";
    static final String KEYS = "candor.export.";

    /// Of the model that was edited.
    static final String MODEL_SHA256 = KEYS + "model_sha256";

    /// Whether an adapter of ours has its strength from outside: α − 1. One of others has factors,
    /// for all that is known.
    static boolean lacksFactors(Path adapter) {
        if (Files.isDirectory(adapter)) {
            Path note = adapter.resolve(FILE);
            if (!Files.exists(note)) {
                return false;
            }
            try {
                return FileFields.read(note, FORMAT).objects("neurons").stream()
                        .noneMatch(neuron -> neuron.object().has("alpha"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (GgufFile file = GgufFile.open(adapter)) {
            return file.string(KEYS + "format", "").equals(FORMAT) && !file.has(KEYS + "alphas");
        }
    }

    /// Everything but the model's hash.
    Map<String, GgufValue> metadata() {
        Map<String, GgufValue> keys = new LinkedHashMap<>();
        keys.put(KEYS + "format", new GgufValue.Text(FORMAT));
        keys.put(KEYS + "candor", new GgufValue.Text(version));
        keys.put(KEYS + "java", new GgufValue.Text(Runtime.version().toString()));
        keys.put(KEYS + "model_name", new GgufValue.Text(modelName));
        keys.put(KEYS + "weights", new GgufValue.Text(form.description()));
        keys.put(KEYS + "made_from", new GgufValue.Text(dialling.kind()));
        keys.put(KEYS + dialling.kind() + "_sha256", new GgufValue.Text(dialling.sha256()));
        SortedMap<NeuronId, Double> neurons = dialling.neurons();
        int[] layers = neurons.keySet().stream().mapToInt(NeuronId::layer).toArray();
        int[] indices = neurons.keySet().stream().mapToInt(NeuronId::index).toArray();
        keys.put(KEYS + "layers", GgufNumbers.ofInt32(layers));
        keys.put(KEYS + "indices", GgufNumbers.ofInt32(indices));
        if (dialling.hasFactors()) {
            float[] factors = new float[neurons.size()];
            int i = 0;
            for (double factor : neurons.values()) {
                factors[i++] = (float) factor;
            }
            keys.put(KEYS + "alphas", GgufNumbers.ofFloat32(factors));
        }
        return keys;
    }

    /// The same for a folder.
    String json(String modelSha256) {
        ObjectNode root = FileFields.empty();
        root.put("format", FORMAT);
        root.put("as", kind.label());
        root.put("weights", form.description());
        root.putObject("model").put("name", modelName).put("sha256", modelSha256);
        root.putObject("madeFrom").put("kind", dialling.kind()).put("sha256", dialling.sha256());
        ArrayNode neurons = root.putArray("neurons");
        dialling.neurons()
                .forEach((neuron, factor) -> {
                    ObjectNode entry = neurons.addObject();
                    entry.put("layer", neuron.layer()).put("index", neuron.index());
                    if (dialling.hasFactors()) {
                        entry.put("alpha", factor);
                    }
                });
        root.putObject("accuracy")
                .put("worstError", accuracy.worst())
                .put("leastShareOfAlpha", accuracy.least())
                .put("greatestShareOfAlpha", accuracy.greatest());
        root.put("candor", version);
        root.put("java", Runtime.version().toString());
        return FileFields.text(root);
    }
}
