package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;

/// Logistic regression on given columns, for controls and baselines: minimises `Σ w_i·log(1 +
/// exp(−y_i(β·z_i + b))) + ½‖β‖²`, z the columns standardised over the training rows.
///
/// The ridge of 1 against a loss that grows with the rows is small, but it gives separable rows a
/// finite answer. No L1 here: the columns are already chosen, and a penalty on raw values would
/// silence the quiet ones.
final class RidgeLogistic {
    private static final double RIDGE = 1;
    private static final int STEPS = 100;

    private final SolverKernels kernels = SolverKernels.best();
    private final int threads;

    RidgeLogistic(int threads) {
        this.threads = threads;
    }

    /// Fits `columns` of the matrix.
    ///
    /// @param columns ascending
    LinearScore fit(FloatMatrix matrix, LabelledRows rows, int[] columns) {
        rows.requireLearnable(matrix);
        float[][] raw = new ColumnStore(matrix, rows, threads, Long.MAX_VALUE).gather(columns);
        double[] means = new double[columns.length];
        double[] scales = new double[columns.length];
        float[][] standardised = new float[columns.length][];
        for (int k = 0; k < columns.length; k++) {
            standardised[k] = standardise(raw[k], means, scales, k);
        }
        LogisticLoss loss = new LogisticLoss(rows, true);
        double[] beta = minimise(loss, standardised);
        double intercept = loss.intercept();
        double[] dense = new double[matrix.columns()];
        for (int k = 0; k < columns.length; k++) {
            dense[columns[k]] = beta[k] / scales[k];
            intercept -= beta[k] / scales[k] * means[k];
        }
        return new LinearScore(SparseWeights.of(dense), intercept);
    }

    private static float[] standardise(float[] raw, double[] means, double[] scales, int k) {
        double sum = 0;
        for (float value : raw) {
            sum += value;
        }
        means[k] = sum / raw.length;
        double squares = 0;
        for (float value : raw) {
            squares += (value - means[k]) * (value - means[k]);
        }
        // A constant column stays constant and gets no weight.
        scales[k] = squares > 0 ? Math.sqrt(squares / raw.length) : 1;
        float[] standardised = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            standardised[i] = (float) ((raw[i] - means[k]) / scales[k]);
        }
        return standardised;
    }

    private double[] minimise(LogisticLoss loss, float[][] columns) {
        int size = columns.length;
        int[] all = new int[size];
        Arrays.setAll(all, k -> k);
        double[] beta = new double[size];
        loss.settleIntercept();
        for (int step = 0; step < STEPS; step++) {
            loss.refresh();
            double[] downhill = new double[size];
            double largest = 0;
            for (int k = 0; k < size; k++) {
                downhill[k] = kernels.dot(columns[k], loss.residuals) - RIDGE * beta[k];
                largest = Math.max(largest, Math.abs(downhill[k]));
            }
            if (largest <= 1e-9 * loss.residuals.length) {
                break;
            }
            CurvedColumns curved =
                    new CurvedColumns(columns, loss.curvatures, RIDGE, true, kernels);
            double[] d = curved.solve(all, downhill, 1e-3 * largest, 50 + size);
            double[] direction = curved.times(all, d);
            double interceptStep = -curved.centre(direction.clone());
            double length = lineSearch(loss, beta, downhill, d, direction, interceptStep);
            if (length == 0) {
                break;
            }
            loss.move(length, direction, interceptStep);
            for (int k = 0; k < size; k++) {
                beta[k] += length * d[k];
            }
        }
        return beta;
    }

    private static double lineSearch(
            LogisticLoss loss,
            double[] beta,
            double[] downhill,
            double[] d,
            double[] direction,
            double interceptStep) {
        double slope = 0;
        for (int k = 0; k < d.length; k++) {
            slope -= downhill[k] * d[k];
        }
        double objective = loss.value() + ridge(beta, d, 0);
        for (double length = 1; length > 1e-9; length /= 2) {
            double reached =
                    loss.valueAt(length, direction, interceptStep) + ridge(beta, d, length);
            if (reached <= objective + 0.01 * length * slope + 1e-14 * objective) {
                return length;
            }
        }
        return 0;
    }

    private static double ridge(double[] beta, double[] d, double length) {
        double sum = 0;
        for (int k = 0; k < beta.length; k++) {
            double moved = beta[k] + length * d[k];
            sum += moved * moved;
        }
        return RIDGE / 2 * sum;
    }
}
