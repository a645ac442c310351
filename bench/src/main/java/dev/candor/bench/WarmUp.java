package dev.candor.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Runs something until the JIT is done with it. Runs that agree are not enough: code that waits
/// for the optimising compiler runs evenly too, at a hundredth of its speed where it uses vectors.
///
/// @param least seconds that it takes at least
/// @param most seconds that it takes at most
record WarmUp(double least, double most) {
    /// What published figures are taken behind.
    static final WarmUp FULL = new WarmUp(2, 30);

    /// Runs in a row that must agree, and see hardly any compilation, before anything is timed.
    private static final int SETTLED_RUNS = 3;

    /// Largest share by which they may differ.
    private static final double SETTLED_WITHIN = 0.03;

    /// Most seconds of compilation a second meanwhile.
    private static final double COMPILING = 0.05;

    /// Until three runs in a row agree within 3% with the compilers at rest.
    ///
    /// @param run gives the seconds it took
    /// @return times it was run
    int untilSettled(DoubleSupplier run) {
        List<Double> seconds = new ArrayList<>();
        List<Double> compiled = new ArrayList<>(List.of(compilationSeconds()));
        double total = 0;
        while (seconds.size() < SETTLED_RUNS || total < most) {
            seconds.add(run.getAsDouble());
            compiled.add(compilationSeconds());
            total += seconds.getLast();
            int from = seconds.size() - SETTLED_RUNS;
            if (from >= 0 && total >= least) {
                List<Double> last = seconds.subList(from, seconds.size());
                Spread spread = Spread.of(last);
                double sum = last.stream().mapToDouble(Double::doubleValue).sum();
                if (spread.most() <= spread.least() * (1 + SETTLED_WITHIN)
                        && compiled.getLast() - compiled.get(from) <= COMPILING * sum) {
                    break;
                }
            }
        }
        return seconds.size();
    }

    private static double compilationSeconds() {
        CompilationMXBean jit = ManagementFactory.getCompilationMXBean();
        return jit != null && jit.isCompilationTimeMonitoringSupported()
                ? jit.getTotalCompilationTime() / 1e3
                : 0;
    }
}
