package dev.candor.lab.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Records of JSONL files and of single JSON documents, read one at a time.
final class JsonRecords {
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonRecords() {}

    static void lines(Path file, RecordFile.Sink sink) throws IOException {
        try (LineReader lines = new LineReader(file)) {
            for (LineReader.Line l = lines.nextFilled(); l != null; l = lines.nextFilled()) {
                for (RawRecord record : ofLine(l)) {
                    if (!sink.accept(record)) {
                        return;
                    }
                }
            }
        }
    }

    private static List<RawRecord> ofLine(LineReader.Line line) {
        String text = line.text();
        if (text == null) {
            return List.of(new RawRecord.Broken(line.number(), "is not UTF-8 text"));
        }
        try {
            return expand(line.number(), null, STRICT.readTree(text));
        } catch (JacksonException e) {
            return List.of(
                    new RawRecord.Broken(line.number(), "is not JSON: " + e.getOriginalMessage()));
        }
    }

    /// A value is a record, an object of records keyed by id, or an object with a list of records.
    private static List<RawRecord> expand(long line, @Nullable String key, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            return List.of(notAnObject(line, value));
        }
        if (QuestionFormat.hasQuestion(object) || object.isEmpty()) {
            return List.of(new RawRecord.Sound(line, key, object));
        }
        List<RawRecord> inner = new ArrayList<>();
        for (var field : object.properties()) {
            if (field.getValue() instanceof ObjectNode record) {
                inner.add(new RawRecord.Sound(line, field.getKey(), record));
            } else if (field.getValue().isArray() && key == null) {
                field.getValue().forEach(item -> inner.addAll(expand(line, "", item)));
            }
        }
        return inner.isEmpty() ? List.of(new RawRecord.Sound(line, key, object)) : inner;
    }

    static void document(Path file, RecordFile.Sink sink) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            JsonToken open = parser.nextToken();
            boolean more =
                    open == JsonToken.START_ARRAY ? elements(parser, sink) : members(parser, sink);
            JsonToken after = more ? parser.nextToken() : null;
            if (after != null) {
                throw new QuestionFileException(
                        file,
                        "line " + line(parser) + ": found " + after + " after the JSON value");
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            String place = at == null ? "" : "line " + at.getLineNr() + ": ";
            throw new QuestionFileException(
                    file, place + "is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// Reads up to the array's end; false when the sink wants no more.
    private static boolean elements(JsonParser parser, RecordFile.Sink sink) {
        while (next(parser) != JsonToken.END_ARRAY) {
            long line = line(parser);
            JsonNode value = JSON.readTree(parser);
            RawRecord record =
                    value instanceof ObjectNode fields
                            ? new RawRecord.Sound(line, null, fields)
                            : notAnObject(line, value);
            if (!sink.accept(record)) {
                return false;
            }
        }
        return true;
    }

    /// Members that are neither an object nor a list (versions, split names) are no records.
    private static boolean members(JsonParser parser, RecordFile.Sink sink) {
        while (next(parser) != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonToken start = next(parser);
            if (start == JsonToken.START_ARRAY) {
                if (!elements(parser, sink)) {
                    return false;
                }
            } else if (start == JsonToken.START_OBJECT) {
                long line = line(parser);
                ObjectNode fields = JSON.readTree(parser).asObject();
                if (!sink.accept(new RawRecord.Sound(line, key, fields))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// At the end of a truncated file the parser itself reports what is missing, with its place.
    private static @Nullable JsonToken next(JsonParser parser) {
        return parser.nextToken();
    }

    private static long line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static RawRecord notAnObject(long line, JsonNode value) {
        String found = value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        return new RawRecord.Broken(line, "is a JSON " + found + ", expected an object");
    }
}
