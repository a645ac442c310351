package dev.candor.lab.probe;

/// How [L1LogisticRegression] works.
///
/// @param tolerance largest duality gap, as a share of the objective, that counts as solved
/// @param maxIterations Newton steps after which a fit is given back as not converged
/// @param penaliseIntercept treat the intercept as the weight of a column of ones, as liblinear
///   does; off, it is free
/// @param threads threads that read the matrix, at least 1; the result does not depend on them
public record SolverOptions(
        double tolerance, int maxIterations, boolean penaliseIntercept, int threads) {
    public SolverOptions {
        if (!(tolerance > 0) || tolerance >= 1 || maxIterations < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "tolerance "
                            + tolerance
                            + ", at most "
                            + maxIterations
                            + " iterations, "
                            + threads
                            + " threads: expected a tolerance in (0, 1) and the others above 0");
        }
    }

    /// Relative gap 1e-6, at most 500 Newton steps, free intercept.
    public static SolverOptions defaults(int threads) {
        return new SolverOptions(1e-6, 500, false, threads);
    }

    public SolverOptions withTolerance(double newTolerance) {
        return new SolverOptions(newTolerance, maxIterations, penaliseIntercept, threads);
    }

    public SolverOptions withMaxIterations(int newMaximum) {
        return new SolverOptions(tolerance, newMaximum, penaliseIntercept, threads);
    }

    public SolverOptions withPenalisedIntercept() {
        return new SolverOptions(tolerance, maxIterations, true, threads);
    }
}
