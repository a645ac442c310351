package dev.candor.engine.oracle;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.family;
import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.headDim;
import static dev.candor.engine.testing.TinyModels.heads;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.ropeFactors;
import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static dev.candor.engine.testing.TinyModels.width;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.testing.TinyFamily;
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

    /// Llamas with everything that scales their rotation, and every type.
    static Map<String, Option[]> tiny() {
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

    /// Every other family, F32, with each of its features in a form that matters.
    static Map<String, Option[]> families() {
        Map<String, Option[]> models = new LinkedHashMap<>();
        Option odd = all(layers(3), width(40), ffn(77), heads(4, 2), headDim(14));
        models.put("mistral3", options(family(TinyFamily.MISTRAL3), odd, untied()));
        Option qwen2 = all(family(TinyFamily.QWEN2), width(50), ffn(77), heads(5, 1));
        models.put("qwen2", options(qwen2, layers(3)));
        models.put("qwen2-yarn", options(qwen2, untied(), yarn("qwen2")));
        models.put("qwen3", options(family(TinyFamily.QWEN3), odd));
        models.put("qwen3-untied", options(family(TinyFamily.QWEN3), untied(), heads(6, 3)));
        models.put("gemma2", options(gemma2(), odd));
        models.put("gemma2-27b", options(gemma2(), layers(46), heads(2, 1), headDim(10)));
        models.put("gemma3", options(gemma3(), odd, layers(7)));
        models.put("gemma3-linear", options(gemma3(), odd, layers(6), linear("gemma3", 8)));
        models.put("gemma3-27b", options(gemma3(), layers(62), heads(2, 1), headDim(10)));
        models.put("phi3", options(family(TinyFamily.PHI3), width(40), ffn(77), untied()));
        models.put("phi3-factors", options(family(TinyFamily.PHI3), longRope(), untied()));
        models.put("gpt2", options(family(TinyFamily.GPT2), width(40), ffn(77), heads(4, 4)));
        models.put("gpt2-untied", options(family(TinyFamily.GPT2), heads(4, 4), untied()));
        return models;
    }

    private static Option gemma2() {
        return all(
                family(TinyFamily.GEMMA2),
                metadata("gemma2.attention.sliding_window", new GgufValue.Uint32(21)),
                metadata("gemma2.attn_logit_softcapping", new GgufValue.Float32(3)),
                metadata("gemma2.final_logit_softcapping", new GgufValue.Float32(5)));
    }

    private static Option gemma3() {
        return all(
                family(TinyFamily.GEMMA3),
                metadata("gemma3.attention.sliding_window", new GgufValue.Uint32(21)),
                metadata("gemma3.rope.freq_base", new GgufValue.Float32(1e6f)));
    }

    private static Option linear(String family, float factor) {
        return all(
                metadata(family + ".rope.scaling.type", new GgufValue.Text("linear")),
                metadata(family + ".rope.scaling.factor", new GgufValue.Float32(factor)));
    }

    private static Option yarn(String family) {
        return all(
                metadata(family + ".rope.scaling.type", new GgufValue.Text("yarn")),
                metadata(family + ".rope.scaling.factor", new GgufValue.Float32(4)),
                metadata(
                        family + ".rope.scaling.original_context_length",
                        new GgufValue.Uint32(32)));
    }

    /// The rotation of a Phi of a long context: 8 of 12 dimensions turn, by factors of their own.
    private static Option longRope() {
        return all(
                width(48),
                heads(4, 2),
                context(512),
                metadata("phi3.rope.dimension_count", new GgufValue.Uint32(8)),
                metadata("phi3.rope.scaling.original_context_length", new GgufValue.Uint32(256)),
                metadata("phi3.rope.scaling.attn_factor", new GgufValue.Float32(1.19f)),
                metadata("phi3.attention.sliding_window", new GgufValue.Uint32(21)),
                tensor("rope_factors_short.weight", new float[] {1, 1.1f, 1.5f, 2}, 4),
                tensor("rope_factors_long.weight", new float[] {1, 3, 9, 27}, 4));
    }

    static Option[] named(String name) {
        return Objects.requireNonNullElseGet(
                tiny().get(name), () -> Objects.requireNonNull(families().get(name), name));
    }

    private static Option all(Option... options) {
        return model -> {
            for (Option option : options) {
                option.accept(model);
            }
        };
    }

    private static Option[] options(Option... options) {
        return options;
    }

    private static Option scaling(String type, double factor) {
        Option first = metadata("llama.rope.scaling.type", new GgufValue.Text(type));
        Option second = real("rope.scaling.factor", factor);
        return all(first, second);
    }

    private static Option real(String key, double value) {
        return metadata("llama." + key, new GgufValue.Float32((float) value));
    }

    private static Option count(String key, int value) {
        return metadata("llama.rope.scaling." + key + "_length", new GgufValue.Uint32(value));
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
