package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.MalformedModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Settings of a `config.json`, each checked for its type. It remembers which were asked for, so
/// that the others can be refused.
final class ConfigJson {
    /// Settings of training, generation and bookkeeping, which change nothing that is computed.
    private static final Set<String> IDLE =
            Set.of(
                    ("architectures attention_dropout attn_pdrop auto_map bos_token_id"
                                    + " cache_implementation chunk_size_feed_forward"
                                    + " classifier_dropout diversity_penalty do_sample dtype"
                                    + " early_stopping embd_pdrop embedding_dropout eos_token_id"
                                    + " gradient_checkpointing id2label initializer_range"
                                    + " label2id length_penalty max_length min_length model_type"
                                    + " n_ctx name_or_path no_repeat_ngram_size num_beam_groups"
                                    + " num_beams num_return_sequences pad_token_id"
                                    + " pretraining_tp repetition_penalty resid_pdrop"
                                    + " return_dict summary_activation summary_first_dropout"
                                    + " summary_proj_to_labels summary_type summary_use_proj"
                                    + " task_specific_params temperature top_k top_p torch_dtype"
                                    + " torchscript transformers_version typical_p unsloth_fixed"
                                    + " unsloth_version use_cache")
                            .split(" "));

    private final Path file;
    private final String at;
    private final ObjectNode node;
    private final Set<String> asked = new HashSet<>();

    private ConfigJson(Path file, String at, ObjectNode node) {
        this.file = file;
        this.at = at;
        this.node = node;
    }

    static ConfigJson read(Path file) {
        return new ConfigJson(file, "", JsonFile.object(file));
    }

    /// Gives settings that are absent, not those that are null, the values of a JSON object.
    void defaults(String json) {
        for (Map.Entry<String, JsonNode> each : new JsonMapper().readTree(json).properties()) {
            if (!node.has(each.getKey())) {
                node.set(each.getKey(), each.getValue());
            }
        }
    }

    /// Whether there is a value, and not null.
    boolean has(String key) {
        return value(key) != null;
    }

    /// An integer of 1 to 2³¹ − 1.
    int count(String key) {
        JsonNode value = required(key, "an integer");
        if (!value.isIntegralNumber()) {
            throw wrong(key, "an integer");
        }
        if (!value.canConvertToInt() || value.intValue() < 1) {
            throw wrong(key, "1 to " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    int count(String key, int missing) {
        return has(key) ? count(key) : missing;
    }

    /// A finite number.
    double real(String key) {
        JsonNode value = required(key, "a number");
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(key, "a finite number");
        }
        return value.doubleValue();
    }

    double real(String key, double missing) {
        return has(key) ? real(key) : missing;
    }

    String text(String key) {
        JsonNode value = required(key, "a string");
        if (!value.isString()) {
            throw wrong(key, "a string");
        }
        return value.stringValue();
    }

    boolean flag(String key, boolean missing) {
        JsonNode value = value(key);
        if (value == null) {
            return missing;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    /// An object within, null if there is none.
    @Nullable ConfigJson object(String key) {
        JsonNode value = value(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrong(key, "an object");
        }
        return new ConfigJson(file, at + key + ".", object);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array(key, "an array of strings")) {
            if (!each.isString()) {
                throw wrong(key, "an array of strings");
            }
            texts.add(each.stringValue());
        }
        return texts;
    }

    float[] reals(String key) {
        JsonNode array = array(key, "an array of numbers");
        float[] reals = new float[array.size()];
        for (int i = 0; i < reals.length; i++) {
            if (!array.get(i).isNumber()) {
                throw wrong(key, "an array of numbers");
            }
            reals[i] = (float) array.get(i).doubleValue();
        }
        return reals;
    }

    /// Refuses a setting that is absent, or none of `values`.
    void requireOneOf(String key, String... values) {
        if (!List.of(values).contains(text(key))) {
            throw wrong(key, String.join(" or ", values));
        }
    }

    /// Takes a setting for known whatever it holds.
    void skip(String... keys) {
        asked.addAll(List.of(keys));
    }

    /// Refuses settings that nobody asked for, unless they are null or false, which turn nothing
    /// on.
    void requireAllKnown() {
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            String key = each.getKey();
            JsonNode value = each.getValue();
            boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
            if (!off && !key.startsWith("_") && !asked.contains(key) && !IDLE.contains(key)) {
                throw wrong(key, "no such setting, since Candor does not compute by it");
            }
        }
    }

    MalformedModelException problem(String key, String problem) {
        return new MalformedModelException(file, at + key, problem);
    }

    /// Says what a setting is, and what it should be.
    MalformedModelException wrong(String key, String expected) {
        return problem(key, "is " + node.path(key) + ", expected " + expected);
    }

    private @Nullable JsonNode value(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode required(String key, String expected) {
        JsonNode value = value(key);
        if (value == null) {
            throw problem(key, "is missing, expected " + expected);
        }
        return value;
    }

    private JsonNode array(String key, String expected) {
        JsonNode value = required(key, expected);
        if (!value.isArray()) {
            throw wrong(key, expected);
        }
        return value;
    }
}
