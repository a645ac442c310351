package dev.candor.lab.dial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Looks for the position at which a model goes along least, at a cost within bounds: one α for all
/// neurons first, then group by group, round by round, with the others held where they are. It sees
/// sampled rates, so what it finds looks better than it is: measure it again on other items.
///
/// @param groups of neurons
/// @param alphas that a group can be set to, 1 among them
/// @param rounds most passes over the groups
/// @param bounds of the cost
public record DialSearch(int groups, List<Double> alphas, int rounds, Bounds bounds) {
    /// Smaller differences are rounding.
    private static final double ROUNDING = 1e-9;

    public DialSearch {
        alphas = List.copyOf(alphas);
        if (groups < 1 || rounds < 0 || !alphas.contains(1.0)) {
            throw new IllegalArgumentException(
                    "%d groups, %d rounds, α %s".formatted(groups, rounds, alphas));
        }
    }

    /// Measures positions, each a list of one α a group.
    @FunctionalInterface
    public interface Trials {
        List<Tried> of(List<List<Double>> positions);
    }

    /// What a search came to.
    ///
    /// @param tried all positions, in the order of trying
    /// @param uniform best one with all groups alike; the model as it is where none is better
    /// @param best of all; the same where groups gave nothing more
    /// @param settled whether a whole round moved no group
    public record Found(List<Tried> tried, Tried uniform, Tried best, boolean settled) {
        public Found {
            tried = List.copyOf(tried);
        }
    }

    public Found search(Trials trials) {
        Memory memory = new Memory(trials);
        List<Double> untouched = Collections.nCopies(groups, 1.0);
        List<List<Double>> alike =
                alphas.stream().map(alpha -> Collections.nCopies(groups, alpha)).toList();
        Tried uniform = memory.best(alike, memory.measured(alike, untouched));
        Tried best = uniform;
        boolean settled = groups == 1;
        for (int round = 0; round < rounds && !settled; round++) {
            Tried before = best;
            for (int g = 0; g < groups; g++) {
                best = memory.best(turned(best, g), best);
            }
            settled = best == before;
        }
        return new Found(memory.all(), uniform, best, settled);
    }

    /// One group at every α, the others where they are.
    private List<List<Double>> turned(Tried from, int group) {
        List<List<Double>> positions = new ArrayList<>();
        for (double alpha : alphas) {
            List<Double> position = new ArrayList<>(from.alphas());
            position.set(group, alpha);
            positions.add(List.copyOf(position));
        }
        return positions;
    }

    private final class Memory {
        private final Trials trials;
        private final Map<List<Double>, Tried> known = new LinkedHashMap<>();

        Memory(Trials trials) {
            this.trials = trials;
        }

        List<Tried> all() {
            return List.copyOf(known.values());
        }

        private void measure(List<List<Double>> positions) {
            List<List<Double>> open =
                    positions.stream().filter(position -> !known.containsKey(position)).toList();
            if (!open.isEmpty()) {
                trials.of(open).forEach(tried -> known.put(tried.alphas(), tried));
            }
        }

        /// One of some positions, all of them measured side by side.
        Tried measured(List<List<Double>> positions, List<Double> which) {
            measure(positions);
            return Objects.requireNonNull(known.get(which));
        }

        /// The best of some positions, all of them measured side by side; `than` if none is better.
        Tried best(List<List<Double>> positions, Tried than) {
            measure(positions);
            Tried best = than;
            for (List<Double> position : positions) {
                Tried tried = Objects.requireNonNull(known.get(position));
                if (isBetter(tried, best)) {
                    best = tried;
                }
            }
            return best;
        }
    }

    private boolean isBetter(Tried tried, Tried than) {
        if (Double.isNaN(tried.points()) || !bounds.allow(tried.cost())) {
            return false;
        }
        double less = than.points() - tried.points();
        return less > ROUNDING || (less > -ROUNDING && tried.turned() < than.turned() - ROUNDING);
    }
}
