package dev.candor.app.export;

/// Absolute differences of logits, over positions and vocabulary.
///
/// @param most the largest
/// @param mean over all
public record LogitDifference(double most, double mean) {
    /// Adds up differences.
    static final class Sum {
        private double most;
        private double total;
        private long count;

        /// @return the largest of these
        double add(float[] one, int oneFrom, float[] other, int otherFrom, int n) {
            double largest = 0;
            for (int i = 0; i < n; i++) {
                double difference = Math.abs((double) one[oneFrom + i] - other[otherFrom + i]);
                largest = Math.max(largest, difference);
                total += difference;
            }
            count += n;
            most = Math.max(most, largest);
            return largest;
        }

        LogitDifference end() {
            return new LogitDifference(most, count == 0 ? 0 : total / count);
        }
    }
}
