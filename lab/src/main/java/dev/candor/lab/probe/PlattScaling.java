package dev.candor.lab.probe;

/// Platt's calibration: a logistic function of the score, 1 / (1 + exp(−(slope·score + offset))).
///
/// Fitted by Newton's method to targets that lie a little inside 0 and 1, (n₊ + 1) / (n₊ + 2) for
/// wrong answers and 1 / (n₋ + 2) for correct ones, so that separable scores have an answer too
/// (Platt 1999; Lin, Lin and Weng 2007).
///
/// @param slope 0 or more: a higher score never means a lower risk
/// @param offset log-odds at a score of 0
/// @param prior share of wrong answers among those it was fitted to
public record PlattScaling(double slope, double offset, double prior) implements Calibration {
    private static final int STEPS = 100;

    public PlattScaling {
        if (!(slope >= 0 && Double.isFinite(slope) && Double.isFinite(offset))) {
            throw new IllegalArgumentException(
                    "slope "
                            + slope
                            + " and offset "
                            + offset
                            + ", expected numbers, the slope 0 or more");
        }
        if (!(prior > 0 && prior < 1)) {
            throw new IllegalArgumentException(
                    "prior is " + prior + ", expected a share between 0 and 1");
        }
    }

    /// Fits it. Where lower scores go with wrong answers the slope is 0: every answer then has the
    /// same risk.
    ///
    /// @param scores shape [n], finite
    /// @param wrong shape [n]; both must occur
    public static PlattScaling fit(double[] scores, boolean[] wrong) {
        int positives = Calibration.requireBoth(scores, wrong);
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (wrong.length - positives + 2.0);
        double mean = 0;
        for (double score : scores) {
            mean += score / scores.length;
        }
        double square = 0;
        for (double score : scores) {
            square += (score - mean) * (score - mean) / scores.length;
        }
        double scale = square > 0 ? Math.sqrt(square) : 1;
        double[] x = new double[scores.length];
        double[] target = new double[scores.length];
        double meanTarget = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = (scores[i] - mean) / scale;
            target[i] = wrong[i] ? high : low;
            meanTarget += target[i] / x.length;
        }
        double level = Math.log(meanTarget / (1 - meanTarget));
        double[] line = square > 0 ? newton(x, target, level) : new double[] {0, level};
        if (line[0] < 0) {
            line = new double[] {0, level};
        }
        double prior = (double) positives / wrong.length;
        return new PlattScaling(line[0] / scale, line[1] - line[0] / scale * mean, prior);
    }

    /// Slope and offset of the smallest log-loss, begun at slope 0.
    private static double[] newton(double[] x, double[] target, double level) {
        double[] line = {0, level};
        double loss = loss(x, target, line);
        for (int step = 0; step < STEPS; step++) {
            double slope = 0;
            double offset = 0;
            double xx = 0;
            double x1 = 0;
            double one = 0;
            for (int i = 0; i < x.length; i++) {
                double p = logistic(line[0] * x[i] + line[1]);
                slope += (p - target[i]) * x[i];
                offset += p - target[i];
                xx += p * (1 - p) * x[i] * x[i];
                x1 += p * (1 - p) * x[i];
                one += p * (1 - p);
            }
            if (Math.abs(slope) + Math.abs(offset) < 1e-10 * x.length) {
                break;
            }
            double determinant = xx * one - x1 * x1 + 1e-12;
            double[] down = {
                (x1 * offset - one * slope) / determinant, (x1 * slope - xx * offset) / determinant
            };
            double length = 1;
            double[] next = line;
            double reached = loss;
            for (; length > 1e-10; length /= 2) {
                next = new double[] {line[0] + length * down[0], line[1] + length * down[1]};
                reached = loss(x, target, next);
                if (reached < loss) {
                    break;
                }
            }
            if (!(reached < loss)) {
                break;
            }
            line = next;
            loss = reached;
        }
        return line;
    }

    private static double loss(double[] x, double[] target, double[] line) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double at = line[0] * x[i] + line[1];
            // log(1 + exp(at)) − target·at, without overflow
            sum += Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at))) - target[i] * at;
        }
        return sum;
    }

    private static double logistic(double at) {
        return 1 / (1 + Math.exp(-at));
    }

    @Override
    public double probability(double score) {
        return Math.clamp(logistic(slope * score + offset), Double.MIN_NORMAL, Math.nextDown(1.0));
    }
}
