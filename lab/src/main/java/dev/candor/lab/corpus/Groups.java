package dev.candor.lab.corpus;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Collects the groups of a record from its field `group`, whatever its case: one name, or a list
/// of names.
final class Groups {
    private static final String NAME = "group";

    private Groups() {}

    /// Names in the field's order, stripped, without blanks and repeats; null where the field holds
    /// anything else.
    static @Nullable List<String> of(ObjectNode fields) {
        Set<String> found = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getKey().equalsIgnoreCase(NAME) && !collect(field.getValue(), found)) {
                return null;
            }
        }
        return List.copyOf(found);
    }

    private static boolean collect(JsonNode value, Set<String> into) {
        if (value.isArray()) {
            return value.valueStream().allMatch(item -> add(item, into));
        }
        return add(value, into);
    }

    private static boolean add(JsonNode value, Set<String> into) {
        if (value.isContainer()) {
            return false;
        }
        String name = value.isNull() ? "" : value.asString().strip();
        if (!name.isEmpty()) {
            into.add(name);
        }
        return true;
    }
}
