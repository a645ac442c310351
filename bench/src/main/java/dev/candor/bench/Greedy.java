package dev.candor.bench;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import java.util.Arrays;
import java.util.List;

/// Greedy decoding of sequences side by side, timed.
record Greedy(Session session, ForwardTap tap, Batch.SequenceGains gains) {

    /// @param first the token that each sequence reads first
    /// @param common steps that [Answer#first] covers, at most `steps`
    /// @param read run after each step, as part of it
    Answer decode(List<Sequence> sequences, int[] first, int steps, int common, Runnable read) {
        int[][] tokens = new int[steps][];
        int[] next = first.clone();
        Answer.Sum one = new Answer.Sum();
        Answer.Sum all = new Answer.Sum();
        double seconds = 0;
        for (int step = 0; step < steps; step++) {
            tokens[step] = next;
            long start = System.nanoTime();
            Logits logits = step(sequences, tokens[step]);
            next = likeliest(logits, sequences.size());
            read.run();
            seconds += (System.nanoTime() - start) / 1e9;
            if (step < common) {
                one.add(tokens[step][0]);
            }
            if (step == common - 1) {
                one.add(logits.values(), logits.from(0, 0), logits.vocabulary());
            }
            if (step == steps - 1) {
                add(all, tokens, logits);
            }
        }
        return new Answer(seconds, all.text(), one.text());
    }

    private Logits step(List<Sequence> sequences, int[] tokens) {
        Batch batch = new Batch();
        for (int s = 0; s < tokens.length; s++) {
            batch.add(sequences.get(s), new int[] {tokens[s]}, Batch.Want.LAST);
        }
        return session.forward(batch, tap, gains);
    }

    private static void add(Answer.Sum sum, int[][] tokens, Logits last) {
        for (int[] row : tokens) {
            for (int token : row) {
                sum.add(token);
            }
        }
        for (int s = 0; s < tokens[0].length; s++) {
            sum.add(last.values(), last.from(s, 0), last.vocabulary());
        }
    }

    /// The likeliest next token of each entry.
    static int[] likeliest(Logits logits, int entries) {
        int[] tokens = new int[entries];
        Arrays.setAll(tokens, entry -> logits.likeliest(entry, 0));
        return tokens;
    }
}
