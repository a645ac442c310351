package dev.candor.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Runs something until the JIT is done with it.
final class WarmUp {
    /// Runs in a row that must agree before anything is timed.
    private static final int SETTLED_RUNS = 3;

    /// Largest share by which they may differ.
    private static final double SETTLED_WITHIN = 0.03;

    private static final int MOST_RUNS = 20;

    private WarmUp() {}

    /// Until three runs in a row agree within 3%, at most 20.
    ///
    /// @param run gives the seconds it took
    /// @return times it was run
    static int untilSettled(DoubleSupplier run) {
        List<Double> seconds = new ArrayList<>();
        while (seconds.size() < MOST_RUNS) {
            seconds.add(run.getAsDouble());
            int from = seconds.size() - SETTLED_RUNS;
            if (from >= 0) {
                Spread last = Spread.of(seconds.subList(from, seconds.size()));
                if (last.most() <= last.least() * (1 + SETTLED_WITHIN)) {
                    break;
                }
            }
        }
        return seconds.size();
    }
}
