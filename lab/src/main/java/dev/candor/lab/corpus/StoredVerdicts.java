package dev.candor.lab.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the responses and verdicts of files that carry them: `responses` with `judges` of the same
/// length, or one `response` with its `judge`, beside the question and its answers.
public final class StoredVerdicts {
    private StoredVerdicts() {}

    /// All of them in the file's order; every record must carry them.
    public static List<StoredVerdict> read(Path file) {
        RecordFile records = new RecordFile(file);
        Container container = records.container();
        QuestionFormat format = FormatSniffer.sniff(file, records, container);
        List<StoredVerdict> found = new ArrayList<>();
        records.forEach(
                container,
                record -> {
                    String problem =
                            switch (record) {
                                case RawRecord.Broken broken -> broken.reason();
                                case RawRecord.Sound sound -> add(sound, format, file, found);
                            };
                    if (problem != null) {
                        throw new QuestionFileException(
                                file, "line " + record.line() + " " + problem);
                    }
                    return true;
                });
        return found;
    }

    private static @Nullable String add(
            RawRecord.Sound record, QuestionFormat format, Path file, List<StoredVerdict> into) {
        QuestionCollector one = new QuestionCollector(QuestionReader.sourceName(file), format);
        one.accept(record);
        if (one.questions().isEmpty()) {
            return one.skipped().getFirst().reason();
        }
        Question question = one.questions().getFirst();
        List<String> responses = texts(record.fields(), "responses", "response");
        List<String> verdicts = texts(record.fields(), "judges", "judge");
        if (responses.isEmpty() || responses.size() != verdicts.size()) {
            return "has %d responses and %d verdicts, expected as many of each"
                    .formatted(responses.size(), verdicts.size());
        }
        for (int i = 0; i < responses.size(); i++) {
            into.add(new StoredVerdict(question, responses.get(i), verdicts.get(i)));
        }
        return null;
    }

    private static List<String> texts(ObjectNode fields, String many, String one) {
        JsonNode list = fields.get(many);
        if (list != null && list.isArray()) {
            List<String> texts = new ArrayList<>();
            list.forEach(item -> texts.add(item.asString("")));
            return texts;
        }
        JsonNode single = fields.get(one);
        return single == null ? List.of() : List.of(single.asString(""));
    }
}
