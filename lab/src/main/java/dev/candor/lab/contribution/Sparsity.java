package dev.candor.lab.contribution;

import java.util.Arrays;
import java.util.List;

/// How unevenly a vector's size is spread over its entries. Each measure exists for squares (Σh²,
/// energy) and for absolute values (Σ|h|), and the two can disagree, so both are named.
///
/// A vector of zeros counts as evenly spread.
public final class Sparsity {
    /// What [#of] returns, in its order.
    ///
    /// - `top1`, `top5`, `top10`: share of the sum that the largest 1, 5 and 10% of entries hold
    /// - `hoyer`: (√n − Σ|h| / √Σh²) / (√n − 1), from 0 (even) to 1 (one entry); it needs both sums
    /// - `gini`: Gini coefficient of the entries' shares
    /// - `rank`: effective rank, exp of the entropy of the shares, divided by n
    /// - `l0`: share of entries above 1% of the largest |h|
    public static final List<String> NAMES =
            List.of(
                    "top1 of squares",
                    "top5 of squares",
                    "top10 of squares",
                    "gini of squares",
                    "rank of squares",
                    "top1 of absolutes",
                    "top5 of absolutes",
                    "top10 of absolutes",
                    "gini of absolutes",
                    "rank of absolutes",
                    "hoyer",
                    "l0");

    private static final int OF_EACH = 5;
    private static final double[] TOPS = {0.01, 0.05, 0.1};
    private static final double SMALL = 0.01;

    private Sparsity() {}

    /// The measures of `n` entries from `from`, shape [NAMES.size()].
    public static double[] of(float[] values, int from, int n) {
        double[] absolutes = new double[n];
        for (int i = 0; i < n; i++) {
            absolutes[i] = Math.abs((double) values[from + i]);
        }
        Arrays.sort(absolutes);
        double[] squares = new double[n];
        Arrays.setAll(squares, i -> absolutes[i] * absolutes[i]);
        double[] measures = new double[NAMES.size()];
        shares(squares, measures, 0);
        shares(absolutes, measures, OF_EACH);
        double sum = Arrays.stream(absolutes).sum();
        double length = Math.sqrt(Arrays.stream(squares).sum());
        double root = Math.sqrt(n);
        measures[2 * OF_EACH] = length == 0 || n == 1 ? 0 : (root - sum / length) / (root - 1);
        measures[2 * OF_EACH + 1] = above(absolutes, SMALL * absolutes[n - 1]);
        return measures;
    }

    /// @param sizes ascending
    private static void shares(double[] sizes, double[] into, int at) {
        int n = sizes.length;
        double sum = Arrays.stream(sizes).sum();
        double entropy = 0;
        double ranked = 0;
        for (int i = 0; i < n; i++) {
            double share = sum == 0 ? 1.0 / n : sizes[i] / sum;
            entropy -= share > 0 ? share * Math.log(share) : 0;
            ranked += (i + 1) * share;
        }
        for (int t = 0; t < TOPS.length; t++) {
            int count = Math.max(1, (int) Math.round(TOPS[t] * n));
            double top = 0;
            for (int i = n - count; i < n; i++) {
                top += sum == 0 ? 1.0 / n : sizes[i] / sum;
            }
            into[at + t] = top;
        }
        into[at + TOPS.length] = 2 * ranked / n - (n + 1.0) / n;
        into[at + TOPS.length + 1] = Math.exp(entropy) / n;
    }

    private static double above(double[] ascending, double least) {
        int count = 0;
        for (double value : ascending) {
            count += value > least ? 1 : 0;
        }
        return least == 0 ? 1 : (double) count / ascending.length;
    }
}
