package dev.candor.lab.export;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.format.huggingface.JsonFile;
import dev.candor.engine.format.safetensors.SafetensorsFile;
import dev.candor.engine.format.safetensors.SafetensorsTensor;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Reads low-rank adapters back, whoever wrote them, with the scale that their runtimes apply.
public final class StoredAdapter {
    private static final String A = ".lora_a";
    private static final String B = ".lora_b";

    private StoredAdapter() {}

    /// Whether a path is an adapter: a folder with the two files of one, or a GGUF file that says
    /// so.
    ///
    /// @throws MalformedModelException if it is a file and no sound GGUF file
    public static boolean isOne(Path path) {
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve(PeftAdapter.CONFIG))
                    && Files.exists(path.resolve(PeftAdapter.WEIGHTS));
        }
        try (GgufFile file = GgufFile.open(path)) {
            return file.string("general.type", "").equals("adapter");
        }
    }

    /// Reads an adapter for a model.
    ///
    /// @return its layers, B times what its runtimes scale it with at strength 1
    /// @throws MalformedModelException if it is malformed or for a model of other tensors
    public static List<LoraLayer> read(Path path, GgufModel model) {
        return Files.isDirectory(path) ? peft(path, model) : gguf(path, model);
    }

    private static List<LoraLayer> gguf(Path path, GgufModel model) {
        List<LoraLayer> layers = new ArrayList<>();
        try (GgufFile file = GgufFile.open(path)) {
            if (file.integer("split.count", 1) > 1) {
                throw new MalformedModelException(
                        path, "metadata key split.count", "is above 1, expected one whole file");
            }
            requireText(file, "adapter.type", "lora");
            requireText(file, "general.architecture", model.string("general.architecture"));
            double alpha = file.real("adapter.lora.alpha");
            for (String name : file.listing().keySet()) {
                if (name.endsWith(B)) {
                    file.tensor(name.substring(0, name.length() - B.length()) + A);
                    continue;
                }
                if (!name.endsWith(A)) {
                    throw problem(path, name, "is no part of an adapter, expected %s and %s", A, B);
                }
                String tensor = name.substring(0, name.length() - A.length());
                long[] dims = model.info(tensor).dims();
                GgufTensor a = file.tensor(name);
                a.expect(dims[0], a.rows());
                GgufTensor b = file.tensor(tensor + B).expect(a.rows(), dims[1]);
                double scale = alpha == 0 ? 1 : alpha / a.rows();
                layers.add(
                        layer(
                                path,
                                model,
                                tensor,
                                (int) a.rows(),
                                values(path, a.name(), a.type(), a.data()),
                                scaled(values(path, b.name(), b.type(), b.data()), scale)));
            }
        }
        return some(path, layers);
    }

    private static void requireText(GgufFile file, String key, String expected) {
        if (!file.string(key).equals(expected)) {
            throw new MalformedModelException(
                    file.path(),
                    "metadata key " + key,
                    "is `%s`, expected `%s`".formatted(file.string(key), expected));
        }
    }

    private static List<LoraLayer> peft(Path folder, GgufModel model) {
        Path path = folder.resolve(PeftAdapter.CONFIG);
        JsonNode config = JsonFile.object(path);
        double alpha = number(path, config, "lora_alpha");
        double r = number(path, config, "r");
        for (String setting : List.of("use_rslora", "use_dora", "lora_bias")) {
            if (config.path(setting).asBoolean(false)) {
                throw new MalformedModelException(path, setting, "is true, expected false");
            }
        }
        for (String setting : List.of("rank_pattern", "alpha_pattern")) {
            if (!config.path(setting).isEmpty()) {
                throw new MalformedModelException(
                        path, setting, "is not empty, expected one rank and alpha for all modules");
            }
        }
        List<LoraLayer> layers = new ArrayList<>();
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(PeftAdapter.WEIGHTS))) {
            int left = file.listing().size();
            for (String tensor : model.listing().keySet()) {
                if (!tensor.matches("blk\\.\\d+\\.ffn_(up|down)\\.weight")) {
                    continue;
                }
                String at = PeftAdapter.PREFIX + PeftAdapter.module(model, tensor);
                if (!file.listing().containsKey(at + ".lora_A.weight")) {
                    continue;
                }
                SafetensorsTensor a = file.tensor(at + ".lora_A.weight");
                SafetensorsTensor b = file.tensor(at + ".lora_B.weight");
                if (a.shape().size() != 2 || b.shape().size() != 2) {
                    throw problem(
                            file.path(),
                            tensor,
                            "has an adapter of shapes %s and %s, expected two dimensions each",
                            a.shape(),
                            b.shape());
                }
                left -= 2;
                layers.add(
                        layer(
                                file.path(),
                                model,
                                tensor,
                                a.shape().getFirst().intValue(),
                                values(file.path(), a.name(), a.type(), a.data()),
                                scaled(
                                        values(file.path(), b.name(), b.type(), b.data()),
                                        alpha / r)));
            }
            if (left != 0) {
                throw new MalformedModelException(
                        file.path(),
                        "tensors",
                        "%d of %d are for no feed-forward network of this model, expected none"
                                .formatted(left, file.listing().size()));
            }
        }
        return some(folder, layers);
    }

    private static double number(Path path, JsonNode config, String setting) {
        JsonNode value = config.path(setting);
        if (!value.isNumber() || value.asDouble() <= 0) {
            throw new MalformedModelException(
                    path, setting, "is " + value + ", expected a number above 0");
        }
        return value.asDouble();
    }

    private static LoraLayer layer(
            Path file, GgufModel model, String tensor, int rank, float[] a, float[] b) {
        if (!model.hasTensor(tensor)) {
            throw problem(file, tensor, "is not in %s, expected it there", model.path());
        }
        long[] dims = model.info(tensor).dims();
        int inputs = (int) dims[0];
        int outputs = dims.length > 1 ? (int) dims[1] : 1;
        if (a.length != (long) rank * inputs || b.length != (long) rank * outputs) {
            throw problem(
                    file,
                    tensor,
                    "has an adapter of %d and %d values at rank %d, expected %d × %d and %d × %d",
                    a.length,
                    b.length,
                    rank,
                    rank,
                    inputs,
                    outputs,
                    rank);
        }
        return new LoraLayer(tensor, inputs, outputs, rank, a, b);
    }

    private static float[] values(Path file, String name, TensorType type, MemorySegment data) {
        if (!PlainValues.have(type)) {
            throw problem(file, name, "is %s, expected F32, F16 or BF16", type);
        }
        float[] values = new float[Math.toIntExact(data.byteSize() / type.blockBytes())];
        for (int i = 0; i < values.length; i++) {
            values[i] = PlainValues.get(type, data, i);
        }
        return values;
    }

    private static float[] scaled(float[] values, double scale) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) scale;
        }
        return values;
    }

    private static List<LoraLayer> some(Path path, List<LoraLayer> layers) {
        if (layers.isEmpty()) {
            throw new MalformedModelException(
                    path, "tensors", "are none of this model's, expected an adapter for it");
        }
        return layers;
    }

    private static MalformedModelException problem(
            Path file, String tensor, String format, Object... arguments) {
        return new MalformedModelException(file, "tensor " + tensor, format.formatted(arguments));
    }
}
