package dev.candor.lab.dial;

import java.util.Comparator;
import java.util.List;

/// A position of a dial, and what came of it on the items that the dial is tuned on.
///
/// @param alphas one a group
/// @param points by how many percentage points the rate of going along differs from that of the
///   model as it is, on average over the benchmarks; NaN where nothing could be scored
/// @param cost of the same position
public record Tried(List<Double> alphas, double points, Cost cost) {
    public Tried {
        alphas = List.copyOf(alphas);
    }

    /// Whether all groups are set alike.
    public boolean sameForAll() {
        return alphas.stream().distinct().count() == 1;
    }

    /// Whether nothing is turned.
    public boolean turnsNothing() {
        return alphas.stream().allMatch(alpha -> alpha == 1);
    }

    /// How far the groups are turned in all.
    double turned() {
        return alphas.stream().mapToDouble(alpha -> Math.abs(alpha - 1)).sum();
    }

    /// Those that no other beats in one respect without being worse in another: less going along,
    /// less lost, less perplexity. Of equals the one turned least stands for all.
    public static List<Tried> front(List<Tried> all) {
        List<Tried> scored =
                all.stream()
                        .filter(tried -> !Double.isNaN(tried.points))
                        .sorted(
                                Comparator.comparingDouble(Tried::points)
                                        .thenComparingDouble(Tried::turned))
                        .toList();
        return scored.stream()
                .filter(tried ->
                        scored.stream().noneMatch(other -> other != tried && other.beats(tried)))
                .toList();
    }

    private boolean beats(Tried other) {
        boolean noWorse =
                points <= other.points
                        && known(cost.lost()) <= known(other.cost.lost())
                        && known(cost.perplexity()) <= known(other.cost.perplexity());
        boolean equal =
                points == other.points
                        && known(cost.lost()) == known(other.cost.lost())
                        && known(cost.perplexity()) == known(other.cost.perplexity());
        return noWorse && (!equal || turned() < other.turned());
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
