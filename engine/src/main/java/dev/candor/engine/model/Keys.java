package dev.candor.engine.model;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufType;
import dev.candor.engine.format.gguf.GgufValue;
import java.util.List;

/// A family's metadata: keys below its architecture's name, every number checked for its range.
final class Keys {
    /// Numbers that change what a model computes, and the value at which they do not.
    private static final List<Neutral> NEUTRAL =
            List.of(
                    new Neutral("expert_count", 0),
                    new Neutral("leading_dense_block_count", 0),
                    new Neutral("attention.clamp_kqv", 0),
                    new Neutral("attention.max_alibi_bias", 0),
                    new Neutral("attention.scale", 0),
                    new Neutral("attention.output_scale", 0),
                    new Neutral("attention.temperature_scale", 0),
                    new Neutral("attention.shared_kv_layers", 0),
                    new Neutral("embedding_length_per_layer_input", 0),
                    new Neutral("embedding_scale", 1),
                    new Neutral("residual_scale", 1),
                    new Neutral("logit_scale", 1),
                    new Neutral("pooling_type", 0));

    private record Neutral(String key, double value) {}

    private final GgufModel file;
    private final String architecture;

    Keys(GgufModel file, String architecture) {
        this.file = file;
        this.architecture = architecture;
    }

    /// Refuses what no family here computes; see [#NEUTRAL].
    ///
    /// @param run keys of those that this family computes all the same
    void requireOnlyWhatIsRun(List<String> run) {
        for (Neutral neutral : NEUTRAL) {
            if (!run.contains(neutral.key())) {
                requireNeutral(neutral.key(), neutral.value());
            }
        }
        requireFlag("use_parallel_residual", false);
        requireFlag("attention.causal", true);
    }

    /// Refuses the key unless it is absent or has the value at which it changes nothing.
    void requireNeutral(String key, double neutral) {
        GgufValue value = file.value(full(key));
        if (value == null) {
            return;
        }
        double found =
                value instanceof GgufValue.Real ? file.real(full(key)) : file.integer(full(key));
        if (found != neutral) {
            String shown = value instanceof GgufValue.Real ? "" + found : "" + (long) found;
            String expected = value instanceof GgufValue.Real ? "" + neutral : "" + (long) neutral;
            throw refused(key, shown, expected);
        }
    }

    /// Refuses a window that a sequence could outgrow.
    void requireNoWindow(int context) {
        String key = "attention.sliding_window";
        int window = integer(key, 0, Integer.MAX_VALUE, 0);
        if (window != 0 && window < context) {
            throw refused(key, "" + window, "none below the context of " + context);
        }
    }

    private void requireFlag(String key, boolean neutral) {
        boolean found = file.bool(full(key), neutral);
        if (found != neutral) {
            throw refused(key, "" + found, "" + neutral);
        }
    }

    private MalformedModelException refused(String key, String found, String expected) {
        return problem(
                key,
                "is "
                        + found
                        + ", expected "
                        + expected
                        + ": Candor runs the family `"
                        + architecture
                        + "` without it");
    }

    boolean has(String key) {
        return file.has(full(key));
    }

    /// An integer in `low` … `high`.
    int integer(String key, long low, long high) {
        return inRange(key, file.integer(full(key)), low, high);
    }

    int integer(String key, long low, long high, long missing) {
        return inRange(key, file.integer(full(key), missing), low, high);
    }

    private int inRange(String key, long value, long low, long high) {
        if (value < low || value > high) {
            throw problem(key, "is " + value + ", expected " + low + " to " + high);
        }
        return (int) value;
    }

    /// A finite number above 0.
    double positive(String key, double missing) {
        double value = file.real(full(key), missing);
        if (!(value > 0) || Double.isInfinite(value)) {
            throw problem(key, "is " + value + ", expected a finite number above 0");
        }
        return value;
    }

    String string(String key, String missing) {
        return file.string(full(key), missing);
    }

    /// Which layers have a window: an array of one boolean a layer, or a period p of which the
    /// first p − 1 have one.
    boolean[] pattern(String key, int layers, int period) {
        boolean[] pattern = new boolean[layers];
        if (file.value(full(key)) instanceof GgufNumbers flags
                && flags.elementType() == GgufType.BOOL) {
            if (flags.size() < layers) {
                throw problem(
                        key,
                        "has " + flags.size() + " entries, expected " + layers + ", one a layer");
            }
            for (int l = 0; l < layers; l++) {
                pattern[l] = flags.integer(l) != 0;
            }
            return pattern;
        }
        int found = integer(key, 0, 1 << 12, period);
        for (int l = 0; l < layers; l++) {
            pattern[l] = found == 0 || l % found < found - 1;
        }
        return pattern;
    }

    MalformedModelException problem(String key, String problem) {
        return new MalformedModelException(file.path(), file.nameInFile(full(key)), problem);
    }

    private String full(String key) {
        return architecture + "." + key;
    }
}
