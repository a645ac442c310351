package dev.candor.engine.forward;

/// Logits of one forward call. The values are the session's buffer: read them before the next call.
public final class Logits {
    private final float[] values;
    private final int vocabulary;
    private final int[] firstRow;

    Logits(float[] values, int vocabulary, int[] firstRow) {
        this.values = values;
        this.vocabulary = vocabulary;
        this.firstRow = firstRow;
    }

    /// The buffer, shape [rows, vocabulary]; stale behind the last row.
    public float[] values() {
        return values;
    }

    public int vocabulary() {
        return vocabulary;
    }

    /// Where in [#values()] the logits after an entry's `i`-th wanted token begin.
    public int from(int entry, int i) {
        int row = firstRow[entry] + i;
        if (i < 0 || row >= firstRow[entry + 1]) {
            throw new IllegalArgumentException("entry " + entry + " has no logits " + i);
        }
        return row * vocabulary;
    }

    /// The likeliest next token after an entry's `i`-th wanted token, the first of several.
    public int likeliest(int entry, int i) {
        return likeliest(values, from(entry, i), vocabulary);
    }

    /// The likeliest of the `vocabulary` tokens whose logits begin at `from`, the first of several.
    public static int likeliest(float[] logits, int from, int vocabulary) {
        int best = 0;
        for (int i = 1; i < vocabulary; i++) {
            if (logits[from + i] > logits[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /// ln p(token) under the softmax of the `vocabulary` logits from `from`.
    public static double logProbability(float[] logits, int from, int vocabulary, int token) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < vocabulary; i++) {
            max = Math.max(max, logits[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < vocabulary; i++) {
            sum += StrictMath.exp(logits[from + i] - max);
        }
        return logits[from + token] - max - StrictMath.log(sum);
    }

    /// Entropy of the softmax of the `vocabulary` logits from `from`, in nats.
    public static double entropy(float[] logits, int from, int vocabulary) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < vocabulary; i++) {
            max = Math.max(max, logits[from + i]);
        }
        // H = ln S − Σ e^d·d / S, with d = logit − max and S = Σ e^d.
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < vocabulary; i++) {
            double below = logits[from + i] - max;
            double e = StrictMath.exp(below);
            sum += e;
            weighted += e == 0 ? 0 : e * below;
        }
        return StrictMath.log(sum) - weighted / sum;
    }
}
