package dev.candor.engine.oracle;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.heads;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.ropeFactors;
import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The tiny models whose log-probabilities llama.cpp was asked for, by name.
public final class GoldenModels {
    private GoldenModels() {}

    static Map<String, Option[]> all() {
        Map<String, Option[]> models = new LinkedHashMap<>();
        models.put("tied", options(layers(3), width(48), ffn(92), heads(6, 2)));
        models.put("untied", options(width(40), ffn(77), heads(4, 4), untied(), seed(2)));
        models.put("odd", options(layers(1), width(42), ffn(37), heads(3, 1), vocabulary(331)));
        models.put("linear", options(width(64), scaling("linear", 4)));
        models.put("scale-linear", options(width(64), real("rope.scale_linear", 3)));
        models.put("factor-alone", options(width(64), real("rope.scaling.factor", 3)));
        models.put("none", options(width(64), scaling("none", 3)));
        models.put("yarn", options(width(128), scaling("yarn", 4), count("original_context", 24)));
        models.put("yarn-context", options(width(128), scaling("yarn", 4)));
        models.put("yarn-below-1", options(width(128), scaling("yarn", 0.5)));
        models.put(
                "yarn-attention",
                options(width(128), scaling("yarn", 4), real("rope.scaling.attn_factor", 0.7)));
        models.put("factors", options(width(64), ropeFactors(), real("rope.freq_base", 5e5)));
        models.put("yarn-factors", options(width(64), scaling("yarn", 4), ropeFactors()));
        models.put("f16", options(width(64), ffn(96), untied(), type(TensorType.F16)));
        models.put("bf16", options(width(64), ffn(96), untied(), type(TensorType.BF16)));
        models.put("q8", options(width(64), ffn(96), untied(), type(TensorType.Q8_0)));
        models.put("q4", options(width(64), ffn(96), untied(), type(TensorType.Q4_0)));
        return models;
    }

    static Option[] named(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    private static Option[] options(Option... options) {
        return options;
    }

    private static Option scaling(String type, double factor) {
        Option first = metadata("llama.rope.scaling.type", new GgufValue.Text(type));
        Option second = real("rope.scaling.factor", factor);
        return llama -> {
            first.accept(llama);
            second.accept(llama);
        };
    }

    private static Option real(String key, double value) {
        return metadata("llama." + key, new GgufValue.Float32((float) value));
    }

    private static Option count(String key, int value) {
        return metadata("llama.rope.scaling." + key + "_length", new GgufValue.Uint32(value));
    }

    /// Writes every model to `NAME.gguf` in the folder named by the one argument.
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        all().forEach((name, options) -> TinyModels.write(folder.resolve(name + ".gguf"), options));
        System.out.println(all().keySet());
    }
}
