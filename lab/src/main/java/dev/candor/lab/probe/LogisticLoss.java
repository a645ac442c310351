package dev.candor.lab.probe;

import java.util.Arrays;

/// The weighted logistic loss at one point, `Σ w_i·log(1 + exp(−y_i(m_i + b)))`, with what its
/// minimisation needs: residuals, curvatures, the free intercept and the dual.
///
/// With a_i = σ(−y_i(m_i + b)) the residual is r_i = w_i·y_i·a_i, so that Σ_i r_i·x_ij is minus the
/// derivative for θ_j, and the curvature is w_i·a_i(1 − a_i).
final class LogisticLoss {
    private final int n;
    private final double[] y;
    private final double[] w;
    private final double balance;
    private final boolean freeIntercept;

    /// Margins θ·x_i without the intercept, shape [n]; the solver moves them.
    final double[] margins;

    /// r, shape [n]; set by [#refresh()].
    final double[] residuals;

    /// Curvatures, shape [n]; set by [#refresh()].
    final double[] curvatures;

    private final double[] a;
    private double intercept;

    LogisticLoss(LabelledRows rows, boolean freeIntercept) {
        this.n = rows.size();
        this.freeIntercept = freeIntercept;
        this.y = new double[n];
        this.w = new double[n];
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < n; i++) {
            y[i] = rows.isPositive(i) ? 1 : -1;
            w[i] = rows.weight(i);
            positive += rows.isPositive(i) ? w[i] : 0;
            negative += rows.isPositive(i) ? 0 : w[i];
        }
        this.balance = Math.log(positive / negative);
        this.margins = new double[n];
        this.residuals = new double[n];
        this.curvatures = new double[n];
        this.a = new double[n];
    }

    boolean freeIntercept() {
        return freeIntercept;
    }

    double intercept() {
        return intercept;
    }

    /// w, shape [n].
    double[] weights() {
        return w;
    }

    /// The loss at margins + step·direction and intercept + step·interceptStep.
    double valueAt(double step, double[] direction, double interceptStep) {
        double sum = 0;
        double b = intercept + step * interceptStep;
        for (int i = 0; i < n; i++) {
            double t = y[i] * (margins[i] + step * direction[i] + b);
            sum += w[i] * (Math.log1p(Math.exp(-Math.abs(t))) + Math.max(0, -t));
        }
        return sum;
    }

    /// The loss here.
    double value() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double t = y[i] * (margins[i] + intercept);
            sum += w[i] * (Math.log1p(Math.exp(-Math.abs(t))) + Math.max(0, -t));
        }
        return sum;
    }

    /// Moves margins and intercept, then puts a free intercept at its best.
    void move(double step, double[] direction, double interceptStep) {
        for (int i = 0; i < n; i++) {
            margins[i] += step * direction[i];
        }
        intercept += step * interceptStep;
        settleIntercept();
    }

    /// Solves Σ r_i = 0 for a free intercept by Newton steps kept inside a bracket of the root: at
    /// equal margins the root is log(W⁺/W⁻) less the margin, and it moves against each of them.
    void settleIntercept() {
        if (!freeIntercept) {
            return;
        }
        double low = balance - Arrays.stream(margins).max().orElse(0);
        double high = balance - Arrays.stream(margins).min().orElse(0);
        double b = Math.clamp(intercept, low, high);
        for (int round = 0; round < 200; round++) {
            double sum = 0;
            double size = 0;
            double slope = 0;
            for (int i = 0; i < n; i++) {
                double t = y[i] * (margins[i] + b);
                double e = Math.exp(-Math.abs(t));
                double share = (t >= 0 ? e : 1) / (1 + e);
                sum += w[i] * y[i] * share;
                size += w[i] * share;
                slope += w[i] * e / ((1 + e) * (1 + e));
            }
            if (Math.abs(sum) <= 1e-15 * size) {
                break;
            }
            if (sum > 0) {
                low = b;
            } else {
                high = b;
            }
            double next = b + sum / slope;
            if (!(next > low && next < high)) {
                next = low + (high - low) / 2;
            }
            if (next == b || high - low <= Math.ulp(Math.max(Math.abs(low), Math.abs(high)))) {
                break;
            }
            b = next;
        }
        intercept = b;
    }

    /// Sets residuals and curvatures for the present margins.
    void refresh() {
        double positive = 0;
        double negative = 0;
        for (int i = 0; i < n; i++) {
            double t = y[i] * (margins[i] + intercept);
            double e = Math.exp(-Math.abs(t));
            a[i] = (t >= 0 ? e : 1) / (1 + e);
            curvatures[i] = w[i] * Math.max(e / ((1 + e) * (1 + e)), 1e-14);
            positive += y[i] > 0 ? w[i] * a[i] : 0;
            negative += y[i] > 0 ? 0 : w[i] * a[i];
        }
        // Rounding leaves Σ r_i a little off zero; the dual point must meet it.
        double common = freeIntercept ? Math.min(positive, negative) : 0;
        for (int i = 0; i < n; i++) {
            double side = y[i] > 0 ? positive : negative;
            a[i] *= freeIntercept && side > 0 ? common / side : 1;
            residuals[i] = w[i] * y[i] * a[i];
        }
    }

    /// The dual objective at scale·a, a lower bound of the minimum wherever scale·|Σ_i r_i·x_ij| ≤
    /// 1/C for every column: −Σ w_i[u·log u + (1−u)·log(1−u)], u = scale·a_i.
    double dual(double scale) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double u = scale * a[i];
            if (u > 0 && u < 1) {
                sum -= w[i] * (u * Math.log(u) + (1 - u) * Math.log1p(-u));
            }
        }
        return sum;
    }
}
