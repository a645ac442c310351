package dev.candor.lab.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A file of labels: `{"t": [qid, …], "f": [qid, …]}`.
///
/// @param correct under `t`, in the file's order, repeats included
/// @param wrong under `f`, likewise
public record OfficialIds(List<String> correct, List<String> wrong) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public OfficialIds {
        correct = List.copyOf(correct);
        wrong = List.copyOf(wrong);
    }

    /// @throws OfficialFileException if it is no such file
    public static OfficialIds read(Path file) throws IOException {
        try {
            JsonNode root = JSON.readTree(Files.readString(file));
            return new OfficialIds(ids(file, root, "t"), ids(file, root, "f"));
        } catch (JacksonException e) {
            throw new OfficialFileException(
                    file,
                    "file",
                    "found no JSON: "
                            + e.getOriginalMessage()
                            + ", expected {\"t\": [], \"f\": []}");
        }
    }

    private static List<String> ids(Path file, JsonNode root, String label) {
        JsonNode list = root.path(label);
        if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isString)) {
            throw new OfficialFileException(
                    file, "\"" + label + "\"", "found " + kind(list) + ", expected a list of ids");
        }
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String kind(JsonNode node) {
        return node.isMissingNode() ? "nothing" : "a JSON " + node.getNodeType();
    }

    /// Writes the file, replacing what was there.
    public void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        addAll(root.putArray("t"), correct);
        addAll(root.putArray("f"), wrong);
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    private static void addAll(ArrayNode array, List<String> ids) {
        ids.forEach(array::add);
    }
}
