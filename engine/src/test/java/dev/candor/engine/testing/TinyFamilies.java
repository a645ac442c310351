package dev.candor.engine.testing;

import static dev.candor.engine.testing.TinyModels.family;
import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.headDim;
import static dev.candor.engine.testing.TinyModels.heads;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.width;

import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.testing.TinyModels.Option;

/// One tiny model of each family, of awkward sizes, with numbers at which each of its features
/// matters: windows and caps that are reached, heads that are no share of the width.
public final class TinyFamilies {
    /// Positions of the windows.
    public static final int WINDOW = 21;

    private TinyFamilies() {}

    /// The options that make a model of `family`.
    public static Option of(TinyFamily family) {
        Option odd = all(family(family), width(40), ffn(77), heads(4, 2));
        return switch (family) {
            case LLAMA -> all(odd, layers(3));
            case MISTRAL3 -> all(odd, headDim(14));
            case GEMMA2 -> all(odd, layers(3), headDim(14), window("gemma2"), caps());
            case GEMMA3 ->
                    all(
                            odd,
                            layers(7),
                            headDim(14),
                            window("gemma3"),
                            real("gemma3.rope.freq_base", 1e6));
            case QWEN2 -> all(odd, layers(3), width(50), heads(5, 1));
            case QWEN3 -> all(odd, layers(3), headDim(14));
            case PHI3 -> odd;
            case GPT2 -> all(odd, heads(4, 4));
        };
    }

    private static Option window(String family) {
        return count(family + ".attention.sliding_window", WINDOW);
    }

    private static Option caps() {
        return all(
                real("gemma2.attn_logit_softcapping", 3),
                real("gemma2.final_logit_softcapping", 5));
    }

    /// Several options as one.
    public static Option all(Option... options) {
        return model -> {
            for (Option option : options) {
                option.accept(model);
            }
        };
    }

    /// A metadata entry that is a float.
    public static Option real(String key, double value) {
        return metadata(key, new GgufValue.Float32((float) value));
    }

    /// A metadata entry that is an unsigned integer.
    public static Option count(String key, long value) {
        return metadata(key, new GgufValue.Uint32(value));
    }

    /// A metadata entry that is a string.
    public static Option text(String key, String value) {
        return metadata(key, new GgufValue.Text(value));
    }
}
