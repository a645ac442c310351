package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.SolverType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LiblinearOracleTest {
    static Stream<Arguments> problems() {
        Problem dense = Problem.of("dense", 1, 300, 60, 0, 0.5, false);
        Problem correlated = Problem.of("correlated", 2, 250, 120, 0.9, 0.5, false);
        Problem imbalanced = Problem.of("imbalanced", 3, 400, 80, 0.3, 0.1, true);
        Problem wide = Problem.of("p much larger than n", 4, 80, 3000, 0.2, 0.4, false);
        Problem tall = Problem.of("n much larger than p", 5, 6000, 12, 0.5, 0.5, false);
        Problem scales =
                Problem.of("contributions", 6, 200, 500, 0.4, 0.3, true).likeContributions();
        return Stream.of(
                Arguments.of(dense, 1.0),
                Arguments.of(dense, 0.012),
                Arguments.of(dense, 300.0),
                Arguments.of(correlated, 0.3),
                Arguments.of(correlated, 20.0),
                Arguments.of(imbalanced, 0.5),
                Arguments.of(imbalanced, 1e-5),
                Arguments.of(wide, 0.2),
                Arguments.of(wide, 2.0),
                Arguments.of(tall, 0.01),
                Arguments.of(tall, 10.0),
                Arguments.of(scales, 0.5),
                Arguments.of(scales, 10.0));
    }

    @ParameterizedTest(name = "{0}, C = {1}")
    @MethodSource("problems")
    void objectiveEqualsLiblinears(Problem problem, double c) {
        LogisticFit fit =
                new L1LogisticRegression(SolverOptions.defaults(2).withPenalisedIntercept())
                        .fit(problem.matrix(), problem.rows(), c);
        double[] theirs = liblinear(problem, c);
        int p = theirs.length - 1;
        double expected = objective(problem, theirs, c);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.objective()).isCloseTo(expected, within(1e-6 * expected));
        double[] ours = new double[p + 1];
        for (int j = 0; j < p; j++) {
            ours[j] = fit.weights().weightOf(j);
        }
        ours[p] = fit.intercept();
        assertThat(objective(problem, ours, c))
                .isCloseTo(fit.objective(), within(1e-10 * expected));
        assertThat(fit.objective() - fit.dualityGap()).isLessThanOrEqualTo(expected);
    }

    /// liblinear's weights, the intercept's last.
    private static double[] liblinear(Problem problem, double c) {
        float[][] values = problem.values();
        int p = values[0].length;
        de.bwaldvogel.liblinear.Problem theirs = new de.bwaldvogel.liblinear.Problem();
        theirs.l = values.length;
        theirs.n = p + 1;
        theirs.bias = 1;
        theirs.x = new Feature[theirs.l][p + 1];
        theirs.y = new double[theirs.l];
        double positiveWeight = 1;
        double negativeWeight = 1;
        for (int i = 0; i < theirs.l; i++) {
            for (int j = 0; j < p; j++) {
                theirs.x[i][j] = new FeatureNode(j + 1, values[i][j]);
            }
            theirs.x[i][p] = new FeatureNode(p + 1, 1);
            theirs.y[i] = problem.rows().isPositive(i) ? 1 : -1;
            if (problem.rows().isPositive(i)) {
                positiveWeight = problem.rows().weight(i);
            } else {
                negativeWeight = problem.rows().weight(i);
            }
        }
        Parameter parameter = new Parameter(SolverType.L1R_LR, c, 1e-8, 3000, 0.1);
        parameter.setWeights(new double[] {positiveWeight, negativeWeight}, new int[] {1, -1});
        Linear.disableDebugOutput();
        Model model = Linear.train(theirs, parameter);
        double[] weights = model.getFeatureWeights().clone();
        if (model.getLabels()[0] == -1) {
            for (int j = 0; j < weights.length; j++) {
                weights[j] = -weights[j];
            }
        }
        return weights;
    }

    /// Σ w_i log(1 + exp(−y_i f_i)) + (1/C)(‖θ‖₁ + |b|), the slow and plain way.
    private static double objective(Problem problem, double[] weights, double c) {
        int p = weights.length - 1;
        double sum = 0;
        for (int i = 0; i < problem.values().length; i++) {
            double margin = weights[p];
            for (int j = 0; j < p; j++) {
                margin += weights[j] * problem.values()[i][j];
            }
            double t = problem.rows().isPositive(i) ? margin : -margin;
            sum +=
                    problem.rows().weight(i)
                            * (t > 0 ? Math.log1p(Math.exp(-t)) : -t + Math.log1p(Math.exp(t)));
        }
        for (double weight : weights) {
            sum += Math.abs(weight) / c;
        }
        return sum;
    }
}
