package dev.candor.engine.format.safetensors;

import dev.candor.engine.format.MalformedModelException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the header of a safetensors file and checks that its tensors are the whole of the file's
/// data, each byte of exactly one.
///
/// Source: the format's description in the README of huggingface/safetensors, and `tensor.rs`
/// there.
final class HeaderParser {
    private static final ValueLayout.OfLong LENGTH =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Path file;
    private final long dataStart;
    private final long dataBytes;

    private HeaderParser(Path file, long dataStart, long dataBytes) {
        this.file = file;
        this.dataStart = dataStart;
        this.dataBytes = dataBytes;
    }

    static SafetensorsHeader parse(Path file, MemorySegment bytes) {
        long after = bytes.byteSize() - SafetensorsHeader.LENGTH_BYTES;
        if (after < 0) {
            throw new MalformedModelException(
                    file,
                    "offset 0",
                    "the file ends at %d, expected 8 bytes with the length of the header"
                            .formatted(bytes.byteSize()));
        }
        long length = bytes.get(LENGTH, 0);
        long most = Math.min(after, SafetensorsHeader.MOST_BYTES);
        if (length < 0 || length > most) {
            throw new MalformedModelException(
                    file,
                    "offset 0",
                    "the header has %s bytes, expected at most %d"
                            .formatted(Long.toUnsignedString(length), most));
        }
        MemorySegment header = bytes.asSlice(SafetensorsHeader.LENGTH_BYTES, length);
        return new HeaderParser(file, SafetensorsHeader.LENGTH_BYTES + length, after - length)
                .header(json(file, header));
    }

    private static JsonNode json(Path file, MemorySegment header) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(header.asByteBuffer()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedModelException(
                    file, "header", "is no valid UTF-8, expected a JSON object", e);
        }
        if (!text.startsWith("{")) {
            throw new MalformedModelException(
                    file, "header", "does not begin with '{', expected a JSON object");
        }
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            // Null where a bound of the library is the problem, such as the depth of nesting.
            @Nullable TokenStreamLocation at = e.getLocation();
            throw new MalformedModelException(
                    file,
                    at == null ? "header" : "header, character " + at.getCharOffset(),
                    "is no JSON: " + e.getOriginalMessage() + ", expected a JSON object",
                    e);
        }
    }

    private SafetensorsHeader header(JsonNode root) {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<SafetensorsInfo> tensors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (entry.getKey().equals(SafetensorsHeader.METADATA)) {
                readMetadata(entry.getValue(), metadata);
            } else {
                tensors.add(tensor(entry.getKey(), entry.getValue()));
            }
        }
        tensors.sort(
                Comparator.comparingLong(SafetensorsInfo::offset)
                        .thenComparingLong(SafetensorsInfo::byteSize));
        checkWhole(tensors);
        Map<String, SafetensorsInfo> named = new LinkedHashMap<>();
        tensors.forEach(tensor -> named.put(tensor.name(), tensor));
        return new SafetensorsHeader(metadata, named);
    }

    private void readMetadata(JsonNode node, Map<String, String> metadata) {
        if (!node.isObject()) {
            throw new MalformedModelException(
                    file,
                    "header, " + SafetensorsHeader.METADATA,
                    "is %s, expected an object of texts".formatted(node.getNodeType()));
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isString()) {
                throw new MalformedModelException(
                        file,
                        "metadata key " + entry.getKey(),
                        "is %s, expected a text".formatted(entry.getValue().getNodeType()));
            }
            metadata.put(entry.getKey(), entry.getValue().stringValue());
        }
    }

    private SafetensorsInfo tensor(String name, JsonNode node) {
        SafetensorsType type = type(name, node.path("dtype"));
        List<Long> shape = whole(name, "shape", node.path("shape"));
        List<Long> offsets = whole(name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataBytes) {
            throw problem(
                    name,
                    "has data_offsets %s, expected begin and end within the %d bytes of data"
                            .formatted(offsets, dataBytes));
        }
        long bytes = byteSize(name, type, shape);
        long found = offsets.get(1) - offsets.get(0);
        if (found != bytes) {
            throw problem(
                    name,
                    "has %d bytes of data, expected %d for %s %s"
                            .formatted(found, bytes, type, shape));
        }
        return new SafetensorsInfo(name, type, shape, dataStart + offsets.get(0), bytes);
    }

    private SafetensorsType type(String name, JsonNode node) {
        for (SafetensorsType type : SafetensorsType.values()) {
            if (node.isString() && type.name().equals(node.stringValue())) {
                return type;
            }
        }
        throw problem(name, "has dtype %s, expected a type of the format".formatted(shown(node)));
    }

    private List<Long> whole(String name, String key, JsonNode node) {
        List<Long> values = new ArrayList<>();
        for (JsonNode value : node) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw problem(
                        name, "has %s in %s, expected 0 to 2^63 − 1".formatted(shown(value), key));
            }
            values.add(value.longValue());
        }
        if (!node.isArray()) {
            throw problem(
                    name, "has %s %s, expected a list of numbers".formatted(key, shown(node)));
        }
        return values;
    }

    private long byteSize(String name, SafetensorsType type, List<Long> shape) {
        try {
            long bits = type.bits();
            for (long dim : shape) {
                bits = Math.multiplyExact(bits, dim);
            }
            if (bits % Byte.SIZE != 0) {
                throw problem(
                        name,
                        "has %d bits of data (%s %s), expected whole bytes"
                                .formatted(bits, type, shape));
            }
            return bits / Byte.SIZE;
        } catch (ArithmeticException e) {
            throw new MalformedModelException(
                    file,
                    "tensor " + name,
                    "has shape %s of %s, expected fewer than 2^63 bits".formatted(shape, type),
                    e);
        }
    }

    /// @param tensors in the order of their data
    private void checkWhole(List<SafetensorsInfo> tensors) {
        long end = dataStart;
        for (SafetensorsInfo tensor : tensors) {
            if (tensor.offset() != end) {
                throw problem(
                        tensor.name(),
                        "starts at offset %d, expected %d, where the tensor before it ends"
                                .formatted(tensor.offset(), end));
            }
            end += tensor.byteSize();
        }
        if (end != dataStart + dataBytes) {
            throw new MalformedModelException(
                    file,
                    "offset " + end,
                    "the tensors end here, expected them to fill the file of %d bytes"
                            .formatted(dataStart + dataBytes));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    private MalformedModelException problem(String tensor, String problem) {
        return new MalformedModelException(file, "tensor " + tensor, problem);
    }
}
