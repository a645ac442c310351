package dev.candor.lab.probe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One object of a probe file, read key by key; what does not fit is refused by name.
///
/// @param file the file, for messages
/// @param place of the object, empty for the outermost
/// @param object the object
record ProbeFields(Path file, String place, JsonNode object) {
    ProbeFields {
        if (!object.isObject()) {
            throw refuse(file, place.isEmpty() ? "file" : place, object, "an object");
        }
    }

    ProbeFields object(String key) {
        return new ProbeFields(file, at(key), object.path(key));
    }

    String string(String key) {
        return value(key, JsonNode::isString, "a string").stringValue();
    }

    String sha256(String key) {
        return value(
                        key,
                        node -> node.isString() && node.stringValue().matches("[0-9a-f]{64}"),
                        "64 lower-case hex digits")
                .stringValue();
    }

    double number(String key) {
        return value(
                        key,
                        node -> node.isNumber() && Double.isFinite(node.doubleValue()),
                        "a finite number")
                .doubleValue();
    }

    double positive(String key) {
        return value(
                        key,
                        node ->
                                node.isNumber()
                                        && node.doubleValue() > 0
                                        && Double.isFinite(node.doubleValue()),
                        "a number above 0")
                .doubleValue();
    }

    double share(String key) {
        return value(
                        key,
                        node -> node.isNumber() && node.doubleValue() > 0 && node.doubleValue() < 1,
                        "a number between 0 and 1")
                .doubleValue();
    }

    /// A whole number from `least` to `most`.
    int integer(String key, int least, int most) {
        return value(
                        key,
                        node ->
                                node.isIntegralNumber()
                                        && node.canConvertToInt()
                                        && node.intValue() >= least
                                        && node.intValue() <= most,
                        "a whole number from " + least + " to " + most)
                .intValue();
    }

    long integer(String key) {
        return value(
                        key,
                        node -> node.isIntegralNumber() && node.canConvertToLong(),
                        "a whole number")
                .longValue();
    }

    /// The items of an array of objects.
    List<ProbeFields> objects(String key) {
        JsonNode array = value(key, JsonNode::isArray, "an array");
        List<ProbeFields> items = new ArrayList<>();
        for (int k = 0; k < array.size(); k++) {
            items.add(new ProbeFields(file, at(key) + "[" + k + "]", array.get(k)));
        }
        return items;
    }

    /// The object under `key`, all of whose values must be strings.
    Map<String, String> strings(String key) {
        ProbeFields fields = object(key);
        Map<String, String> strings = new TreeMap<>();
        for (String name : fields.object.propertyNames()) {
            strings.put(name, fields.string(name));
        }
        return strings;
    }

    private JsonNode value(String key, Predicate<JsonNode> fits, String expected) {
        JsonNode value = object.path(key);
        if (!fits.test(value)) {
            throw refuse(file, at(key), value, expected);
        }
        return value;
    }

    private String at(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    static MalformedProbeException refuse(
            Path file, String place, JsonNode found, String expected) {
        String shown = found.isMissingNode() ? "nothing" : found.toString();
        String cut = shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
        return new MalformedProbeException(file, place, "found " + cut + ", expected " + expected);
    }
}
