package dev.candor.engine.tokenizer;

import dev.candor.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON files of a Hugging Face model.
final class JsonFiles {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long MAX_BYTES = 256L << 20;

    private JsonFiles() {}

    /// @throws MalformedModelException if the file cannot be read or is no JSON object
    static JsonNode object(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new MalformedModelException(
                        file, "file", "has " + size + " bytes, expected at most " + MAX_BYTES);
            }
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new MalformedModelException(
                        file, "file", "holds " + root.getNodeType() + ", expected a JSON object");
            }
            return root;
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

    static byte[] write(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }
}
