package dev.candor.guard.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/// A mapping of a policy file, whose keys are words that differ.
///
/// @param whole the mapping
/// @param keys where each key stands
/// @param values in the file's order
record YamlFields(YamlValue whole, Map<String, YamlValue> keys, Map<String, YamlValue> values) {
    static YamlFields of(YamlValue whole, MappingNode mapping) {
        Map<String, YamlValue> keys = new LinkedHashMap<>();
        Map<String, YamlValue> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(whole.file(), whole.name(), tuple.getKeyNode());
            String word = key.text("a word as key");
            String shown = YamlValue.cut(word);
            String name = whole.name().equals("policy") ? shown : whole.name() + "." + shown;
            if (keys.put(word, key) != null) {
                throw key.problem("found the key " + shown + " twice, expected it once");
            }
            values.put(word, new YamlValue(whole.file(), name, tuple.getValueNode()));
        }
        return new YamlFields(whole, keys, values);
    }

    /// That no other keys stand here.
    YamlFields only(String... words) {
        Set<String> allowed = Set.of(words);
        keys.forEach((word, key) -> {
            if (!allowed.contains(word)) {
                throw key.problem(
                        "found the key "
                                + YamlValue.cut(word)
                                + ", expected "
                                + YamlValue.listed(allowed));
            }
        });
        return this;
    }

    YamlValue required(String word) {
        return optional(word)
                .orElseThrow(() -> whole.problem("found no key " + word + ", expected one"));
    }

    Optional<YamlValue> optional(String word) {
        return Optional.ofNullable(values.get(word));
    }
}
