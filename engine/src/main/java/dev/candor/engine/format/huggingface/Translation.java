package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.gguf.GgufNumbers;
import dev.candor.engine.format.gguf.GgufType;
import dev.candor.engine.format.gguf.GgufValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Settings of a `config.json` on their way to the metadata keys of one architecture, and the
/// tensors that a GGUF file has where Hugging Face has settings.
final class Translation {
    private final ConfigJson config;
    private final String architecture;
    private final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, float[]> tensors = new LinkedHashMap<>();

    Translation(ConfigJson config, String architecture, String name) {
        this.config = config;
        this.architecture = architecture;
        metadata.put("general.architecture", new GgufValue.Text(architecture));
        metadata.put("general.name", new GgufValue.Text(name));
    }

    ConfigJson config() {
        return config;
    }

    /// Sets the key from a setting that must be there.
    void count(String key, String setting) {
        count(key, setting, config.count(setting));
    }

    /// @param setting that it comes from, for messages
    void count(String key, String setting, long value) {
        if (value > Integer.MAX_VALUE) {
            throw config.problem(
                    setting, "is " + value + ", expected at most " + Integer.MAX_VALUE);
        }
        put(key, setting, new GgufValue.Uint32(value));
    }

    /// Sets the key from a setting that must be there.
    void real(String key, String setting) {
        real(key, setting, config.real(setting));
    }

    /// Rounded as GGUF stores it.
    void real(String key, String setting, double value) {
        put(key, setting, new GgufValue.Float32((float) value));
    }

    void put(String key, String setting, GgufValue value) {
        metadata.put(architecture + "." + key, value);
        settings.put(architecture + "." + key, setting);
    }

    /// Which layers have a window, one entry each.
    void pattern(List<Boolean> windows) {
        byte[] flags = new byte[windows.size()];
        for (int l = 0; l < flags.length; l++) {
            flags[l] = (byte) (windows.get(l) ? 1 : 0);
        }
        put(
                "attention.sliding_window_pattern",
                "layer_types",
                GgufNumbers.ofPacked(GgufType.BOOL, flags));
    }

    /// A vector that is in no shard.
    void tensor(String name, String setting, float[] values) {
        tensors.put(name, values);
        settings.put(name, setting);
    }

    /// What all families but GPT-2 have: sizes, heads, the epsilon of norms, context.
    void shape() {
        count("block_count", "num_hidden_layers");
        count("context_length", "max_position_embeddings");
        count("embedding_length", "hidden_size");
        count("feed_forward_length", "intermediate_size");
        count("attention.head_count", "num_attention_heads");
        int heads = config.count("num_attention_heads");
        int kvHeads = config.count("num_key_value_heads", heads);
        count("attention.head_count_kv", "num_key_value_heads", kvHeads);
        count("attention.key_length", "head_dim", headDim());
        count("attention.value_length", "head_dim", headDim());
        real("attention.layer_norm_rms_epsilon", "rms_norm_eps");
        count("vocab_size", "vocab_size");
    }

    /// Values a head: a setting, or width / heads.
    int headDim() {
        int heads = config.count("num_attention_heads");
        int share = config.count("hidden_size") / heads;
        int dim = config.has("head_dim") ? config.count("head_dim") : share;
        if (dim < 2 || dim > 1 << 12) {
            throw config.problem("head_dim", "is " + dim + ", expected 2 to " + (1 << 12));
        }
        return dim;
    }

    /// The context ends where a window would begin to hide positions: within it all is the same.
    void contextWithin(String window) {
        int context = Math.min(config.count("max_position_embeddings"), config.count(window));
        count("context_length", window, context);
    }

    Map<String, GgufValue> metadata() {
        return metadata;
    }

    /// GGUF's names → settings.
    Map<String, String> settings() {
        return settings;
    }

    Map<String, float[]> tensors() {
        return tensors;
    }
}
