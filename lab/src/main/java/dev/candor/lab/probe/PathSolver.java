package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// One problem, solved for one C after the other from where the last left off.
///
/// Each round: a pass over all columns gives the duality gap and the columns to work on
/// ([GapSafePool]); they are gathered into memory and solved ([PoolNewton]). A round that finds the
/// gap within the tolerance ends the fit.
final class PathSolver {
    private static final int FIRST_POOL = 256;
    private static final long KEPT_BYTES = 512L << 20;

    /// How much smaller one penalty may be than the last, and the tolerance of the stages between.
    private static final double STAGE_FACTOR = 6;

    private static final double STAGE_TOLERANCE = 0.02;

    private final FloatMatrix matrix;
    private final LabelledRows rows;
    private final SolverOptions options;
    private final SolverKernels kernels;
    private final ColumnPass pass;
    private final ColumnStore store;
    private final LogisticLoss loss;
    private final boolean[] allowed;
    private final double[] theta;
    private final double[] products;
    private final GapSafePool pools;

    /// @param allowed columns that may have a weight, shape [columns]
    PathSolver(
            FloatMatrix matrix,
            LabelledRows rows,
            boolean[] allowed,
            SolverOptions options,
            SolverKernels kernels) {
        this.matrix = matrix;
        this.rows = rows;
        this.options = options;
        this.kernels = kernels;
        this.pass = new ColumnPass(matrix, rows.rows(), kernels, options.threads());
        this.store = new ColumnStore(matrix, rows, options.threads(), KEPT_BYTES);
        this.loss = new LogisticLoss(rows, !options.penaliseIntercept());
        int columns = matrix.columns() + (options.penaliseIntercept() ? 1 : 0);
        this.allowed = Arrays.copyOf(allowed, columns);
        this.theta = new double[columns];
        this.products = new double[columns];
        this.pools = new GapSafePool(firstPass(columns));
    }

    /// Sets [#products] at θ = 0 and gives the columns' norms.
    private double[] firstPass(int columns) {
        loss.settleIntercept();
        loss.refresh();
        double[] sums = new double[columns];
        double[] squares = new double[columns];
        double[] w = loss.weights();
        pass.transposeTimesAndMoments(loss.residuals, products, w, sums, squares);
        double total = Arrays.stream(w).sum();
        if (options.penaliseIntercept()) {
            allowed[columns - 1] = true;
            products[columns - 1] = Arrays.stream(loss.residuals).sum();
            squares[columns - 1] = total;
        }
        for (int j = 0; j < columns; j++) {
            if (allowed[j] && !Double.isFinite(squares[j])) {
                throw notFinite(j);
            }
            if (loss.freeIntercept()) {
                double variance = squares[j] - sums[j] * sums[j] / total;
                // Near zero the difference is mostly rounding.
                squares[j] =
                        allowed[j] && variance <= 1e-9 * squares[j]
                                ? spread(j, sums[j] / total)
                                : variance;
            }
            squares[j] = Math.sqrt(squares[j]);
        }
        return squares;
    }

