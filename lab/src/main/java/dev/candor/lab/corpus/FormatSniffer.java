package dev.candor.lab.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Finds the format that fits most of a file's first records; the first in order wins a tie.
final class FormatSniffer {
    private static final int SAMPLE = 100;

    private FormatSniffer() {}

    static QuestionFormat sniff(Path file, RecordFile records, Container container) {
        List<ObjectNode> sample = new ArrayList<>();
        List<RawRecord.Broken> broken = new ArrayList<>();
        records.forEach(
                container,
                record -> {
                    switch (record) {
                        case RawRecord.Sound sound -> sample.add(sound.fields());
                        case RawRecord.Broken bad -> broken.add(bad);
                    }
                    return sample.size() + broken.size() < SAMPLE;
                });
        QuestionFormat best = QuestionFormat.PLAIN;
        long most = 0;
        for (QuestionFormat format : QuestionFormat.values()) {
            long fitting = sample.stream().filter(format::matches).count();
            if (fitting > most) {
                best = format;
                most = fitting;
            }
        }
        if (most == 0) {
            throw new QuestionFileException(file, problem(container, sample, broken));
        }
        return best;
    }

    private static String problem(
            Container container, List<ObjectNode> sample, List<RawRecord.Broken> broken) {
        if (sample.isEmpty() && broken.isEmpty()) {
            return "holds no record, expected questions";
        }
        if (sample.isEmpty()) {
            RawRecord.Broken first = broken.getFirst();
            return "line " + first.line() + " " + first.reason();
        }
        Set<String> names = new LinkedHashSet<>();
        sample.forEach(fields -> names.addAll(fields.propertyNames()));
        return "no question with answers found ("
                + container.label()
                + " with the fields "
                + String.join(", ", names.stream().limit(12).toList())
                + "), expected "
                + QuestionFormat.PLAIN.expected()
                + ", or one of the formats "
                + QuestionFormat.labels();
    }
}
