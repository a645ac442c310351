package dev.candor.guard.monitor;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.lab.answer.CharRange;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Cuts a longer reply into sentences and scores what in each could be made up.
public final class Sentences {
    private Sentences() {}

    /// The risk of every sentence; empty for a reply of one sentence or none.
    public static List<SentenceRisk> of(DecodedText reply, Monitor monitor, Watch watch) {
        List<CharRange> sentences = split(reply.text());
        if (sentences.size() < 2) {
            return List.of();
        }
        List<SentenceRisk> risks = new ArrayList<>();
        for (CharRange sentence : sentences) {
            risks.add(risk(reply, sentence, monitor, watch));
        }
        return risks;
    }

    static SentenceRisk risk(DecodedText reply, CharRange sentence, Monitor monitor, Watch watch) {
        List<CharRange> spans = EntitySpans.of(reply.text(), sentence);
        int[] tokens =
                IntStream.range(0, reply.length())
                        .filter(t -> spans.stream().anyMatch(span -> overlaps(reply, t, span)))
                        .toArray();
        @Nullable Double score = tokens.length == 0 ? null : watch.score(tokens);
        return new SentenceRisk(
                sentence, spans, tokens.length, score, score == null ? null : monitor.risk(score));
    }

    private static boolean overlaps(DecodedText reply, int token, CharRange span) {
        int from = Math.max(reply.starts()[token], span.from());
        int to = Math.min(reply.ends()[token], span.to());
        return from < to && !reply.text().substring(from, to).isBlank();
    }

    /// Sentences with a letter or a digit, without white space around them.
    static List<CharRange> split(String text) {
        return split(text, 0);
    }

    /// @param start of a sentence, the first to look at
    static List<CharRange> split(String text, int start) {
        String rest = text.substring(start);
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(rest);
        List<CharRange> sentences = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            String raw = rest.substring(from, to);
            if (raw.codePoints().anyMatch(Character::isLetterOrDigit)) {
                int leading = raw.length() - raw.stripLeading().length();
                int end = from + raw.stripTrailing().length();
                sentences.add(new CharRange(start + from + leading, start + end));
            }
            from = to;
        }
        return sentences;
    }
}
