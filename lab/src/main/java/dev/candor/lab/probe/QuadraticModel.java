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
                if (members == all) {
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

    /// Goes to the minimum over the coordinates in use with their signs held, or as far as the
    /// first of them reaches zero.
    private void gradientStep(int[] members, double tolerance) {
        double[] rhs = new double[members.length];
        for (int s = 0; s < members.length; s++) {
            double sign = Math.signum(theta[members[s]]);
            rhs[s] = kernels.dot(curved.column(members[s]), v) - penalty * sign;
        }
        double[] d = curved.solve(members, rhs, tolerance / 4, 60 + members.length / 4);
        double length = 1;
        int first = -1;
        for (int s = 0; s < members.length; s++) {
            double at = theta[members[s]];
            if ((at + d[s]) * at <= 0 && -at / d[s] < length) {
                length = -at / d[s];
                first = s;
            }
        }
        double[] product = curved.times(members, d);
        curved.centre(product);
        for (int i = 0; i < v.length; i++) {
            v[i] -= length * curvatures[i] * product[i];
        }
        for (int s = 0; s < members.length; s++) {
            theta[members[s]] = s == first ? 0 : theta[members[s]] + length * d[s];
        }
    }
}
