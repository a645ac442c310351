package dev.candor.lab.probe;

import java.util.Arrays;

/// Chooses the columns worth solving over, from one pass over all of them.
///
/// Gap-safe rule (Ndiaye et al. 2017, arXiv:1611.05780, for a loss whose dual is strongly concave
/// with modulus 4/w_i): the dual optimum lies within √(gap/2), in the norm weighted by 1/w, of the
/// dual point ν; so a column with |x_jᵀν| + √(gap/2)·‖x_j‖_w < 1/C has weight zero at the optimum.
/// The same distance, (1/C − |x_jᵀν|)/‖x_j‖_w, ranks the columns that remain.
final class GapSafePool {
    private final double[] norms;

    /// @param norms √(Σ w_i(x_ij − mean_j)²), shape [columns]; not centred if the intercept is no
    ///   free one
    GapSafePool(double[] norms) {
        this.norms = norms;
    }

    /// Whether the column can have a weight at all: a constant one cannot beside an intercept.
    boolean isVarying(int column) {
        return norms[column] > 0;
    }

    /// The columns with a weight, and the `size` that are closest to getting one.
    ///
    /// @param products |x_jᵀν| · scale gives the dual point's, shape [columns]
    /// @param allowed columns that may have a weight
    /// @return ascending
    int[] choose(
            double[] products,
            double scale,
            double penalty,
            double gap,
            double[] theta,
            boolean[] allowed,
            int size) {
        double radius = Math.sqrt(gap / 2);
        double[] distances = new double[norms.length];
        double[] kept = new double[norms.length];
        int eligible = 0;
        for (int j = 0; j < norms.length; j++) {
            double room = penalty - scale * Math.abs(products[j]);
            distances[j] = Double.POSITIVE_INFINITY;
            // Slightly wider than the rule, since the norms are rounded.
            if (allowed[j] && norms[j] > 0 && room <= radius * norms[j] * (1 + 1e-6)) {
                distances[j] = room / norms[j];
                kept[eligible++] = distances[j];
            }
        }
        double cut =
                eligible <= size
                        ? Double.MAX_VALUE
                        : kthSmallest(Arrays.copyOf(kept, eligible), size - 1);
        int[] pool = new int[norms.length];
        int chosen = 0;
        for (int j = 0; j < norms.length; j++) {
            if (theta[j] != 0 || distances[j] <= cut) {
                pool[chosen++] = j;
            }
        }
        return Arrays.copyOf(pool, chosen);
    }

    /// The value that would stand at `k` if `values` were sorted; reorders them.
    static double kthSmallest(double[] values, int k) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (k <= j) {
                high = j;
            } else if (k >= i) {
                low = i;
            } else {
                break;
            }
        }
        return values[k];
    }
}
