package dev.candor.engine.forward;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Draws tokens: temperature, then top-k, then top-p. Ties go to the lower id.
final class Sampler {
    /// Tokens whose weight beside the likeliest's 1 is below e⁻³⁷ < 2⁻⁵³ change no sum of them: it
    /// is at least 1, and they are less than half of its last bit. Nor are they ever drawn, since
    /// the sum is reached before them.
    private static final double NO_WEIGHT = -37;

    private final GenerateOptions options;
    private final SplittableRandom random;

    Sampler(GenerateOptions options) {
        this.options = options;
        this.random = new SplittableRandom(options.seed());
    }

    /// @param logits shape [vocabulary] from `from`
    int next(float[] logits, int from, int vocabulary) {
        if (options.temperature() == 0) {
            return Logits.likeliest(logits, from, vocabulary);
        }
        int[] tokens = likeliest(logits, from, vocabulary);
        double[] weights = new double[tokens.length];
        double max = logits[from + tokens[0]];
        double sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            weights[i] = StrictMath.exp((logits[from + tokens[i]] - max) / options.temperature());
            sum += weights[i];
        }
        int kept = nucleus(weights, sum);
        double mass = 0;
        for (int i = 0; i < kept; i++) {
            mass += weights[i];
        }
        double draw = random.nextDouble() * mass;
        for (int i = 0; i < kept; i++) {
            draw -= weights[i];
            if (draw < 0) {
                return tokens[i];
            }
        }
        return tokens[kept - 1];
    }

    private int nucleus(double[] weights, double sum) {
        double reached = 0;
        for (int i = 0; i < weights.length; i++) {
            reached += weights[i];
            if (reached >= options.topP() * sum) {
                return i + 1;
            }
        }
        return weights.length;
    }

    /// The k likeliest tokens that have weight, likeliest first. Each key packs a logit, in an
    /// order that integers share, above the inverted id.
    private int[] likeliest(float[] logits, int from, int vocabulary) {
        int k = options.topK() == 0 ? vocabulary : Math.min(options.topK(), vocabulary);
        double max = logits[from + Logits.likeliest(logits, from, vocabulary)];
        long[] heap = new long[k];
        int size = 0;
        for (int i = 0; i < vocabulary; i++) {
            if ((logits[from + i] - max) / options.temperature() < NO_WEIGHT) {
                continue;
            }
            long key = (long) ordered(logits[from + i]) << 32 | (~i & 0xffffffffL);
            if (size < k) {
                heap[size++] = key;
                if (size == k) {
                    Arrays.sort(heap);
                }
            } else if (key > heap[0]) {
                insert(heap, key);
            }
        }
        if (size < k) {
            Arrays.sort(heap, 0, size);
        }
        int[] tokens = new int[size];
        for (int i = 0; i < size; i++) {
            tokens[i] = ~(int) heap[size - 1 - i];
        }
        return tokens;
    }

    /// Replaces the least of an ascending array.
    private static void insert(long[] ascending, long key) {
        int at = -(Arrays.binarySearch(ascending, key) + 1) - 1;
        System.arraycopy(ascending, 1, ascending, 0, at);
        ascending[at] = key;
    }

    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ (bits >> 31 & 0x7fffffff);
    }
}
