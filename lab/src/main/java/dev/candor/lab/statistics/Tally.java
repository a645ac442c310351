package dev.candor.lab.statistics;

/// How many of the items that count.
///
/// @param count of them
/// @param of items that count
/// @param rate count / of; NaN of none
public record Tally(int count, int of, double rate) {
    static Tally of(double[] values) {
        int count = 0;
        int of = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                count += value > 0 ? 1 : 0;
                of++;
            }
        }
        return new Tally(count, of, of == 0 ? Double.NaN : (double) count / of);
    }
}
