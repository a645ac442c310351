package dev.candor.bench;

import java.util.List;
import java.util.stream.IntStream;

/// Quotients of what was measured in the same round.
final class Shares {
    private Shares() {}

    /// `parts[i] / wholes[i]`.
    static List<Double> of(List<Double> parts, List<Double> wholes) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i) / wholes.get(i))
                .toList();
    }
}
