package dev.candor.bench;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.probe.LabelledRows;

/// liblinear's L1 logistic regression on the same rows; its penalised intercept is a column of
/// ones.
final class LiblinearPeer {
    private final Problem problem = new Problem();
    private final FloatMatrix matrix;

    LiblinearPeer(FloatMatrix matrix, LabelledRows rows) {
        this.matrix = matrix;
        int columns = matrix.columns();
        problem.l = rows.size();
        problem.n = columns + 1;
        problem.bias = 1;
        problem.y = new double[problem.l];
        problem.x = new Feature[problem.l][columns + 1];
        for (int i = 0; i < problem.l; i++) {
            problem.y[i] = rows.isPositive(i) ? 1 : -1;
            for (int j = 0; j < columns; j++) {
                problem.x[i][j] = new FeatureNode(j + 1, matrix.get(rows.row(i), j));
            }
            problem.x[i][columns] = new FeatureNode(columns + 1, 1);
        }
        Linear.disableDebugOutput();
    }

    /// Weights of the columns, then of the intercept, signed so that positive rows score high.
    double[] train(double c, double eps) {
        Parameter parameter = new Parameter(SolverType.L1R_LR, c, eps, 10_000, 0.1);
        var model = Linear.train(problem, parameter);
        double[] weights = model.getFeatureWeights().clone();
        if (model.getLabels()[0] == -1) {
            for (int j = 0; j < weights.length; j++) {
                weights[j] = -weights[j];
            }
        }
        return weights;
    }

    /// `Σ log(1 + exp(−y_i(θ·x_i + b))) + (1/C)(‖θ‖₁ + |b|)`.
    double objective(double[] weights, double c) {
        int columns = matrix.columns();
        double sum = 0;
        for (int i = 0; i < problem.l; i++) {
            double margin = weights[columns];
            for (int j = 0; j < columns; j++) {
                margin += weights[j] == 0 ? 0 : weights[j] * matrix.get(i, j);
            }
            double t = problem.y[i] * margin;
            sum += Math.log1p(Math.exp(-Math.abs(t))) + Math.max(0, -t);
        }
        for (double weight : weights) {
            sum += Math.abs(weight) / c;
        }
        return sum;
    }
}
