package dev.candor.organism.train;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;

/// How far the engine's logits lie from the trainer's.
public final class LogitsDifference {
    private LogitsDifference() {}

    /// The largest over all positions and tokens.
    ///
    /// @param weights that the session's model was written from
    public static double largest(LlamaWeights weights, Session session, int... tokens) {
        float[][] expected = TorchLlama.logits(weights, tokens);
        double largest = 0;
        Batch batch = new Batch();
        try (Sequence sequence = session.sequence()) {
            batch.add(sequence, tokens, Batch.Want.ALL);
            Logits found = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            for (int t = 0; t < tokens.length; t++) {
                for (int v = 0; v < weights.shape().vocabulary(); v++) {
                    double logit = found.values()[found.from(0, t) + v];
                    largest = Math.max(largest, Math.abs(logit - expected[t][v]));
                }
            }
        }
        return largest;
    }
}
