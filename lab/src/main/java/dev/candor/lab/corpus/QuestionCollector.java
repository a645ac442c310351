package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns the records of one file into questions, and keeps count of what it leaves out.
final class QuestionCollector implements RecordFile.Sink {
    private final String source;
    private final QuestionFormat format;
    private final BiConsumer<Question, RawRecord.Sound> seen;
    private final Map<String, Question> byText = new LinkedHashMap<>();
    private final List<SkippedLine> skipped = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int records;
    private int duplicates;

    QuestionCollector(String source, QuestionFormat format) {
        this(source, format, (question, record) -> {});
    }

    /// @param seen told of each question when its first record is read
    QuestionCollector(
            String source, QuestionFormat format, BiConsumer<Question, RawRecord.Sound> seen) {
        this.source = source;
        this.format = format;
        this.seen = seen;
    }

    @Override
    public boolean accept(RawRecord record) {
        records++;
        switch (record) {
            case RawRecord.Broken broken -> skip(broken.line(), broken.reason());
            case RawRecord.Sound sound -> add(sound);
        }
        return true;
    }

    private void add(RawRecord.Sound record) {
        JsonNode node = format.question(record.fields());
        if (node == null) {
            skip(record.line(), missing("question", record.fields()));
            return;
        }
        String text = Instruction.stripFrom(node.stringValue());
        if (text.isEmpty()) {
            skip(record.line(), "has an empty question");
            return;
        }
        List<String> aliases = Aliases.of(format.answers(record.fields()));
        boolean unanswerable = QuestionFormat.isUnanswerable(record.fields());
        if (aliases.isEmpty() && !unanswerable) {
            skip(record.line(), missing("answer", record.fields()));
            return;
        }
        if (!aliases.isEmpty() && unanswerable) {
            skip(record.line(), "has an answer and is unanswerable, expected one of them");
            return;
        }
        List<String> groups = Groups.of(record.fields());
        if (groups == null) {
            skip(record.line(), "has a group that is neither a name nor a list of names");
            return;
        }
        String key = QuestionText.normalise(text);
        Question kept = byText.get(key);
        if (kept == null) {
            Question question = new Question(id(record, text), source, text, aliases, groups);
            byText.put(key, question);
            seen.accept(question, record);
        } else {
            duplicates++;
            byText.put(key, kept.alsoIn(groups));
        }
    }

    /// A file's own id that was seen before is told apart by the text's hash.
    private String id(RawRecord.Sound record, String text) {
        String own = ownId(record);
        String id = source + "#" + (own == null ? QuestionText.hash(text) : own);
        if (!ids.add(id)) {
            id = id + "~" + QuestionText.hash(text);
            ids.add(id);
        }
        return id;
    }

    private static @Nullable String ownId(RawRecord.Sound record) {
        String key = record.key();
        return key == null || key.isEmpty() ? QuestionFormat.id(record.fields()) : key;
    }

    private String missing(String what, ObjectNode fields) {
        return "has no "
                + what
                + " (found "
                + String.join(", ", fields.propertyNames())
                + "; expected "
                + format.expected()
                + ")";
    }

    private void skip(long line, String reason) {
        skipped.add(new SkippedLine(line, reason));
    }

    List<Question> questions() {
        return List.copyOf(byText.values());
    }

    List<SkippedLine> skipped() {
        return skipped;
    }

    int records() {
        return records;
    }

    int duplicates() {
        return duplicates;
    }
}
