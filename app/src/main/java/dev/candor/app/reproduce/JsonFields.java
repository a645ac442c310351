package dev.candor.app.reproduce;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// The values of a JSON document by their places:
/// `evaluations[test].scores[h-neurons-input].draws`. An element of a list is called by what names
/// it where each has a name of its own, else by its number.
final class JsonFields {
    private static final String NEURON = "layer/index";

    /// What elements of our lists are named by.
    private static final List<String> KEYS =
            List.of(NEURON, "set", "kind", "name", "title", "split", "style", "reason", "type");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    JsonFields(JsonNode document) {
        add("", document);
    }

    private void add(String place, JsonNode node) {
        if (node.isObject()) {
            String prefix = place.isEmpty() ? "" : place + ".";
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                add(prefix + field.getKey(), field.getValue());
            }
        } else if (node.isArray()) {
            List<String> names = names(node);
            for (int i = 0; i < node.size(); i++) {
                add(place + "[" + names.get(i) + "]", node.get(i));
            }
        } else if (!node.isMissingNode()) {
            values.put(place, node);
        }
    }

    /// By the first key that tells all elements apart, else their numbers.
    private static List<String> names(JsonNode list) {
        for (String key : KEYS) {
            Set<String> names = new LinkedHashSet<>();
            list.forEach(element -> names.add(name(element, key)));
            if (names.size() == list.size() && !names.contains("")) {
                return List.copyOf(names);
            }
        }
        return IntStream.range(0, list.size()).mapToObj(String::valueOf).toList();
    }

    /// Empty if the key does not name it.
    private static String name(JsonNode element, String key) {
        if (key.equals(NEURON)) {
            return element.has("layer") && element.has("index")
                    ? element.get("layer").asString("") + "/" + element.get("index").asString("")
                    : "";
        }
        return element.path(key).asString("");
    }

    /// All places but the ignored ones and what lies below them, in the document's order.
    Set<String> places(Set<String> ignored) {
        Set<String> places = new LinkedHashSet<>(values.keySet());
        places.removeIf(place ->
                ignored.stream()
                        .anyMatch(root ->
                                place.equals(root)
                                        || place.startsWith(root + ".")
                                        || place.startsWith(root + "[")));
        return places;
    }

    boolean isNumber(String place) {
        JsonNode value = values.get(place);
        return value != null && value.isNumber();
    }

    /// The value as JSON, `nothing` if there is none.
    String text(String place) {
        JsonNode value = values.get(place);
        return value == null ? "nothing" : value.toString();
    }
}
