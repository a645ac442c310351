package dev.candor.bench;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import java.util.Arrays;

/// Our greedy replies under gains, to lay beside the peer's.
///
/// @param model without any edit
record DialledReplies(LoadedModel model) {
    /// How two replies to one prompt compare.
    ///
    /// @param common tokens from the start that are the same
    /// @param length of ours
    /// @param margin how much likelier our next token is than theirs where they part, in logits;
    ///   NaN where they do not
    record Compared(int common, int length, double margin) {
        boolean isSame() {
            return Double.isNaN(margin);
        }
    }

    /// @param theirs the peer's reply, without the token that ends it
    /// @param most tokens of a reply
    Compared compare(int[] prompt, Gains gains, int[] theirs, int most) {
        try (Sequence sequence = model.session().sequence()) {
            int[] next = prompt;
            for (int i = 0; i < most; i++) {
                Batch batch = new Batch();
                batch.add(sequence, next, Batch.Want.LAST);
                Logits logits = model.session().forward(batch, ForwardTap.NONE, _ -> gains);
                int ours = logits.likeliest(0, 0);
                boolean over = model.tokenizer().isEndOfGeneration(ours);
                boolean theirsOver = i >= theirs.length;
                if (over && theirsOver) {
                    return new Compared(i, i, Double.NaN);
                }
                if (theirsOver || theirs[i] != ours) {
                    return new Compared(i, i + 1, margin(logits, ours, theirs, i));
                }
                next = new int[] {ours};
            }
            return new Compared(most, most, Double.NaN);
        }
    }

    private double margin(Logits logits, int ours, int[] theirs, int i) {
        int from = logits.from(0, 0);
        int other = i < theirs.length ? theirs[i] : likeliestEnd(logits, from);
        return logits.values()[from + ours] - logits.values()[from + other];
    }

    private int likeliestEnd(Logits logits, int from) {
        int best = model.tokenizer().eos();
        for (int token = 0; token < logits.vocabulary(); token++) {
            if (model.tokenizer().isEndOfGeneration(token)
                    && logits.values()[from + token] > logits.values()[from + best]) {
                best = token;
            }
        }
        return best;
    }

    /// A reply without the token that ends it.
    int[] withoutEnd(int[] reply) {
        int length = 0;
        while (length < reply.length && !model.tokenizer().isEndOfGeneration(reply[length])) {
            length++;
        }
        return Arrays.copyOf(reply, length);
    }
}
