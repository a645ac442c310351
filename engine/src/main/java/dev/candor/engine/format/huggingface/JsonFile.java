package dev.candor.engine.format.huggingface;

import dev.candor.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the JSON files of a Hugging Face model.
public final class JsonFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final long MAX_BYTES = 256L << 20;

    private JsonFile() {}

    /// The object in a file.
    ///
    /// @throws MalformedModelException if the file cannot be read, is no JSON object, or gives a
    ///   key twice
    public static ObjectNode object(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new MalformedModelException(
                        file,
                        "file",
                        (Files.exists(file) ? "is no regular file" : "does not exist")
                                + ", expected a JSON file");
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new MalformedModelException(
                        file, "file", "has " + size + " bytes, expected at most " + MAX_BYTES);
            }
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (!(root instanceof ObjectNode object)) {
                throw new MalformedModelException(
                        file, "file", "holds " + root.getNodeType() + ", expected a JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new MalformedModelException(
                    file, "file", "cannot be read: " + e + ", expected a JSON file", e);
        } catch (JacksonException e) {
            // Null where a bound of the library is the problem, such as the depth of nesting.
            @Nullable TokenStreamLocation at = e.getLocation();
            throw new MalformedModelException(
                    file,
                    at == null ? "file" : "line " + at.getLineNr(),
                    "is no JSON: " + e.getOriginalMessage() + ", expected a JSON object",
                    e);
        }
    }

    /// The bytes of a file that [#object] reads.
    public static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }
}
