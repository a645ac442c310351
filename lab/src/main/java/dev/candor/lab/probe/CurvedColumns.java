package dev.candor.lab.probe;

/// Columns under the curvature D of one Newton step: the matrix `X̃ᵀ D X̃ + ridge·I`, X̃ the
/// columns less their D-weighted means (less nothing if the intercept is not free). Centring
/// eliminates the free intercept from the quadratic model exactly.
final class CurvedColumns {
    private final float[][] columns;
    private final double[] curvatures;
    private final double ridge;
    private final boolean centred;
    private final SolverKernels kernels;
    private final double total;

    /// D-weighted mean of each column, shape [columns]; 0 if not centred.
    final double[] means;

    /// Diagonal of the matrix, shape [columns].
    final double[] diagonal;

    CurvedColumns(
            float[][] columns,
            double[] curvatures,
            double ridge,
            boolean centred,
            SolverKernels kernels) {
        this.columns = columns;
        this.curvatures = curvatures;
        this.ridge = ridge;
        this.centred = centred;
        this.kernels = kernels;
        double sum = 0;
        for (double curvature : curvatures) {
            sum += curvature;
        }
        this.total = sum;
        this.means = new double[columns.length];
        this.diagonal = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            means[k] = centred ? kernels.dot(columns[k], curvatures) / total : 0;
            diagonal[k] = kernels.spread(columns[k], means[k], curvatures) + ridge;
        }
    }

    int size() {
        return columns.length;
    }

    float[] column(int k) {
        return columns[k];
    }

    /// `X·d`, shape [n], not centred.
    double[] times(int[] members, double[] d) {
        double[] product = new double[curvatures.length];
        for (int s = 0; s < members.length; s++) {
            if (d[s] != 0) {
                kernels.add(d[s], columns[members[s]], product);
            }
        }
        return product;
    }

    /// Subtracts the D-weighted mean from `product` if the intercept is free, and returns it.
    double centre(double[] product) {
        if (!centred) {
            return 0;
        }
        double mean = 0;
        for (int i = 0; i < product.length; i++) {
            mean += curvatures[i] * product[i];
        }
        mean /= total;
        for (int i = 0; i < product.length; i++) {
            product[i] -= mean;
        }
        return mean;
    }

    /// Solves `(X̃ᵀ D X̃ + ridge·I) d = rhs` over some of the columns by conjugate gradients,
    /// preconditioned with the diagonal; stops early where the matrix has no curvature left.
    ///
    /// @param members positions among the columns
    /// @param rhs shape [members.length]
    /// @param tolerance largest entry of the residual
    double[] solve(int[] members, double[] rhs, double tolerance, int maxSteps) {
        int size = members.length;
        double[] d = new double[size];
        double[] residual = rhs.clone();
        double[] p = new double[size];
        double old = 0;
        for (int step = 0; step < maxSteps; step++) {
            double largest = 0;
            double now = 0;
            for (int s = 0; s < size; s++) {
                largest = Math.max(largest, Math.abs(residual[s]));
                now += residual[s] * residual[s] / diagonal[members[s]];
            }
            if (largest <= tolerance) {
                break;
            }
            for (int s = 0; s < size; s++) {
                double scaled = residual[s] / diagonal[members[s]];
                p[s] = step == 0 ? scaled : scaled + now / old * p[s];
            }
            old = now;
            double[] q = times(members, p);
            centre(q);
            double curvature = 0;
            for (int i = 0; i < q.length; i++) {
                double weighted = curvatures[i] * q[i];
                curvature += weighted * q[i];
                q[i] = weighted;
            }
            for (int s = 0; s < size; s++) {
                curvature += ridge * p[s] * p[s];
            }
            if (!(curvature > 1e-14 * now)) {
                break;
            }
            double length = now / curvature;
            for (int s = 0; s < size; s++) {
                d[s] += length * p[s];
                residual[s] -= length * (kernels.dot(columns[members[s]], q) + ridge * p[s]);
            }
        }
        return d;
    }
}
