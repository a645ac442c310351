package dev.candor.engine.forward;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.testing.ReferenceGguf;
import java.nio.file.Path;

/// Measures how far a session's logits are from the plain forward pass in double precision.
public final class ReferenceComparison {
    private ReferenceComparison() {}

    /// The largest difference behind any of `tokens`, relative to the spread of the logits there;
    /// NaN if any logit is.
    public static double largestDifference(Path file, Kernels kernels, int... tokens) {
        double[][] expected;
        try (GgufFile gguf = GgufFile.open(file)) {
            expected = ReferenceGguf.read(gguf).run(tokens).logits();
        }
        double largest = 0;
        try (Model model = Model.open(file);
                Workers workers = new Workers(2)) {
            Session session = new Session(model, kernels, workers);
            Batch batch = new Batch();
            batch.add(session.sequence(), tokens, Batch.Want.ALL);
            Logits logits = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            float[][] found = Runner.rows(logits, 0, tokens.length);
            for (int t = 0; t < tokens.length; t++) {
                largest = Math.max(largest, difference(expected[t], found[t]));
            }
        }
        return largest;
    }

    /// max |found − expected| / (max expected − min expected).
    static double difference(double[] expected, float[] found) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            low = Math.min(low, expected[i]);
            high = Math.max(high, expected[i]);
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        return worst / (high - low);
    }
}
