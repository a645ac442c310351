package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A linear probe on all columns of a matrix: minimises `Σ w_i·log(1 + exp(−y_i(β·z_i/√columns +
/// b))) + (ridge/2)·(‖β‖² + b²/κ)`, z the columns standardised over the training rows, κ so large
/// that the intercept is as good as free. The ridge is the one of [#RIDGES] with the highest AUROC
/// on validation answers.
///
/// Solved through the products of rows ([GramMatrix]), since there are more columns than rows, by
/// Newton steps with conjugate gradients.
///
/// @param score over the columns of the matrix as they are
/// @param ridge chosen
/// @param validationAuroc reached with it
public record DenseProbe(FittedScore score, double ridge, double validationAuroc) {
    /// Ridges tried, weakest first.
    static final double[] RIDGES = {0.01, 0.1, 1, 10};

    /// More training rows than this are thinned evenly: memory and time grow with their square.
    static final int MOST_ROWS = 4_000;

    private static final double INTERCEPT = 100; // κ; the mean of G's diagonal is 1
    private static final int NEWTON_STEPS = 60;

    /// Fits every ridge and keeps the best.
    ///
    /// @param validation answer rows of both classes
    public static DenseProbe fit(
            String name,
            FloatMatrix matrix,
            LabelledRows train,
            LabelledRows validation,
            Threshold.Criterion criterion,
            int threads) {
        LabelledRows rows = thinned(train);
        rows.requireLearnable(matrix);
        GramMatrix gram = new GramMatrix(matrix, rows.rows(), threads);
        double[] a = new double[rows.size()];
        @Nullable DenseProbe best = null;
        for (int k = RIDGES.length - 1; k >= 0; k--) {
            solve(gram, rows, RIDGES[k], a);
            LinearScore score = linear(matrix, rows, gram, a, threads);
            double[] scores = score.of(matrix, validation);
            double auroc = Roc.of(scores, validation.labels()).auroc();
            if (best == null || auroc > best.validationAuroc) {
                double cut = Threshold.choose(scores, validation.labels(), criterion).value();
                best = new DenseProbe(new FittedScore(name, score, cut), RIDGES[k], auroc);
            }
        }
        return Objects.requireNonNull(best);
    }

    /// Fits one ridge to all rows.
    static LinearScore fit(FloatMatrix matrix, LabelledRows rows, double ridge, int threads) {
        GramMatrix gram = new GramMatrix(matrix, rows.rows(), threads);
        double[] a = new double[rows.size()];
        solve(gram, rows, ridge, a);
        return linear(matrix, rows, gram, a, threads);
    }

    private static LabelledRows thinned(LabelledRows rows) {
        int n = rows.size();
        if (n <= MOST_ROWS) {
            return rows;
        }
        int[] kept = new int[MOST_ROWS];
        boolean[] positive = new boolean[MOST_ROWS];
        double[] weights = new double[MOST_ROWS];
        for (int i = 0; i < MOST_ROWS; i++) {
            int from = (int) ((long) i * n / MOST_ROWS);
            kept[i] = rows.row(from);
            positive[i] = rows.isPositive(from);
            weights[i] = rows.weight(from);
        }
        return new LabelledRows(kept, positive, weights);
    }

    /// Moves `a`, the weight of each row, to the minimum: β = Zᵀa/√columns.
    private static void solve(GramMatrix gram, LabelledRows rows, double ridge, double[] a) {
        int n = a.length;
        LogisticLoss loss = new LogisticLoss(rows, false);
        times(gram, a, loss.margins);
        double objective = loss.value() + ridge / 2 * dot(a, loss.margins);
        double[] root = new double[n];
        double[] target = new double[n];
        double[] next = new double[n];
        double[] moved = new double[n];
        for (int step = 0; step < NEWTON_STEPS; step++) {
            loss.refresh();
            double largest = 0;
            for (int i = 0; i < n; i++) {
                root[i] = Math.sqrt(loss.curvatures[i]);
                target[i] = root[i] * loss.margins[i] + loss.residuals[i] / root[i];
                largest = Math.max(largest, Math.abs(loss.residuals[i] - ridge * a[i]));
            }
            if (largest < 1e-7) {
                break;
            }
            // (D½ G D½ + ridge)·t = D½ m + D^−½ r, and the new a is D½ t.
            double[] t = conjugateGradients(gram, root, ridge, target);
            for (int i = 0; i < n; i++) {
                next[i] = root[i] * t[i] - a[i];
            }
            times(gram, next, moved);
            double length = 1;
            double reached = objective;
            for (; length > 1e-6; length /= 2) {
                reached =
                        loss.valueAt(length, moved, 0)
                                + ridge / 2 * energy(a, loss.margins, next, moved, length);
                if (reached < objective) {
                    break;
                }
            }
            if (!(reached < objective)) {
                break;
            }
            for (int i = 0; i < n; i++) {
                a[i] += length * next[i];
            }
            loss.move(length, moved, 0);
            boolean settled = objective - reached < 1e-10 * Math.abs(objective);
            objective = reached;
            if (settled) {
                break;
            }
        }
    }

    /// (a + length·d)ᵀ G (a + length·d), from G·a and G·d.
    private static double energy(double[] a, double[] ga, double[] d, double[] gd, double length) {
        return dot(a, ga) + 2 * length * dot(a, gd) + length * length * dot(d, gd);
    }

    private static double[] conjugateGradients(
            GramMatrix gram, double[] root, double ridge, double[] target) {
        int n = target.length;
        double[] t = new double[n];
        double[] residual = target.clone();
        double[] direction = residual.clone();
        double[] scaled = new double[n];
        double[] product = new double[n];
        double squared = dot(residual, residual);
        double enough = 1e-16 * squared;
        for (int step = 0; step < 4 * n && squared > enough; step++) {
            for (int i = 0; i < n; i++) {
                scaled[i] = root[i] * direction[i];
            }
            times(gram, scaled, product);
            for (int i = 0; i < n; i++) {
                product[i] = root[i] * product[i] + ridge * direction[i];
            }
            double length = squared / dot(direction, product);
            for (int i = 0; i < n; i++) {
                t[i] += length * direction[i];
                residual[i] -= length * product[i];
            }
            double before = squared;
            squared = dot(residual, residual);
            for (int i = 0; i < n; i++) {
                direction[i] = residual[i] + squared / before * direction[i];
            }
        }
        return t;
    }

    /// G·x with the intercept's constant column.
    private static void times(GramMatrix gram, double[] x, double[] product) {
        gram.times(x, product);
        double shift = INTERCEPT * Arrays.stream(x).sum();
        for (int i = 0; i < product.length; i++) {
            product[i] += shift;
        }
    }

    private static LinearScore linear(
            FloatMatrix matrix, LabelledRows rows, GramMatrix gram, double[] a, int threads) {
        int columns = matrix.columns();
        double[] raw = new double[columns];
        new ColumnPass(matrix, rows.rows(), SolverKernels.best(), threads).transposeTimes(a, raw);
        double sum = Arrays.stream(a).sum();
        double intercept = INTERCEPT * sum;
        double[] weights = new double[columns];
        for (int j = 0; j < columns; j++) {
            double scale = gram.scales[j];
            double beta = (raw[j] - gram.means[j] * sum) / scale / columns;
            weights[j] = beta / scale;
            intercept -= weights[j] * gram.means[j];
        }
        return new LinearScore(SparseWeights.of(weights), intercept);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
