package dev.candor.lab.probe;

import java.util.Arrays;

/// The second-order model of the loss around a point, plus (1/C)·‖θ‖₁, over the active columns:
/// minimised by coordinate descent, with conjugate gradients on the columns in use where
/// coordinates alone crawl, as they do on correlated columns.
final class QuadraticModel {
    private static final int SWEEPS = 400;
    private static final int SWEEPS_BETWEEN_GRADIENT_STEPS = 6;

    private final CurvedColumns curved;
    private final double[] curvatures;
    private final SolverKernels kernels;
    private final double penalty;
    private final double[] theta;
    private final double[] v;

    /// @param residuals of the loss at the point, shape [n]
    /// @param penalty 1/C
    /// @param start θ of the active columns at the point
    QuadraticModel(
            CurvedColumns curved,
            double[] curvatures,
            double[] residuals,
            double penalty,
            double[] start,
            SolverKernels kernels) {
        this.curved = curved;
        this.curvatures = curvatures;
        this.kernels = kernels;
        this.penalty = penalty;
        this.theta = start.clone();
        this.v = residuals.clone();
    }

    /// θ of the active columns at the model's minimum, to within `tolerance` on every derivative.
    double[] minimise(double tolerance) {
        int[] all = new int[theta.length];
        Arrays.setAll(all, k -> k);
        int[] members = all;
        int since = 0;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double change = sweep(members);
            if (change <= tolerance) {
                if (members.length == all.length) {
                    break;
                }
                members = all;
                continue;
            }
            members = inUse(all);
            if (++since == SWEEPS_BETWEEN_GRADIENT_STEPS && members.length > 1) {
                since = 0;
                gradientStep(members, tolerance);
                members = all;
            }
        }
        return theta;
    }

    private int[] inUse(int[] all) {
        return Arrays.stream(all).filter(k -> theta[k] != 0).toArray();
    }

    /// Minimises over one coordinate after the other; the largest derivative that was removed.
    private double sweep(int[] members) {
        double largest = 0;
        for (int k : members) {
            double h = curved.diagonal[k];
            if (h <= 0) {
                continue;
            }
            double target = h * theta[k] + kernels.dot(curved.column(k), v);
            double shrunk = Math.max(0, Math.abs(target) - penalty) / h;
            double next = Math.copySign(shrunk, target);
            double step = next - theta[k];
            if (step != 0) {
                theta[k] = next;
                kernels.subtractCentred(step, curved.column(k), curved.means[k], curvatures, v);
                largest = Math.max(largest, Math.abs(step) * h);
            }
        }
        return largest;
    }

    /// Goes towards the minimum over the coordinates in use with their signs held: all the way,
    /// those that would change sign stopped at zero, if that lowers the model more than going only
    /// as far as the first of them reaches zero; else that far.
    private void gradientStep(int[] members, double tolerance) {
        int size = members.length;
        double[] rhs = new double[size];
        for (int s = 0; s < size; s++) {
            double sign = Math.signum(theta[members[s]]);
            rhs[s] = kernels.dot(curved.column(members[s]), v) - penalty * sign;
        }
        double[] d = curved.solve(members, rhs, tolerance / 4, 60 + 2 * size);
        double gain = 0;
        double first = 1;
        for (int s = 0; s < size; s++) {
            double at = theta[members[s]];
            gain += rhs[s] * d[s];
            if ((at + d[s]) * at < 0) {
                first = Math.min(first, -at / d[s]);
            }
        }
        double[] product = new double[v.length];
        double safe = (first - first * first / 2) * gain;
        for (double length = 1; length > first; length /= 4) {
            double[] step = stoppedAtZero(members, d, length);
            if (gainOf(members, rhs, step, product) > safe) {
                take(members, step, product);
                return;
            }
        }
        double[] step = stoppedAtZero(members, d, first);
        gainOf(members, rhs, step, product);
        take(members, step, product);
    }

    private double[] stoppedAtZero(int[] members, double[] d, double length) {
        double[] step = new double[d.length];
        for (int s = 0; s < d.length; s++) {
            double at = theta[members[s]];
            step[s] = (at + length * d[s]) * at <= 0 ? -at : length * d[s];
        }
        return step;
    }

    /// How much `step`, which keeps signs, lowers the model; `product` becomes X̃·step.
    private double gainOf(int[] members, double[] rhs, double[] step, double[] product) {
        System.arraycopy(curved.times(members, step), 0, product, 0, product.length);
        curved.centre(product);
        double gain = 0;
        for (int s = 0; s < step.length; s++) {
            gain += rhs[s] * step[s];
        }
        for (int i = 0; i < product.length; i++) {
            gain -= curvatures[i] * product[i] * product[i] / 2;
        }
        return gain;
    }

    private void take(int[] members, double[] step, double[] product) {
        for (int i = 0; i < v.length; i++) {
            v[i] -= curvatures[i] * product[i];
        }
        for (int s = 0; s < step.length; s++) {
            theta[members[s]] += step[s];
        }
    }
}