    /// Σ w_i(x_ij − mean)², exactly 0 for a constant column.
    private double spread(int column, double mean) {
        double first = matrix.get(rows.row(0), column);
        boolean constant = true;
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            double value = matrix.get(rows.row(i), column);
            constant &= value == first;
            sum += loss.weights()[i] * (value - mean) * (value - mean);
        }
        return constant ? 0 : sum;
    }

    private IllegalArgumentException notFinite(int column) {
        for (int i = 0; i < rows.size(); i++) {
            float value = matrix.get(rows.row(i), column);
            if (!Float.isFinite(value)) {
                return new IllegalArgumentException(
                        matrix.name()
                                + ": row "
                                + rows.row(i)
                                + ", column "
                                + column
                                + ": found "
                                + value
                                + ", expected a finite number");
            }
        }
        throw new AssertionError("column " + column + " changed while it was read");
    }

    /// The largest |derivative| of an allowed column for the last point looked at.
    double largestProduct() {
        double largest = 0;
        for (int j = 0; j < products.length; j++) {
            if (allowed[j] && pools.isVarying(j)) {
                largest = Math.max(largest, Math.abs(products[j]));
            }
        }
        return largest;
    }

    /// Solves for `c`. A penalty far below the last one is approached in stages, roughly solved:
    /// straight from there, far more columns than rows would enter, and leave one by one.
    LogisticFit solve(double c) {
        PoolNewton newton = new PoolNewton(loss, kernels, options.threads());
        double penalty = 1 / c;
        double last = Double.POSITIVE_INFINITY;
        for (double stage = largestProduct() / STAGE_FACTOR;
                stage > penalty * STAGE_FACTOR / 2 && stage < last;
                stage = Math.min(stage, largestProduct()) / STAGE_FACTOR) {
            last = stage;
            solve(1 / stage, newton, STAGE_TOLERANCE);
        }
        return solve(c, newton, options.tolerance());
    }

    private LogisticFit solve(double c, PoolNewton newton, double tolerance) {
        double penalty = 1 / c;
        double bestDual = Double.NEGATIVE_INFINITY;
        int idle = 0;
        while (true) {
            double scale = Math.min(1, penalty / largestProduct());
            double objective = loss.value() + penalty * l1();
            double dual = loss.dual(scale);
            bestDual = Math.max(bestDual, dual);
            double gap = Math.max(0, objective - bestDual);
            double target = tolerance * objective;
            int left = options.maxIterations() - newton.steps();
            // Twice without a step: rounding leaves nothing to gain, though the gap is too wide.
            if (gap <= target || left <= 0 || idle == 2) {
                return fit(c, objective, gap, newton.steps(), gap <= target);
            }
            int[] pool =
                    pools.choose(
                            products,
                            scale,
                            penalty,
                            Math.max(0, objective - dual),
                            theta,
                            allowed,
                            poolSize(penalty));
            boolean moved =
                    solvePool(newton, pool, penalty, Math.max(0.3 * target, 0.03 * gap), left);
            idle = moved ? 0 : idle + 1;
            refreshProducts();
        }
    }

    /// Room for the columns in use to multiply, and for those that want in, but not all at once:
    /// most of these lose their wish when the first have entered.
    private int poolSize(double penalty) {
        int used = 0;
        int wanting = 0;
        for (int j = 0; j < theta.length; j++) {
            used += theta[j] != 0 ? 1 : 0;
            wanting += allowed[j] && theta[j] == 0 && Math.abs(products[j]) > penalty ? 1 : 0;
        }
        return Math.max(FIRST_POOL, 3 * used) + Math.min(wanting, Math.max(FIRST_POOL, used));
    }

    private boolean solvePool(
            PoolNewton newton, int[] pool, double penalty, double targetGap, int maxSteps) {
        float[][] columns = store.gather(pool);
        double[] weights = new double[pool.length];
        Arrays.fill(loss.margins, 0);
        for (int k = 0; k < pool.length; k++) {
            weights[k] = theta[pool[k]];
            if (weights[k] != 0) {
                kernels.add(weights[k], columns[k], loss.margins);
            }
        }
        loss.settleIntercept();
        boolean moved = newton.solve(columns, weights, penalty, targetGap, maxSteps);
        for (int k = 0; k < pool.length; k++) {
            theta[pool[k]] = weights[k];
        }
        return moved;
    }

    private void refreshProducts() {
        loss.refresh();
        pass.transposeTimes(loss.residuals, products);
        if (options.penaliseIntercept()) {
            products[products.length - 1] = Arrays.stream(loss.residuals).sum();
        }
    }

    private double l1() {
        double sum = 0;
        for (double weight : theta) {
            sum += Math.abs(weight);
        }
        return sum;
    }

    private LogisticFit fit(double c, double objective, double gap, int steps, boolean converged) {
        int columns = matrix.columns();
        return new LogisticFit(
                SparseWeights.of(Arrays.copyOf(theta, columns)),
                options.penaliseIntercept() ? theta[columns] : loss.intercept(),
                objective,
                gap,
                steps,
                converged,
                c);
    }
}
