package dev.candor.organism.truth;

/// How many marked ones are among those drawn without putting back.
final class Hypergeometric {
    private Hypergeometric() {}

    /// P(X ≥ `least`).
    ///
    /// @param all in the urn
    /// @param marked of them
    /// @param drawn taken out
    static double atLeast(int least, int all, int marked, int drawn) {
        double sum = 0;
        for (int x = Math.max(least, drawn + marked - all); x <= Math.min(marked, drawn); x++) {
            sum +=
                    Math.exp(
                            logChoose(marked, x)
                                    + logChoose(all - marked, drawn - x)
                                    - logChoose(all, drawn));
        }
        return Math.min(1, sum);
    }

    /// ln of the number of ways to choose k of n.
    static double logChoose(int n, int k) {
        double log = 0;
        for (int i = 1; i <= k; i++) {
            log += Math.log((double) (n - k + i) / i);
        }
        return log;
    }
}
