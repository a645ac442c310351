package dev.candor.bench;

import dev.candor.lab.statistics.Quantiles;
import java.util.List;

/// The middle of some values, and what one in twenty exceeds; NaN of none.
record Percentiles(double p50, double p95) {
    static Percentiles of(List<Double> values) {
        if (values.isEmpty()) {
            return new Percentiles(Double.NaN, Double.NaN);
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Percentiles(Quantiles.of(sorted, 0.5), Quantiles.of(sorted, 0.95));
    }
}
