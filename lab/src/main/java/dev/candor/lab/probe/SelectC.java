package dev.candor.lab.probe;

import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Chooses C by accuracy on validation plus accuracy on questions while the neurons found are
/// suppressed: the second term keeps out neurons that the model needs to answer at all (Gao et al.
/// 2025, arXiv:2512.01797).
///
/// @param solver fits the path
/// @param neurons what the columns are
/// @param criterion what validation thresholds maximise, and what "accuracy on validation" is
/// @param most a larger set is tried but not chosen, unless every C gives one: then the smallest C
///   that gives any is
public record SelectC(
        L1LogisticRegression solver,
        NeuronColumns neurons,
        Threshold.Criterion criterion,
        int most) {
    private static final int LEAST_MOST = 20;

    /// One neuron in a hundred, and twenty at least. Larger sets are not sparse, and random sets as
    /// large move a small model's behaviour as much.
    public static int most(NeuronColumns neurons) {
        return Math.max(LEAST_MOST, neurons.count() / 100);
    }

    /// `size` values from `first` to `last`, each the same multiple of the one before.
    public static double[] geometricGrid(double first, double last, int size) {
        if (!(first > 0 && last > first) || size < 2) {
            throw new IllegalArgumentException(size + " values of C from " + first + " to " + last);
        }
        double[] grid = new double[size];
        for (int k = 0; k < size; k++) {
            grid[k] = first * Math.pow(last / first, k / (size - 1.0));
        }
        return grid;
    }

    /// Eight values, of two digits each, from 1.5 to 100 times the largest C that leaves all
    /// weights at zero: from a handful of neurons to hundreds, whatever the scale of the features.
    public double[] defaultGrid(FloatMatrix matrix, LabelledRows train) {
        double empty = solver.largestEmptyC(matrix, train);
        double[] grid = geometricGrid(1.5 * empty, 100 * empty, 8);
        Arrays.setAll(grid, k -> twoDigits(grid[k]));
        return grid;
    }

    /// Rounded to two significant digits: a C that can be said and typed.
    private static double twoDigits(double value) {
        return new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }

    /// Fits the grid and chooses from it.
    ///
    /// @param train rows to fit
    /// @param validation answer rows only, of both classes
    /// @param ascendingC the grid
    /// @param suppressed asked once for each distinct set of neurons
    /// @throws NoNeuronsException if no C gives a neuron with θ > 0
    public CSelection select(
            FloatMatrix matrix,
            LabelledRows train,
            LabelledRows validation,
            double[] ascendingC,
            SuppressedAccuracy suppressed) {
        if (ascendingC.length == 0) {
            throw new IllegalArgumentException("no values of C to choose from");
        }
        List<LogisticFit> fits = solver.path(matrix, train, ascendingC);
        List<CSelection.Candidate> candidates = new ArrayList<>();
        List<Threshold> thresholds = new ArrayList<>();
        Map<NeuronSet, Double> asked = new HashMap<>();
        for (LogisticFit fit : fits) {
            double[] scores = fit.score().of(matrix, validation);
            Threshold threshold = Threshold.choose(scores, validation.labels(), criterion);
            NeuronSet found = Probe.positive(fit.weights(), neurons);
            double kept =
                    found.isEmpty() ? Double.NaN : asked.computeIfAbsent(found, suppressed::of);
            double sum = threshold.reached() + kept;
            thresholds.add(threshold);
            candidates.add(
                    new CSelection.Candidate(
                            fit.C(),
                            found.size(),
                            threshold.reached(),
                            kept,
                            sum,
                            fit.relativeGap(),
                            fit.converged()));
        }
        int best = choose(candidates, most);
        if (best < 0) {
            throw new NoNeuronsException(candidates);
        }
        return new CSelection(candidates, fits, candidates.get(best), thresholds.get(best));
    }

    /// The candidate with the largest sum among those of 1 to `most` neurons, of equals the first;
    /// where all that have any have more, the first of these; -1 where none has any.
    static int choose(List<CSelection.Candidate> candidates, int most) {
        int best = -1;
        for (int k = 0; k < candidates.size(); k++) {
            CSelection.Candidate candidate = candidates.get(k);
            if (candidate.neurons() > 0 && (best < 0 || candidate.neurons() <= most)) {
                boolean better =
                        best < 0
                                || candidates.get(best).neurons() > most
                                || candidate.sum() > candidates.get(best).sum();
                best = better ? k : best;
            }
        }
        return best;
    }
}
