package dev.candor.engine.oracle;

import static dev.candor.engine.testing.TinyFamilies.count;
import static dev.candor.engine.testing.TinyFamilies.real;
import static dev.candor.engine.testing.TinyFamilies.text;
import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.heads;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.ropeFactors;
import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.testing.TinyModels.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The tiny models whose log-probabilities llama.cpp was asked for, by name.
public final class GoldenModels {
    private GoldenModels() {}

    /// Llamas with everything that scales their rotation, and every type.
    static Map<String, Option[]> tiny() {
        Map<String, Option[]> models = new LinkedHashMap<>();
        models.put("tied", options(layers(3), width(48), ffn(92), heads(6, 2)));
        models.put("untied", options(width(40), ffn(77), heads(4, 4), untied(), seed(2)));
        models.put("odd", options(layers(1), width(42), ffn(37), heads(3, 1), vocabulary(331)));
        models.put("linear", options(width(64), scaling("linear", 4)));
        models.put("scale-linear", options(width(64), real("llama.rope.scale_linear", 3)));
        models.put("factor-alone", options(width(64), real("llama.rope.scaling.factor", 3)));
        models.put("none", options(width(64), scaling("none", 3)));
        models.put(
                "yarn",
                options(
                        width(128),
                        scaling("yarn", 4),
                        count("llama.rope.scaling.original_context_length", 24)));
        models.put("yarn-context", options(width(128), scaling("yarn", 4)));
        models.put("yarn-below-1", options(width(128), scaling("yarn", 0.5)));
        models.put(
                "yarn-attention",
                options(
                        width(128),
                        scaling("yarn", 4),
                        real("llama.rope.scaling.attn_factor", 0.7)));
        models.put("factors", options(width(64), ropeFactors(), real("llama.rope.freq_base", 5e5)));
        models.put("yarn-factors", options(width(64), scaling("yarn", 4), ropeFactors()));
        models.put("f16", options(width(64), ffn(96), untied(), type(TensorType.F16)));
        models.put("bf16", options(width(64), ffn(96), untied(), type(TensorType.BF16)));
        models.put("q8", options(width(64), ffn(96), untied(), type(TensorType.Q8_0)));
        models.put("q4", options(width(64), ffn(96), untied(), type(TensorType.Q4_0)));
        return models;
    }

    /// Every other family, F32, with its variants.
    static Map<String, Option[]> families() {
        Map<String, Option[]> models = new LinkedHashMap<>();
        for (TinyFamily family : TinyFamily.values()) {
            if (family != TinyFamily.LLAMA) {
                models.put(family.architecture(), options(TinyFamilies.of(family)));
                models.put(
                        family.architecture() + "-untied",
                        options(TinyFamilies.of(family), layers(2), untied(), seed(2)));
            }
        }
        models.remove("gemma2-untied");
        models.put("qwen2-yarn", options(TinyFamilies.of(TinyFamily.QWEN2), yarn("qwen2")));
        models.put("gemma2-27b", options(TinyFamilies.of(TinyFamily.GEMMA2), large(46)));
        models.put("gemma3-27b", options(TinyFamilies.of(TinyFamily.GEMMA3), large(62)));
        models.put(
                "gemma3-linear",
                options(
                        TinyFamilies.of(TinyFamily.GEMMA3),
                        text("gemma3.rope.scaling.type", "linear"),
                        real("gemma3.rope.scaling.factor", 8)));
        models.put("phi3-factors", options(TinyFamilies.of(TinyFamily.PHI3), longRope()));
        return models;
    }

    private static Option yarn(String family) {
        return TinyFamilies.all(
                text(family + ".rope.scaling.type", "yarn"),
                real(family + ".rope.scaling.factor", 4),
                count(family + ".rope.scaling.original_context_length", 32));
    }

    /// As many layers as the 27B models have, which attend by a scale of their own. Their
    /// feed-forward networks speak low: llama.cpp's rounding of gelu adds up over the layers.
    private static Option large(int layers) {
        float[] low = new float[24];
        Arrays.fill(low, 0.1f);
        Option[] norms = new Option[layers];
        for (int l = 0; l < layers; l++) {
            norms[l] = tensor("blk." + l + ".post_ffw_norm.weight", low, 24);
        }
        return TinyFamilies.all(
                layers(layers), width(24), ffn(40), heads(2, 1), TinyFamilies.all(norms));
    }

    /// The rotation of a Phi of a long context: 8 of 12 dimensions turn, by factors of their own.
    /// The window is there and not used.
    private static Option longRope() {
        return TinyFamilies.all(
                width(48),
                context(512),
                untied(),
                count("phi3.rope.dimension_count", 8),
                count("phi3.rope.scaling.original_context_length", 256),
                real("phi3.rope.scaling.attn_factor", 1.19),
                count("phi3.attention.sliding_window", TinyFamilies.WINDOW),
                tensor("rope_factors_short.weight", new float[] {1, 1.1f, 1.5f, 2}, 4),
                tensor("rope_factors_long.weight", new float[] {1, 3, 9, 27}, 4));
    }

    static Option[] named(String name) {
        return Objects.requireNonNullElseGet(
                tiny().get(name), () -> Objects.requireNonNull(families().get(name), name));
    }

    private static Option[] options(Option... options) {
        return options;
    }

    private static Option scaling(String type, double factor) {
        return TinyFamilies.all(
                text("llama.rope.scaling.type", type), real("llama.rope.scaling.factor", factor));
    }

    /// Writes every model to `tiny/NAME.gguf` or `families/NAME.gguf` in the folder named by the
    /// one argument.
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0], "tiny"), tiny());
        write(Path.of(args[0], "families"), families());
    }

    private static void write(Path folder, Map<String, Option[]> models) throws IOException {
        Files.createDirectories(folder);
        models.forEach(
                (name, options) -> TinyModels.write(folder.resolve(name + ".gguf"), options));
        System.out.println(models.keySet());
    }
}
