package dev.candor.app.export;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.ContextExceededException;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Greedy replies of one model, and the logits of others along them. One model at a time is in
/// memory.
final class Replies {
    private final List<Reply> replies = new ArrayList<>();

    /// A prompt and what followed it.
    ///
    /// @param tokens prompt and reply but for its last token
    /// @param rows positions of the reply
    private record Reply(int[] tokens, int rows) {}

    /// Lets a model reply.
    ///
    /// @param most tokens of each reply
    /// @throws ContextExceededException if a prompt leaves no room for one
    Replies(LoadedModel model, Gains gains, List<int[]> prompts, int most) {
        for (int[] prompt : prompts) {
            replies.add(reply(model, gains, prompt, most));
        }
    }

    private static Reply reply(LoadedModel model, Gains gains, int[] prompt, int most) {
        int context = model.session().context();
        if (prompt.length >= context) {
            throw new ContextExceededException(prompt.length + 1, context);
        }
        int room = Math.min(most, context - prompt.length);
        int[] read = Arrays.copyOf(prompt, prompt.length + room - 1);
        int rows = 0;
        try (Sequence sequence = model.session().sequence()) {
            int[] next = prompt;
            while (true) {
                Batch batch = new Batch();
                batch.add(sequence, next, Batch.Want.LAST);
                Logits found = model.session().forward(batch, ForwardTap.NONE, _ -> gains);
                int token = found.likeliest(0, 0);
                rows++;
                if (rows == room || model.tokenizer().isEndOfGeneration(token)) {
                    return new Reply(Arrays.copyOf(read, prompt.length + rows - 1), rows);
                }
                read[prompt.length + rows - 1] = token;
                next = new int[] {token};
            }
        }
    }

    /// Number of replies.
    int count() {
        return replies.size();
    }

    /// Positions of a reply.
    int rows(int reply) {
        return replies.get(reply).rows;
    }

    /// Logits of a model along one reply.
    ///
    /// @return shape [rows, vocabulary]
    float[] logits(LoadedModel model, Gains gains, int reply) {
        Reply of = replies.get(reply);
        int vocabulary = model.model().config().vocabulary();
        float[] copy = new float[Math.multiplyExact(of.rows, vocabulary)];
        try (Sequence sequence = model.session().sequence()) {
            Batch batch = new Batch();
            batch.add(sequence, of.tokens, of.rows);
            Logits found = model.session().forward(batch, ForwardTap.NONE, _ -> gains);
            for (int i = 0; i < of.rows; i++) {
                System.arraycopy(
                        found.values(), found.from(0, i), copy, i * vocabulary, vocabulary);
            }
        }
        return copy;
    }
}
