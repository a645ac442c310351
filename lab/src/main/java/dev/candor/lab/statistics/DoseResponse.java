package dev.candor.lab.statistics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What each item did at each α. Items of a cluster, such as questions about one person, are not
/// independent, so resamples draw clusters, each with all its items and all their α.
public final class DoseResponse {
    private final SortedMap<Double, double[]> complied;
    private final List<String> groups;
    private final int count;
    private final double[] alphas;

    /// Sums and numbers of asked items by cluster, shape [alphas][clusters].
    private final double[][] sums;

    private final int[][] asked;

    /// @param complied α → 1, 0, or NaN for an item that was not asked or does not count, shape
    ///   [items]
    private DoseResponse(SortedMap<Double, double[]> complied, List<String> groups) {
        this.complied = complied;
        this.groups = List.copyOf(groups);
        Map<String, Integer> numbers = new HashMap<>();
        int[] clusters = Paired.numbered(groups, numbers);
        this.count = numbers.size();
        this.alphas = complied.keySet().stream().mapToDouble(alpha -> alpha).toArray();
        this.sums = new double[alphas.length][count];
        this.asked = new int[alphas.length][count];
        int a = 0;
        for (double[] items : complied.values()) {
            for (int i = 0; i < items.length; i++) {
                if (!Double.isNaN(items[i])) {
                    sums[a][clusters[i]] += items[i];
                    asked[a][clusters[i]]++;
                }
            }
            a++;
        }
    }

    /// @param complied α → 1, 0, or NaN for an item that was not asked or does not count, shape
    ///   [items]
    /// @param groups what each item is about: items of equal groups are drawn together
    public static DoseResponse of(SortedMap<Double, double[]> complied, List<String> groups) {
        complied.forEach((alpha, items) -> {
            if (items.length != groups.size()) {
                throw new IllegalArgumentException(
                        "α = %s has %d items, expected %d"
                                .formatted(alpha, items.length, groups.size()));
            }
        });
        return new DoseResponse(new TreeMap<>(complied), groups);
    }

    /// Independent items, all asked at every α.
    static DoseResponse of(SortedMap<Double, boolean[]> complied) {
        SortedMap<Double, double[]> values = new TreeMap<>();
        complied.forEach((alpha, items) ->
                values.put(
                        alpha,
                        IntStream.range(0, items.length)
                                .mapToDouble(i -> items[i] ? 1 : 0)
                                .toArray()));
        int items = complied.firstEntry().getValue().length;
        return new DoseResponse(
                values, IntStream.range(0, items).mapToObj(Integer::toString).toList());
    }

    /// The same items at some of the α.
    public DoseResponse at(Collection<Double> some) {
        SortedMap<Double, double[]> kept = new TreeMap<>(complied);
        kept.keySet().retainAll(some);
        return new DoseResponse(kept, groups);
    }

    /// Percentage points a unit of α, over all α.
    public Slope slope(long seed) {
        return new Slope(
                slopeOf(Resampling.all(count)), Resampling.interval(count, seed, this::slopeOf));
    }

    /// This slope − the mean slope of controls, over the α that all have, on the same resamples.
    /// Items are drawn again, controls are not: how much other controls would differ from these is
    /// no part of the interval, and a question for [Standing].
    ///
    /// @param controls at least one, each of the same items
    public Slope lead(List<DoseResponse> controls, long seed) {
        SortedMap<Double, double[]> shared = new TreeMap<>(complied);
        controls.forEach(control -> shared.keySet().retainAll(control.complied.keySet()));
        DoseResponse own = at(shared.keySet());
        List<DoseResponse> others =
                controls.stream().map(control -> control.at(shared.keySet())).toList();
        ToDoubleFunction<int[]> lead =
                drawn ->
                        own.slopeOf(drawn)
                                - others.stream()
                                        .mapToDouble(other -> other.slopeOf(drawn))
                                        .average()
                                        .orElse(Double.NaN);
        return new Slope(
                lead.applyAsDouble(Resampling.all(count)), Resampling.interval(count, seed, lead));
    }

    /// From one α to another, on items asked at both.
    public Change change(double from, double to, long seed) {
        Paired.Difference difference =
                new Paired(itemsAt(from), itemsAt(to), groups).difference(seed);
        return new Change(
                from,
                to,
                difference.items(),
                difference.points(),
                difference.interval(),
                difference.test());
    }

    private double[] itemsAt(double alpha) {
        double[] items = complied.get(alpha);
        if (items == null) {
            throw new IllegalArgumentException(
                    "α = %s was not asked, expected one of %s".formatted(alpha, complied.keySet()));
        }
        return items;
    }

    /// Least squares over the rates; an α that nobody was asked at is left out.
    private double slopeOf(int[] drawn) {
        double[] rates = new double[alphas.length];
        double alphaSum = 0;
        double rateSum = 0;
        int n = 0;
        for (int a = 0; a < alphas.length; a++) {
            rates[a] = Paired.mean(sums[a], asked[a], drawn);
            if (!Double.isNaN(rates[a])) {
                alphaSum += alphas[a];
                rateSum += rates[a];
                n++;
            }
        }
        double products = 0;
        double squares = 0;
        for (int a = 0; a < alphas.length; a++) {
            if (!Double.isNaN(rates[a])) {
                double off = alphas[a] - alphaSum / n;
                products += off * (rates[a] - rateSum / n);
                squares += off * off;
            }
        }
        return n < 2 ? Double.NaN : 100 * products / squares;
    }
}
