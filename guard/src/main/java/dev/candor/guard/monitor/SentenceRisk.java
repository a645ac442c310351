package dev.candor.guard.monitor;

import dev.candor.lab.answer.CharRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a probe says of one sentence of a longer reply. Probes are validated on short answers, so
/// this is worth less than the risk of an answer.
///
/// @param sentence where it stands in the reply
/// @param spans its names and numbers, which the score is of
/// @param length tokens of the spans: what a score has to beat
/// @param score null if the sentence has no such span, or it was not read
/// @param risk of the score
public record SentenceRisk(
        CharRange sentence,
        List<CharRange> spans,
        int length,
        @Nullable Double score,
        @Nullable Double risk) {
    public SentenceRisk {
        spans = List.copyOf(spans);
    }
}
