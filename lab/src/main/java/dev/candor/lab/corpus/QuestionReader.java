package dev.candor.lab.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads question files: JSONL, JSON, CSV or TSV, under the field names of [QuestionFormat].
///
/// A bad record is skipped and reported with its line; an empty file, or one with more than 5% bad
/// records, is refused with a [QuestionFileException].
public final class QuestionReader {
    /// Largest share of bad records a file may have.
    static final double MAX_BAD = 0.05;

    /// Told of each question when its first record is read, for fields of a reader's own.
    @FunctionalInterface
    public interface Seen {
        void question(Question question, Records.Row record);
    }

    private static final Seen NOTHING_MORE = (question, record) -> {};

    /// Reads one file.
    ///
    /// @param format null to find it out
    public QuestionFile read(Path file, @Nullable QuestionFormat format) {
        return read(file, sourceName(file), format, NOTHING_MORE);
    }

    /// Reads one file.
    ///
    /// @param format null to find it out
    /// @param seen may refuse a record; later records that ask the same are not shown
    public QuestionFile read(Path file, @Nullable QuestionFormat format, Seen seen) {
        return read(file, sourceName(file), format, seen);
    }

    /// Reads several files; a question asked by two of them is kept from the first.
    ///
    /// @param format of all files, null to find it out for each
    public QuestionSet readAll(List<Path> files, @Nullable QuestionFormat format) {
        List<QuestionFile> read = new ArrayList<>();
        Set<String> sources = new HashSet<>();
        for (Path file : files) {
            String base = sourceName(file);
            String source = base;
            for (int n = 2; !sources.add(source); n++) {
                source = base + "-" + n;
            }
            read.add(read(file, source, format, NOTHING_MORE));
        }
        return QuestionSet.of(read);
    }

    private static QuestionFile read(
            Path file, String source, @Nullable QuestionFormat format, Seen seen) {
        RecordFile records = new RecordFile(file);
        Container container = records.container();
        QuestionFormat found =
                format == null ? FormatSniffer.sniff(file, records, container) : format;
        QuestionCollector collector =
                new QuestionCollector(
                        source,
                        found,
                        (question, record) ->
                                seen.question(
                                        question,
                                        new Records.Row(file, record.line(), record.fields())));
        records.forEach(container, collector);
        List<SkippedLine> skipped = collector.skipped();
        if (collector.records() == 0) {
            throw new QuestionFileException(file, "holds no record, expected questions");
        }
        if (skipped.size() > MAX_BAD * collector.records()) {
            throw new QuestionFileException(
                    file,
                    "%d of %d records are bad, at most 5%% may be; the first: line %d %s"
                            .formatted(
                                    skipped.size(),
                                    collector.records(),
                                    skipped.getFirst().line(),
                                    skipped.getFirst().reason()));
        }
        return new QuestionFile(
                source,
                records.sha256(),
                container,
                found,
                collector.records(),
                collector.questions(),
                skipped,
                collector.duplicates());
    }

    /// The file's name without its last extension.
    static String sourceName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
