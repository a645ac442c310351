package dev.candor.lab.probe;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Proximal Newton steps over a pool of columns held in memory, the others' weights fixed at zero.
final class PoolNewton {
    private static final double SUFFICIENT = 0.01;
    private static final int HALVINGS = 50;

    /// Share of the objective below which its differences are rounding.
    private static final double ROUNDING = 4e-15;

    /// Steps allowed whose gain is below rounding: a few still sharpen the gap, then they only
    /// wander.
    private static final int QUIET_STEPS = 6;

    private final LogisticLoss loss;
    private final SolverKernels kernels;
    private final int threads;
    private int steps;

    PoolNewton(LogisticLoss loss, SolverKernels kernels, int threads) {
        this.loss = loss;
        this.kernels = kernels;
        this.threads = threads;
    }

    /// Newton steps that moved the point, since this was made.
    int steps() {
        return steps;
    }

    /// Moves `theta` and the loss's margins to the minimum over the pool.
    ///
    /// @param columns the pool, each of shape [n]
    /// @param theta weights of the pool, changed in place
    /// @param penalty 1/C
    /// @param targetGap duality gap within the pool to stop at
    /// @param maxSteps Newton steps allowed
    /// @return whether at least one step was taken
    boolean solve(
            float[][] columns, double[] theta, double penalty, double targetGap, int maxSteps) {
        boolean moved = false;
        double[] derivatives = new double[columns.length];
        int quiet = 0;
        for (int step = 0; step < maxSteps && quiet < QUIET_STEPS; step++) {
            loss.refresh();
            double largest = timesResiduals(columns, derivatives);
            double objective = loss.value() + penalty * l1(theta);
            double gap = objective - loss.dual(Math.min(1, penalty / largest));
            double violation = violation(theta, derivatives, penalty);
            if (gap <= targetGap || violation == 0) {
                break;
            }
            double slack = 0.1 * Math.min(violation, penalty);
            int[] active =
                    IntStream.range(0, theta.length)
                            .filter(k ->
                                    theta[k] != 0 || Math.abs(derivatives[k]) > penalty - slack)
                            .toArray();
            double precision = violation * Math.clamp(violation / penalty, 1e-3, 0.1);
            double promised =
                    step(columns, theta, derivatives, penalty, active, precision, objective);
            if (promised == 0) {
                break;
            }
            quiet += promised < ROUNDING * objective ? 1 : 0;
            steps++;
            moved = true;
        }
        return moved;
    }

    private double timesResiduals(float[][] columns, double[] derivatives) {
        int n = loss.residuals.length;
        int tasks = (long) columns.length * n < 400_000 ? 1 : 4 * threads;
        int each = Math.ceilDiv(columns.length, tasks);
        Parallel.run(
                threads,
                tasks,
                task -> {
                    int end = Math.min(columns.length, (task + 1) * each);
                    for (int k = task * each; k < end; k++) {
                        derivatives[k] = kernels.dot(columns[k], loss.residuals);
                    }
                });
        return Arrays.stream(derivatives).map(Math::abs).max().orElse(0);
    }

    /// The largest distance of a column from its optimality condition.
    private static double violation(double[] theta, double[] derivatives, double penalty) {
        double worst = 0;
        for (int k = 0; k < theta.length; k++) {
            double off =
                    theta[k] == 0
                            ? Math.abs(derivatives[k]) - penalty
                            : Math.abs(derivatives[k] - penalty * Math.signum(theta[k]));
            worst = Math.max(worst, off);
        }
        return worst;
    }

    /// Takes one step; the decrease its first-order model promised, 0 if there was none to take.
    private double step(
            float[][] columns,
            double[] theta,
            double[] derivatives,
            double penalty,
            int[] active,
            double precision,
            double objective) {
        float[][] activeColumns = new float[active.length][];
        double[] start = new double[active.length];
        for (int s = 0; s < active.length; s++) {
            activeColumns[s] = columns[active[s]];
            start[s] = theta[active[s]];
        }
        CurvedColumns curved =
                new CurvedColumns(activeColumns, loss.curvatures, 0, loss.freeIntercept(), kernels);
        double[] end =
                new QuadraticModel(curved, loss.curvatures, loss.residuals, penalty, start, kernels)
                        .minimise(precision);
        int[] all = new int[active.length];
        double[] d = new double[active.length];
        double slope = 0;
        for (int s = 0; s < active.length; s++) {
            all[s] = s;
            d[s] = end[s] - start[s];
            slope += promise(start[s], end[s], derivatives[active[s]], penalty);
        }
        if (!(slope < 0)) {
            return 0;
        }
        double[] direction = curved.times(all, d);
        double[] centred = direction.clone();
        double interceptStep = -curved.centre(centred);
        double length = 1;
        for (int halving = 0; halving < HALVINGS; halving++, length /= 2) {
            double norm = 0;
            for (int k = 0; k < theta.length; k++) {
                norm += Math.abs(theta[k]);
            }
            for (int s = 0; s < active.length; s++) {
                norm += Math.abs(start[s] + length * d[s]) - Math.abs(start[s]);
            }
            double reached = loss.valueAt(length, direction, interceptStep) + penalty * norm;
            if (reached - objective <= SUFFICIENT * length * slope + ROUNDING * objective) {
                loss.move(length, direction, interceptStep);
                for (int s = 0; s < active.length; s++) {
                    theta[active[s]] = length == 1 ? end[s] : start[s] + length * d[s];
                }
                return -slope;
            }
        }
        return 0;
    }

    /// (1/C)(|end| − |start|) − derivative·(end − start), without cancellation where the sign
    /// holds.
    private static double promise(double start, double end, double derivative, double penalty) {
        if (start * end < 0) {
            return penalty * (Math.abs(end) - Math.abs(start)) - derivative * (end - start);
        }
        return (penalty * Math.signum(start + end) - derivative) * (end - start);
    }

    private static double l1(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
