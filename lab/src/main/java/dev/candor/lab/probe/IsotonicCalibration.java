package dev.candor.lab.probe;

import dev.candor.lab.probe.Roc.ScoreGroups;
import java.util.ArrayList;
import java.util.List;

/// The rising steps that fit the share of wrong answers best, by pooling neighbours that are out of
/// order. It assumes nothing of the curve but that it rises, and needs more answers than
/// [PlattScaling] for it. No step is nearer to 0 or 1 than n answers can tell: 1 / (n + 2).
///
/// @param steps scores ascending, probabilities rising; below the first score the first holds
/// @param prior share of wrong answers among those it was fitted to
public record IsotonicCalibration(List<Step> steps, double prior) implements Calibration {
    /// The probability from a score on, up to the next step.
    public record Step(double from, double probability) {}

    public IsotonicCalibration {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("no steps, expected at least one");
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Step before = i == 0 ? new Step(Double.NEGATIVE_INFINITY, 0) : steps.get(i - 1);
            boolean rises =
                    step.from > before.from
                            && step.probability > before.probability
                            && step.probability < 1;
            if (!rises || !Double.isFinite(step.from)) {
                throw new IllegalArgumentException(
                        "step "
                                + i
                                + " is "
                                + step.probability
                                + " from "
                                + step.from
                                + ", expected more than "
                                + before.probability
                                + " and less than 1, behind "
                                + before.from);
            }
        }
        if (!(prior > 0 && prior < 1)) {
            throw new IllegalArgumentException(
                    "prior is " + prior + ", expected a share between 0 and 1");
        }
    }

    /// Fits it. Between two neighbouring scores the step lies midway.
    ///
    /// @param scores shape [n], finite
    /// @param wrong shape [n]; both must occur
    public static IsotonicCalibration fit(double[] scores, boolean[] wrong) {
        int positives = Calibration.requireBoth(scores, wrong);
        ScoreGroups groups = ScoreGroups.of(scores, wrong);
        int[] of = groups.countPositives();
        int[] others = groups.countNegatives();
        int n = groups.size();
        int[] first = new int[n];
        long[] bad = new long[n];
        long[] all = new long[n];
        int pools = 0;
        for (int group = 0; group < n; group++) {
            first[pools] = group;
            bad[pools] = of[group];
            all[pools] = of[group] + others[group];
            pools++;
            while (pools > 1
                    && bad[pools - 2] * all[pools - 1] >= bad[pools - 1] * all[pools - 2]) {
                pools--;
                bad[pools - 1] += bad[pools];
                all[pools - 1] += all[pools];
            }
        }
        double least = 1.0 / (scores.length + 2);
        List<Step> steps = new ArrayList<>();
        for (int pool = 0; pool < pools; pool++) {
            double share = Math.clamp((double) bad[pool] / all[pool], least, 1 - least);
            if (steps.isEmpty() || share > steps.getLast().probability) {
                steps.add(new Step(start(groups.values(), first[pool]), share));
            }
        }
        return new IsotonicCalibration(steps, (double) positives / scores.length);
    }

    private static double start(double[] values, int group) {
        if (group == 0) {
            return values[0];
        }
        double middle = values[group - 1] + (values[group] - values[group - 1]) / 2;
        return middle > values[group - 1] ? middle : values[group];
    }

    @Override
    public double probability(double score) {
        int low = 0;
        int high = steps.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (steps.get(middle).from <= score) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return steps.get(low).probability;
    }
}
