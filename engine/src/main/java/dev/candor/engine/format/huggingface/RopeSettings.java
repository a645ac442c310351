package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.gguf.GgufValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `rope_theta`, `rope_scaling` and, since Transformers 5, `rope_parameters`, which holds both.
/// Source: `modeling_rope_utils` of Hugging Face Transformers.
final class RopeSettings {
    private final Translation to;
    private final ConfigJson config;
    private final ConfigJson base;
    private final String scalingName;
    private final @Nullable ConfigJson scaling;

    RopeSettings(Translation to) {
        this(to, null);
    }

    /// @param layers of a family with two kinds of rotation, the `layer_types` that these are for;
    ///   else null
    RopeSettings(Translation to, @Nullable String layers) {
        this.to = to;
        config = to.config();
        ConfigJson all = config.object("rope_parameters");
        ConfigJson parameters = all == null || layers == null ? all : all.object(layers);
        scalingName = parameters == null ? "rope_scaling" : "rope_parameters";
        scaling = parameters == null ? config.object("rope_scaling") : parameters;
        base = parameters != null && parameters.has("rope_theta") ? parameters : config;
        config.skip("rope_theta", "rope_scaling");
    }

    /// Sets what the architecture's rotation needs.
    ///
    /// @param kinds of scaling that it runs
    void write(String... kinds) {
        to.real("rope.freq_base", "rope_theta", theta());
        to.count("rope.dimension_count", "head_dim", dimensions(List.of(kinds)));
        if (scaling == null) {
            return;
        }
        String kind = kind(scaling);
        if (kind.equals("default")) {
            scaling.requireAllKnown();
            return;
        }
        if (!List.of(kinds).contains(kind)) {
            throw scaling.problem(
                    "rope_type",
                    "is `" + kind + "`, expected default or " + String.join(" or ", kinds));
        }
        switch (kind) {
            case "linear" -> scaled(kind);
            case "llama3" -> llama3();
            case "yarn" -> yarn();
            case "longrope" -> longrope();
            default -> throw new AssertionError(kind);
        }
        scaling.skip("original_max_position_embeddings");
        scaling.requireAllKnown();
    }

    /// The base of the turns.
    double theta() {
        return base.real("rope_theta");
    }

    private static String kind(ConfigJson scaling) {
        String kind = "default";
        for (String key : List.of("type", "rope_type")) {
            if (scaling.has(key)) {
                kind = scaling.text(key);
            }
        }
        return kind.equals("su") ? "longrope" : kind;
    }

    private int dimensions(List<String> kinds) {
        String key = "partial_rotary_factor";
        ConfigJson holder = scaling != null && scaling.has(key) ? scaling : config;
        double part = holder.real(key, 1);
        int dimensions = (int) (to.headDim() * part);
        // Only Phi-3 leaves dimensions unturned, and only Phi-3 has these factors.
        if (dimensions < 2 || part > 1 || (part < 1 && !kinds.contains("longrope"))) {
            throw holder.wrong(key, "1");
        }
        return dimensions;
    }

    private double factor() {
        ConfigJson scaling = scaling();
        double factor = scaling.real("factor");
        if (!(factor >= 1)) {
            throw scaling.wrong("factor", "1 or more");
        }
        return factor;
    }

    private void scaled(String kind) {
        to.put("rope.scaling.type", scalingName, new GgufValue.Text(kind));
        to.real("rope.scaling.factor", scalingName, factor());
    }

    private int originalContext() {
        String key = "original_max_position_embeddings";
        ConfigJson holder = scaling().has(key) ? scaling() : config;
        return holder.count(key, config.count("max_position_embeddings"));
    }

    private void yarn() {
        ConfigJson scaling = scaling();
        scaled("yarn");
        to.count("rope.scaling.original_context_length", scalingName, originalContext());
        to.real("rope.scaling.yarn_beta_fast", scalingName, scaling.real("beta_fast", 32));
        to.real("rope.scaling.yarn_beta_slow", scalingName, scaling.real("beta_slow", 1));
        if (scaling.has("attention_factor")) {
            // GGUF has what comes on top of the usual factor.
            double usual = 1 + 0.1 * StrictMath.log(factor());
            double attention = scaling.real("attention_factor") / usual;
            to.real("rope.scaling.attn_factor", scalingName, attention);
        }
        if (!scaling.flag("truncate", true)) {
            throw scaling.wrong("truncate", "true");
        }
    }

    /// Slow turns are divided by the factor, fast ones are left, a ramp between.
    private void llama3() {
        ConfigJson scaling = scaling();
        double factor = factor();
        double low = scaling.real("low_freq_factor");
        double high = scaling.real("high_freq_factor");
        int context = scaling.count("original_max_position_embeddings");
        if (!(low > 0 && high > low)) {
            throw scaling.wrong("high_freq_factor", "more than low_freq_factor, which is " + low);
        }
        int dimensions = to.headDim();
        float[] factors = new float[dimensions / 2];
        for (int i = 0; i < factors.length; i++) {
            double turn = StrictMath.pow(theta(), -2.0 * i / dimensions);
            double turns = context * turn / (2 * Math.PI);
            double kept = Math.clamp((turns - low) / (high - low), 0.0, 1.0);
            factors[i] = (float) (1 / ((1 - kept) / factor + kept));
        }
        to.tensor("rope_freqs.weight", scalingName, factors);
    }

    private void longrope() {
        ConfigJson scaling = scaling();
        int original = originalContext();
        to.put("rope.scaling.type", scalingName, new GgufValue.Text("longrope"));
        to.count("rope.scaling.original_context_length", scalingName, original);
        double longer = (double) config.count("max_position_embeddings") / original;
        double usual =
                longer > 1 && original > 1
                        ? Math.sqrt(1 + StrictMath.log(longer) / StrictMath.log(original))
                        : 1;
        double attention = scaling.real("attention_factor", usual);
        to.real("rope.scaling.attn_factor", scalingName, attention);
        to.tensor("rope_factors_short.weight", scalingName, scaling.reals("short_factor"));
        to.tensor("rope_factors_long.weight", scalingName, scaling.reals("long_factor"));
        scaling.skip("factor");
    }

    private ConfigJson scaling() {
        if (scaling == null) {
            throw new IllegalStateException("no scaling");
        }
        return scaling;
    }
}
