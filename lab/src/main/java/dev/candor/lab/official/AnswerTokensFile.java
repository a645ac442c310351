package dev.candor.lab.official;

import dev.candor.lab.answer.CharRange;
import dev.candor.lab.answer.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Files of answer tokens: one JSON object a line, `{qid: {question, response, tokenized_response,
/// answer_tokens}}`, maybe with `judge` (`true` or `false`), in ours also with `answer_chars`.
public final class AnswerTokensFile {
    private AnswerTokensFile() {}

    /// Reads all rows. A field that is missing or of another type is left empty: what can be made
    /// of a row is for [OfficialSet] to say.
    ///
    /// @throws OfficialFileException if a line is no JSON object of objects, or there is none
    public static List<OfficialRow> read(Path file) throws IOException {
        List<OfficialRow> rows = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            for (Map.Entry<String, JsonNode> row : object(file, number, line).properties()) {
                if (!(row.getValue() instanceof ObjectNode fields)) {
                    throw new OfficialFileException(
                            file,
                            "line " + number,
                            "found a JSON "
                                    + row.getValue().getNodeType()
                                    + " under "
                                    + row.getKey()
                                    + ", expected an object");
                }
                rows.add(row(row.getKey(), fields));
            }
        }
        if (rows.isEmpty()) {
            throw new OfficialFileException(file, "file", "holds no row, expected answer tokens");
        }
        return rows;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new OfficialFileException(file, "file", "is not UTF-8 text");
        }
    }

    private static ObjectNode object(Path file, int line, String text) {
        String found;
        try {
            JsonNode node = JsonMapper.shared().readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            found = "a JSON " + node.getNodeType();
        } catch (JacksonException e) {
            found = "no JSON: " + e.getOriginalMessage();
        }
        throw new OfficialFileException(
                file, "line " + line, "found " + found + ", expected {qid: {…}}");
    }

    private static OfficialRow row(String qid, ObjectNode fields) {
        return new OfficialRow(
                qid,
                text(fields, "question"),
                text(fields, "response"),
                texts(fields, "tokenized_response"),
                texts(fields, "answer_tokens"),
                verdict(fields),
                place(fields.path("answer_chars")));
    }

    private static String text(ObjectNode fields, String name) {
        JsonNode node = fields.path(name);
        return node.isString() ? node.asString() : "";
    }

    private static List<String> texts(ObjectNode fields, String name) {
        return fields.path(name)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }

    private static @Nullable Verdict verdict(ObjectNode fields) {
        return switch (text(fields, "judge")) {
            case "true" -> Verdict.CORRECT;
            case "false" -> Verdict.WRONG;
            case "uncertain", "error" -> Verdict.UNCLEAR;
            default -> null;
        };
    }

    private static @Nullable CharRange place(JsonNode node) {
        return node.isArray() && node.size() == 2
                ? new CharRange(node.path(0).asInt(-1), node.path(1).asInt(-1))
                : null;
    }

    /// Writes rows, replacing what was there.
    public static void write(Path file, List<OfficialRow> rows) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (OfficialRow row : rows) {
                writer.write(json(row).toString());
                writer.write('\n');
            }
        }
    }

    private static ObjectNode json(OfficialRow row) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        ObjectNode fields = line.putObject(row.qid());
        fields.put("question", row.question());
        fields.put("response", row.response());
        addAll(fields.putArray("tokenized_response"), row.tokens());
        addAll(fields.putArray("answer_tokens"), row.answerTokens());
        if (row.verdict() != null) {
            fields.put("judge", judge(row.verdict()));
        }
        if (row.answer() != null) {
            fields.putArray("answer_chars").add(row.answer().from()).add(row.answer().to());
        }
        return line;
    }

    private static void addAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static String judge(Verdict verdict) {
        return switch (verdict) {
            case CORRECT -> "true";
            case WRONG -> "false";
            case UNCLEAR -> "uncertain";
        };
    }
}
