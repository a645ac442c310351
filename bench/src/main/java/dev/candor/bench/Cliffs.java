package dev.candor.bench;

import java.util.ArrayList;
import java.util.List;

/// What counts as a cliff in a curve of tokens a second.
final class Cliffs {
    /// Largest share by which tokens a second may fall from one batch size to the next.
    static final double BATCH_FALL = 0.10;

    /// Largest share by which a token may cost more than a straight line says.
    static final double CONTEXT_EXCESS = 0.15;

    private Cliffs() {}

    /// Batch sizes at which all sequences together get fewer tokens a second than 90% of those of
    /// the size before: more sequences share each read of the weights and must not cost speed.
    static List<Integer> inBatch(List<Integer> sequences, List<Double> tokensPerSecond) {
        List<Integer> cliffs = new ArrayList<>();
        for (int i = 1; i < sequences.size(); i++) {
            if (tokensPerSecond.get(i) < (1 - BATCH_FALL) * tokensPerSecond.get(i - 1)) {
                cliffs.add(sequences.get(i));
            }
        }
        return cliffs;
    }

    /// Contexts at which a token costs more than 115% of what smaller contexts lead to expect:
    /// attention reads each position before a token once, so the cost is a constant and a multiple
    /// of the context, and the line of least squares through the smaller contexts, or their mean
    /// where that line falls, says how it goes on. The first two make the first line.
    static List<Integer> inContext(List<Integer> contexts, List<Double> tokensPerSecond) {
        List<Integer> cliffs = new ArrayList<>();
        for (int i = 2; i < contexts.size(); i++) {
            double expected = secondsExpected(contexts, tokensPerSecond, i);
            if (1 / tokensPerSecond.get(i) > (1 + CONTEXT_EXCESS) * expected) {
                cliffs.add(contexts.get(i));
            }
        }
        return cliffs;
    }

    /// Seconds a token at point `n`, by the `n` points before it.
    private static double secondsExpected(
            List<Integer> contexts, List<Double> tokensPerSecond, int n) {
        double meanContext = 0;
        double meanSeconds = 0;
        for (int i = 0; i < n; i++) {
            meanContext += (double) contexts.get(i) / n;
            meanSeconds += 1 / tokensPerSecond.get(i) / n;
        }
        double both = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double aside = contexts.get(i) - meanContext;
            both += aside * (1 / tokensPerSecond.get(i) - meanSeconds);
            square += aside * aside;
        }
        double slope = Math.max(0, both / square);
        return meanSeconds + slope * (contexts.get(n) - meanContext);
    }
}
