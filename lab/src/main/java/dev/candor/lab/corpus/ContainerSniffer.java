package dev.candor.lab.corpus;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Tells what holds a file's records from its first lines; file names are no guide (JSONL is often
/// named `.json`).
final class ContainerSniffer {
    /// Refuses text after the first value, so that `{…} {…}` is no complete object.
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ContainerSniffer() {}

    static Container sniff(Path file) throws IOException {
        try (LineReader lines = new LineReader(file)) {
            LineReader.Line first = lines.nextFilled();
            if (first == null) {
                throw new QuestionFileException(file, "is empty, expected questions");
            }
            String text = first.text();
            if (text == null) {
                throw new QuestionFileException(file, "line 1 is not UTF-8 text");
            }
            if (text.startsWith("[")) {
                return Container.JSON_ARRAY;
            }
            if (text.startsWith("{")) {
                boolean perLine =
                        isObject(text)
                                || isObject(lines.nextFilled())
                                || isObject(lines.nextFilled());
                return perLine ? Container.JSON_LINES : Container.JSON_OBJECT;
            }
            return text.indexOf('\t') >= 0 ? Container.TSV : Container.CSV;
        }
    }

    private static boolean isObject(LineReader.@Nullable Line line) {
        return line != null && line.text() != null && isObject(line.text());
    }

    private static boolean isObject(String line) {
        try {
            return line.startsWith("{") && JSON.readTree(line).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
