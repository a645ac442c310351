package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.model.Rope.Pairing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rotation that a file's metadata describe.
final class RopeReader {
    private static final String TYPE = "rope.scaling.type";

    private final Keys keys;
    private final Pairing pairing;
    private final int dimensions;

    RopeReader(GgufModel file, ModelConfig config, Pairing pairing) {
        this.keys = new Keys(file, config.family());
        this.pairing = pairing;
        this.dimensions =
                keys.integer("rope.dimension_count", 2, config.headDim(), config.headDim());
        if (dimensions % 2 != 0) {
            throw keys.problem(
                    "rope.dimension_count", "is " + dimensions + ", expected an even number");
        }
    }

    int pairs() {
        return dimensions / 2;
    }

    /// Refuses a scaling that is none of `types`. Where the file names none, it is linear.
    void requireScaling(String... types) {
        String type = keys.string(TYPE, "linear");
        for (String each : types) {
            if (each.equals(type)) {
                return;
            }
        }
        int last = types.length - 1;
        String first = String.join(", ", List.of(types).subList(0, last));
        throw keys.problem(
                TYPE,
                "is `" + type + "`, expected " + (last == 0 ? "" : first + " or ") + types[last]);
    }

    /// Refuses every scaling.
    void requireUnscaled() {
        requireScaling("none", "linear");
        for (String key : List.of("rope.scaling.factor", "rope.scale_linear")) {
            keys.requireNeutral(key, 1);
        }
    }

    /// The turns of `base`, unscaled.
    Rope unscaled(double base) {
        return Rope.plain(pairing, base, dimensions, null);
    }

    /// The turns of `rope.freq_base`, divided by `factors` and scaled as the file says.
    ///
    /// @param factors [#pairs] of them, or null
    Rope scaled(float @Nullable [] factors) {
        double base = keys.positive("rope.freq_base", 10000);
        double magnitude = keys.positive("rope.scaling.attn_factor", 1);
        Rope rope = Rope.plain(pairing, base, dimensions, factors).times(magnitude);
        double legacy = keys.positive("rope.scale_linear", 1);
        double factor = keys.positive("rope.scaling.factor", legacy);
        return switch (keys.string(TYPE, "linear")) {
            case "none", "longrope" -> rope;
            case "yarn" ->
                    rope.yarn(
                            base,
                            factor,
                            originalContext(),
                            keys.positive("rope.scaling.yarn_beta_fast", 32),
                            keys.positive("rope.scaling.yarn_beta_slow", 1));
            default -> rope.linear(factor);
        };
    }

    /// The context before scaling.
    int originalContext() {
        int context = keys.integer("context_length", 1, ShapeReader.MAX_CONTEXT);
        return keys.integer(
                "rope.scaling.original_context_length", 1, ShapeReader.MAX_CONTEXT, context);
    }
}
