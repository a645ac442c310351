package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// L1 logistic regression on a dense matrix that may be larger than memory: minimises `Σ w_i·log(1
/// + exp(−y_i(θ·x_i + b))) + (1/C)·‖θ‖₁`, the sum and not the mean of the losses, so that C means
///   what it does in liblinear. Columns are taken as they are, not standardised.
///
/// Working sets from gap-safe screening, proximal Newton steps with coordinate descent and
/// conjugate gradients inside, and the duality gap over all columns as the stopping rule: see
/// `docs/design/02-l1-solver.md`.
public final class L1LogisticRegression {
    private final SolverOptions options;
    private final SolverKernels kernels;

    public L1LogisticRegression(SolverOptions options) {
        this(options, SolverKernels.best());
    }

    L1LogisticRegression(SolverOptions options, SolverKernels kernels) {
        this.options = options;
        this.kernels = kernels;
    }

    /// Fits all columns for one C.
    ///
    /// @throws IllegalArgumentException if a class is missing, C is not positive and finite, or a
    ///   value is NaN or infinite, naming its row and column
    public LogisticFit fit(FloatMatrix matrix, LabelledRows rows, double c) {
        return path(matrix, rows, c).getFirst();
    }

    /// Fits all columns for each C.
    ///
    /// @param ascendingC each fit starts from the one before
    public List<LogisticFit> path(FloatMatrix matrix, LabelledRows rows, double... ascendingC) {
        return path(matrix, rows, allColumns(matrix), ascendingC);
    }

    /// Fits only the columns that `allowed` says.
    ///
    /// @param allowed shape [columns]; the values of other columns are not looked at
    public List<LogisticFit> path(
            FloatMatrix matrix, LabelledRows rows, boolean[] allowed, double... ascendingC) {
        for (int k = 0; k < ascendingC.length; k++) {
            double c = ascendingC[k];
            if (!(c > 0) || Double.isInfinite(c) || (k > 0 && c <= ascendingC[k - 1])) {
                throw new IllegalArgumentException(
                        "C " + c + " at " + k + ", expected positive and ascending");
            }
        }
        PathSolver solver = solver(matrix, rows, allowed);
        List<LogisticFit> fits = new ArrayList<>();
        for (double c : ascendingC) {
            fits.add(solver.solve(c));
        }
        return fits;
    }

    /// The largest C for which all weights are zero: where a grid may start.
    public double largestEmptyC(FloatMatrix matrix, LabelledRows rows) {
        return 1 / solver(matrix, rows, allColumns(matrix)).largestProduct();
    }

    private static boolean[] allColumns(FloatMatrix matrix) {
        boolean[] allowed = new boolean[matrix.columns()];
        Arrays.fill(allowed, true);
        return allowed;
    }

    private PathSolver solver(FloatMatrix matrix, LabelledRows rows, boolean[] allowed) {
        if (allowed.length != matrix.columns()) {
            throw new IllegalArgumentException(
                    matrix.name()
                            + ": mask of "
                            + allowed.length
                            + " columns, expected "
                            + matrix.columns());
        }
        rows.requireLearnable(matrix);
        return new PathSolver(matrix, rows, allowed, options, kernels);
    }
}
