package dev.candor.guard.monitor;

import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.lab.answer.CharRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last sentence of a reply that grows. What stands before the last few is not looked at again,
/// so that a token costs the same in a long reply.
public final class LastSentence {
    /// More text may join the last sentence to the one before it ("approx. 5" → "approx. 5 m"), but
    /// not to older ones.
    private static final int MAY_CHANGE = 3;

    private final Monitor monitor;
    private final Watch watch;

    /// Where the oldest sentence begins that may change.
    private int from;

    public LastSentence(Monitor monitor, Watch watch) {
        this.monitor = monitor;
        this.watch = watch;
    }

    /// The last sentence so far of a reply of more than one; null for a reply of one or none.
    ///
    /// @param reply begins with what was given before
    public @Nullable SentenceRisk of(DecodedText reply) {
        List<CharRange> sentences = Sentences.split(reply.text(), from);
        int count = sentences.size();
        if (count == 0 || (count == 1 && from == 0)) {
            return null;
        }
        if (count > MAY_CHANGE) {
            from = sentences.get(count - MAY_CHANGE).from();
        }
        return Sentences.risk(reply, sentences.getLast(), monitor, watch);
    }
}
