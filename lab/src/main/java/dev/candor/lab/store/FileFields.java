package dev.candor.lab.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One object of a JSON file, read key by key; what does not fit is refused by name.
///
/// @param file the file, for messages
/// @param place of the object, empty for the outermost
/// @param object the object
public record FileFields(Path file, String place, JsonNode object) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    public FileFields {
        if (!object.isObject()) {
            throw refuse(file, place.isEmpty() ? "file" : place, object, "an object");
        }
    }

    /// The outermost object of a file in one of our formats.
    ///
    /// @param format name and version that its key `format` must hold
    /// @throws MalformedFileException if it is no JSON, or of another format
    public static FileFields read(Path file, String format) throws IOException {
        FileFields fields = new FileFields(file, "", parsed(file));
        if (!fields.string("format").equals(format)) {
            throw refuse(file, "format", fields.object.path("format"), '"' + format + '"');
        }
        return fields;
    }

    private static JsonNode parsed(Path file) throws IOException {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A folder is reported without its name.
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place =
                    at == null ? "file" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new MalformedFileException(
                    file, place, "found no JSON (" + e.getOriginalMessage() + ")");
        }
    }

    /// An object to fill, for [#text].
    public static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    /// A whole file: equal objects give the same text, on every system.
    public static String text(ObjectNode root) {
        return MAPPER.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(root)
                        .replace(System.lineSeparator(), "\n")
                + "\n";
    }

    public FileFields object(String key) {
        return new FileFields(file, at(key), object.path(key));
    }

    public String string(String key) {
        return value(key, JsonNode::isString, "a string").stringValue();
    }

    public String sha256(String key) {
        return value(
                        key,
                        node -> node.isString() && node.stringValue().matches("[0-9a-f]{64}"),
                        "64 lower-case hex digits")
                .stringValue();
    }

    public double number(String key) {
        return value(
                        key,
                        node -> node.isNumber() && Double.isFinite(node.doubleValue()),
                        "a finite number")
                .doubleValue();
    }

    public double positive(String key) {
        return value(
                        key,
                        node ->
                                node.isNumber()
                                        && node.doubleValue() > 0
                                        && Double.isFinite(node.doubleValue()),
                        "a number above 0")
                .doubleValue();
    }

    public double share(String key) {
        return value(
                        key,
                        node -> node.isNumber() && node.doubleValue() > 0 && node.doubleValue() < 1,
                        "a number between 0 and 1")
                .doubleValue();
    }

    /// A whole number from `least` to `most`.
    public int integer(String key, int least, int most) {
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

    public long integer(String key) {
        return value(
                        key,
                        node -> node.isIntegralNumber() && node.canConvertToLong(),
                        "a whole number")
                .longValue();
    }

    /// The items of an array of objects.
    public List<FileFields> objects(String key) {
        JsonNode array = value(key, JsonNode::isArray, "an array");
        List<FileFields> items = new ArrayList<>();
        for (int k = 0; k < array.size(); k++) {
            items.add(new FileFields(file, at(key) + "[" + k + "]", array.get(k)));
        }
        return items;
    }

    /// The object under `key`, all of whose values must be strings.
    public Map<String, String> strings(String key) {
        FileFields fields = object(key);
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

    public static MalformedFileException refuse(
            Path file, String place, JsonNode found, String expected) {
        String shown = found.isMissingNode() ? "nothing" : found.toString();
        String cut = shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
        return new MalformedFileException(file, place, "found " + cut + ", expected " + expected);
    }
}
