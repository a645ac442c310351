package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `probe.json`, documented in `docs/formats/probe-json.md`.
public final class ProbeFile {
    public static final String FORMAT = "candor-probe/2";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private ProbeFile() {}

    /// Writes the probe; a reader sees the old file or the whole new one.
    public static void write(Probe probe, Path file) throws IOException {
        byte[] json = toJson(probe).getBytes(StandardCharsets.UTF_8);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(json);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    temporary,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": cannot be written: its folder does not exist", e);
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// The probe as JSON: the same probe gives the same text.
    public static String toJson(Probe probe) {
        ObjectNode root = MAPPER.createObjectNode();
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
        ObjectNode provenance = root.putObject("provenance");
        ObjectNode data = provenance.putObject("data");
        from.dataSha256().forEach(data::put);
        provenance.put("seed", from.seed());
        provenance.put("candor", from.candorVersion());
        provenance.put("java", from.javaVersion());
        ObjectNode settings = provenance.putObject("settings");
        from.settings().forEach(settings::put);
        return MAPPER.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(root)
                        .replace(System.lineSeparator(), "\n")
                + "\n";
    }

    /// Reads a probe.
    ///
    /// @throws MalformedProbeException naming file, place, found and expected
    public static Probe read(Path file) throws IOException {
        JsonNode root;
        try {
            root = MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null
                            ? "file"
                            : "line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new MalformedProbeException(
                    file, place, "found no JSON (" + e.getOriginalMessage() + ")");
        }
        ProbeFields fields = new ProbeFields(file, "", root);
        if (!fields.string("format").equals(FORMAT)) {
            throw ProbeFields.refuse(file, "format", root.path("format"), '"' + FORMAT + '"');
        }
        ProbeFields model = fields.object("model");
        int layers = model.integer("layers", 1, 1 << 20);
        int ffn = model.integer("ffn", 1, Integer.MAX_VALUE / layers);
        NeuronColumns neurons = new NeuronColumns(layers, ffn);
        ProbeFields provenance = fields.object("provenance");
        ProbeFields data = provenance.object("data");
        data.object().propertyNames().forEach(data::sha256);
        return new Probe(
                weights(fields, neurons),
                fields.number("intercept"),
                fields.number("threshold"),
                fields.positive("C"),
                position(fields),
                neurons,
                ScaleJson.read(fields.object("calibration")),
                new Provenance(
                        model.string("name"),
                        model.sha256("sha256"),
                        provenance.strings("data"),
                        provenance.integer("seed"),
                        provenance.string("candor"),
                        provenance.string("java"),
                        provenance.strings("settings")));
    }

    private static Position position(ProbeFields fields) {
        String label = fields.string("position");
        for (Position position : Position.values()) {
            if (position.label().equals(label)) {
                return position;
            }
        }
        throw ProbeFields.refuse(
                fields.file(),
                "position",
                fields.object().path("position"),
                "\"input\" or \"emit\"");
    }

    private static SparseWeights weights(ProbeFields fields, NeuronColumns neurons) {
        List<ProbeFields> listed = fields.objects("weights");
        int[] columns = new int[listed.size()];
        double[] values = new double[listed.size()];
        for (int k = 0; k < columns.length; k++) {
            ProbeFields weight = listed.get(k);
            int layer = weight.integer("layer", 0, neurons.layers() - 1);
            int index = weight.integer("index", 0, neurons.ffn() - 1);
            columns[k] = neurons.column(new NeuronId(layer, index));
            values[k] = weight.number("weight");
            if (values[k] == 0) {
                throw ProbeFields.refuse(
                        fields.file(),
                        weight.place() + ".weight",
                        weight.object().path("weight"),
                        "a number other than 0");
            }
            if (k > 0 && columns[k] <= columns[k - 1]) {
                throw ProbeFields.refuse(
                        fields.file(),
                        weight.place(),
                        weight.object(),
                        "a neuron after " + neurons.neuron(columns[k - 1]));
            }
        }
        return new SparseWeights(columns, values);
    }
}
