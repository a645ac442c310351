package dev.candor.lab.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The records of a file that holds no questions in the sense of [QuestionReader]: JSONL, a JSON
/// array, CSV or TSV with a header. Every record must be sound.
///
/// @param sha256 of the file's bytes, lower-case hex
/// @param rows in the file's order, at least one
public record Records(String sha256, List<Row> rows) {
    private static final JsonMapper STRICT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    public Records {
        rows = List.copyOf(rows);
    }

    /// One record.
    ///
    /// @param line that it starts on, from 1
    /// @param fields a CSV row's are all text, without its empty cells
    public record Row(Path file, long line, ObjectNode fields) {
        /// What refuses the file because of this record.
        public QuestionFileException refused(String problem) {
            return new QuestionFileException(file, "line " + line + ": " + problem);
        }

        /// The text of a field, null where it is missing or blank.
        ///
        /// @throws QuestionFileException if it is no text, number or truth value
        public @Nullable String optional(String name) {
            JsonNode value = fields.get(name);
            if (value == null || value.isNull()) {
                return null;
            }
            if (!value.isValueNode()) {
                throw refused("%s is no text: %s, expected text".formatted(name, shown(value)));
            }
            String text = value.asString().strip();
            return text.isEmpty() ? null : text;
        }

        /// The text of a field.
        ///
        /// @throws QuestionFileException if there is none
        public String text(String name) {
            String text = optional(name);
            if (text == null) {
                throw refused(
                        "found no %s among %s, expected text"
                                .formatted(name, fields.propertyNames()));
            }
            return text;
        }

        /// The texts of a list that may also stand as one text or as JSON in a cell; empty where
        /// the field is missing.
        public List<String> texts(String name) {
            JsonNode value = fields.get(name);
            if (value == null || value.isNull()) {
                return List.of();
            }
            return Aliases.of(Map.of(name, value));
        }

        private static String shown(JsonNode value) {
            String text = value.toString();
            return text.length() <= 60 ? text : text.substring(0, 60) + "…";
        }
    }

    /// Reads a file.
    ///
    /// @throws QuestionFileException if it is missing, empty or of another shape, or a record is
    ///   damaged
    public static Records read(Path file) {
        RecordFile records = new RecordFile(file);
        List<Row> rows =
                switch (records.container()) {
                    case JSON_LINES, JSON_OBJECT -> lines(file);
                    case JSON_ARRAY -> rows(file, records, Container.JSON_ARRAY);
                    case CSV -> rows(file, records, Container.CSV);
                    case TSV -> rows(file, records, Container.TSV);
                };
        if (rows.isEmpty()) {
            throw new QuestionFileException(file, "holds no record, expected at least one");
        }
        return new Records(records.sha256(), rows);
    }

    /// The first record as it stands, to tell files apart by; null where it is damaged.
    ///
    /// @throws QuestionFileException if the file is missing, empty or of another shape
    public static @Nullable Row first(Path file) {
        RecordFile records = new RecordFile(file);
        Container container = records.container();
        if (container == Container.JSON_LINES) {
            return firstLine(file);
        }
        List<Row> first = new ArrayList<>();
        records.forEach(
                container,
                record -> {
                    if (record instanceof RawRecord.Sound sound) {
                        first.add(new Row(file, sound.line(), sound.fields()));
                    }
                    return false;
                });
        return first.isEmpty() ? null : first.getFirst();
    }

    private static @Nullable Row firstLine(Path file) {
        try (LineReader lines = new LineReader(file)) {
            LineReader.Line line = lines.nextFilled();
            return line == null ? null : new Row(file, line.number(), object(file, line));
        } catch (QuestionFileException damaged) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Row> rows(Path file, RecordFile records, Container container) {
        List<Row> rows = new ArrayList<>();
        records.forEach(
                container,
                record ->
                        switch (record) {
                            case RawRecord.Sound sound ->
                                    rows.add(new Row(file, sound.line(), sound.fields()));
                            case RawRecord.Broken broken ->
                                    throw refused(file, broken.line(), broken.reason());
                        });
        return rows;
    }

    /// Each line as it is: a record's own objects and lists are no further records.
    private static List<Row> lines(Path file) {
        List<Row> rows = new ArrayList<>();
        try (LineReader lines = new LineReader(file)) {
            for (LineReader.Line l = lines.nextFilled(); l != null; l = lines.nextFilled()) {
                rows.add(new Row(file, l.number(), object(file, l)));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode object(Path file, LineReader.Line line) {
        String text = line.text();
        if (text == null) {
            throw refused(file, line.number(), "is not UTF-8 text");
        }
        try {
            if (STRICT.readTree(text) instanceof ObjectNode fields) {
                return fields;
            }
        } catch (JacksonException e) {
            throw refused(
                    file,
                    line.number(),
                    "is not JSON: " + e.getOriginalMessage() + ", expected an object a line");
        }
        throw refused(file, line.number(), "is no JSON object, expected one");
    }

    private static QuestionFileException refused(Path file, long line, String problem) {
        return new QuestionFileException(file, "line " + line + " " + problem);
    }
}
