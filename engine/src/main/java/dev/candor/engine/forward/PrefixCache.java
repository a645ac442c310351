package dev.candor.engine.forward;

import dev.candor.engine.neuron.Gains;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What sequences have read, kept for prompts that begin alike under equal gains. Bounded in
/// tokens, whole pages counted; those used longest ago go first.
final class PrefixCache implements AutoCloseable {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(Gains gains, int[] tokens, Sequence sequence) {
        int held() {
            return held(tokens.length);
        }

        /// Positions of the pages that hold so many.
        static int held(int tokens) {
            return Math.ceilDiv(tokens, KvPages.POSITIONS) * KvPages.POSITIONS;
        }
    }

    private final Session session;
    private final int mostTokens;

    /// Used longest ago first.
    private final List<Kept> kept = new ArrayList<>();

    private int held;

    /// @param mostTokens over all that is kept, shared pages counted for each; 0 keeps nothing
    PrefixCache(Session session, int mostTokens) {
        this.session = session;
        this.mostTokens = mostTokens;
    }

    /// How many tokens of a prompt need not be read, all but the last at most.
    int shared(int[] prompt, Gains gains) {
        Kept best = longest(prompt, gains);
        return best == null ? 0 : common(best.tokens, prompt);
    }

    /// A new sequence that has read so many tokens of the prompt.
    Sequence begin(int[] prompt, Gains gains) {
        Kept best = longest(prompt, gains);
        if (best == null) {
            return session.sequence();
        }
        kept.remove(best);
        kept.add(best);
        return session.fork(best.sequence, common(best.tokens, prompt));
    }

    /// Keeps what a sequence has read.
    ///
    /// @param read its tokens; not to be changed
    void keep(Sequence sequence, int[] read, Gains gains) {
        if (!keeps(read.length)) {
            return;
        }
        List<Kept> beginnings = kept.stream().filter(each -> begins(each, read, gains)).toList();
        beginnings.forEach(this::drop);
        while (held + Kept.held(read.length) > mostTokens) {
            drop(kept.getFirst());
        }
        kept.add(new Kept(gains, read, session.fork(sequence, read.length)));
        held += Kept.held(read.length);
    }

    /// Whether it takes so many tokens at all.
    boolean keeps(int count) {
        return Kept.held(count) <= mostTokens;
    }

    private static boolean begins(Kept each, int[] read, Gains gains) {
        int n = each.tokens.length;
        return n <= read.length
                && each.gains.equals(gains)
                && Arrays.equals(each.tokens, 0, n, read, 0, n);
    }

    private void drop(Kept each) {
        kept.remove(each);
        held -= each.held();
        each.sequence.close();
    }

    private @Nullable Kept longest(int[] prompt, Gains gains) {
        Kept best = null;
        int most = 0;
        for (Kept each : kept) {
            if (each.gains.equals(gains)) {
                int same = common(each.tokens, prompt);
                if (same > most) {
                    most = same;
                    best = each;
                }
            }
        }
        return best;
    }

    /// Tokens that two begin with, less than all of the prompt.
    static int common(int[] read, int[] prompt) {
        int limit = Math.min(read.length, prompt.length - 1);
        int same = Arrays.mismatch(read, 0, limit, prompt, 0, limit);
        return same < 0 ? limit : same;
    }

    @Override
    public void close() {
        kept.forEach(each -> each.sequence.close());
        kept.clear();
        held = 0;
    }
}
