package dev.candor.lab.probe;

/// [SolverKernels] in plain loops: the reference.
final class ScalarSolverKernels implements SolverKernels {
    @Override
    public void addRows(float[] strip, int stride, double[] factors, double[] acc, int count) {
        for (int k = 0; k < 4; k++) {
            for (int j = 0; j < count; j++) {
                acc[j] += factors[k] * strip[k * stride + j];
            }
        }
    }

    @Override
    public void addSquares(float[] strip, int stride, double[] factors, double[] acc, int count) {
        for (int k = 0; k < 4; k++) {
            for (int j = 0; j < count; j++) {
                double x = strip[k * stride + j];
                acc[j] += factors[k] * x * x;
            }
        }
    }

    @Override
    public double dot(float[] x, double[] v) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * v[i];
        }
        return sum;
    }

    @Override
    public double spread(float[] x, double mean, double[] d) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double centred = x[i] - mean;
            sum += d[i] * centred * centred;
        }
        return sum;
    }

    @Override
    public void add(double step, float[] x, double[] v) {
        for (int i = 0; i < x.length; i++) {
            v[i] += step * x[i];
        }
    }

    @Override
    public void subtractCentred(double step, float[] x, double mean, double[] d, double[] v) {
        for (int i = 0; i < x.length; i++) {
            v[i] -= step * d[i] * (x[i] - mean);
        }
    }
}
