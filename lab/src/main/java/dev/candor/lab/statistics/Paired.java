package dev.candor.lab.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What the same items did before and after. Items of a group, such as questions about one person,
/// are drawn together.
///
/// @param before of each item: 1, 0, or NaN where it does not count
/// @param after of the same items
/// @param groups what each item is about
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record Paired(double[] before, double[] after, List<String> groups) {
    public Paired {
        groups = List.copyOf(groups);
        if (before.length != groups.size() || after.length != groups.size()) {
            throw new IllegalArgumentException(
                    "%d and %d items, expected %d"
                            .formatted(before.length, after.length, groups.size()));
        }
    }

    /// A difference of rates.
    ///
    /// @param items that count on both sides
    /// @param before rate of those
    /// @param points rate after − rate before, in percentage points; NaN without items
    /// @param interval 95%, from resampling groups with both sides of their items
    /// @param test of the items that changed
    public record Difference(
            int items, double before, double points, Interval interval, McNemar test) {}

    public Difference difference(long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] clusters = numbered(groups, numbers);
        int count = numbers.size();
        Sums sums = sums(clusters, count);
        int[] once = Resampling.all(count);
        return new Difference(
                IntStream.of(sums.items).sum(),
                mean(sums.before, sums.items, once),
                100 * mean(sums.gains, sums.items, once),
                Resampling.interval(
                        count, seed, drawn -> 100 * mean(sums.gains, sums.items, drawn)),
                McNemar.of(before, after));
    }

    /// The same without leaving out what counts on one side only.
    public Shift shift(long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] clusters = numbered(groups, numbers);
        Side own = Side.of(before, clusters, numbers.size());
        Side then = Side.of(after, clusters, numbers.size());
        int[] once = Resampling.all(numbers.size());
        return new Shift(
                Tally.of(before),
                Tally.of(after),
                100 * (then.rate(once) - own.rate(once)),
                Resampling.interval(
                        numbers.size(), seed, drawn -> 100 * (then.rate(drawn) - own.rate(drawn))),
                (int)
                        IntStream.range(0, before.length)
                                .filter(i -> !Double.isNaN(before[i]) && !Double.isNaN(after[i]))
                                .count(),
                McNemar.of(before, after));
    }

    /// One side's items by cluster, shape [clusters].
    private record Side(double[] sums, int[] items) {
        static Side of(double[] values, int[] clusters, int count) {
            Side side = new Side(new double[count], new int[count]);
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    side.sums[clusters[i]] += values[i];
                    side.items[clusters[i]]++;
                }
            }
            return side;
        }

        double rate(int[] drawn) {
            return mean(sums, items, drawn);
        }
    }

    /// The mean of the differences of several sets of items, each of which weighs the same. Items
    /// of one group are drawn together, whichever set they are in.
    ///
    /// @param sets at least one
    public static Mean mean(List<Paired> sets, long seed) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Sums> sums = sums(sets, numbers);
        int count = numbers.size();
        return new Mean(
                mean(sums, Resampling.all(count)),
                Resampling.interval(count, seed, drawn -> mean(sums, drawn)));
    }

    /// The same without an interval.
    ///
    /// @param sets at least one
    public static double points(List<Paired> sets) {
        Map<String, Integer> numbers = new HashMap<>();
        List<Sums> sums = sums(sets, numbers);
        return mean(sums, Resampling.all(numbers.size()));
    }

    /// @param numbers of the groups of all sets; filled
    private static List<Sums> sums(List<Paired> sets, Map<String, Integer> numbers) {
        List<int[]> clusters = sets.stream().map(set -> numbered(set.groups, numbers)).toList();
        return IntStream.range(0, sets.size())
                .mapToObj(s -> sets.get(s).sums(clusters.get(s), numbers.size()))
                .toList();
    }

    /// NaN if a set has no item among those drawn.
    private static double mean(List<Sums> sets, int[] drawn) {
        double sum = 0;
        for (Sums set : sets) {
            sum += 100 * mean(set.gains, set.items, drawn);
        }
        return sum / sets.size();
    }

    /// Numbers of the groups, from 0; those not met before are added.
    static int[] numbered(List<String> groups, Map<String, Integer> numbers) {
        return groups.stream()
                .mapToInt(group -> numbers.computeIfAbsent(group, g -> numbers.size()))
                .toArray();
    }

    /// By cluster, of the items that count on both sides.
    private record Sums(double[] before, double[] gains, int[] items) {}

    private Sums sums(int[] clusters, int count) {
        Sums sums = new Sums(new double[count], new double[count], new int[count]);
        for (int i = 0; i < clusters.length; i++) {
            double gain = after[i] - before[i];
            if (!Double.isNaN(gain)) {
                sums.before[clusters[i]] += before[i];
                sums.gains[clusters[i]] += gain;
                sums.items[clusters[i]]++;
            }
        }
        return sums;
    }

    /// NaN of none.
    static double mean(double[] sums, int[] counts, int[] drawn) {
        double sum = 0;
        long n = 0;
        for (int c = 0; c < drawn.length; c++) {
            sum += drawn[c] * sums[c];
            n += (long) drawn[c] * counts[c];
        }
        return n == 0 ? Double.NaN : sum / n;
    }
}
