package dev.candor.lab.probe;

/// The inner loops of the solver: values are float32 as stored, every sum is double.
interface SolverKernels {
    /// `acc[j] += Σ_k factors[k]·strip[k·stride + j]` for k < 4 and j < count.
    void addRows(float[] strip, int stride, double[] factors, double[] acc, int count);

    /// `acc[j] += Σ_k factors[k]·strip[k·stride + j]²` for k < 4 and j < count.
    void addSquares(float[] strip, int stride, double[] factors, double[] acc, int count);

    /// `Σ x_i·v_i`, both shape [x.length].
    double dot(float[] x, double[] v);

    /// `Σ d_i·(x_i − mean)²`.
    double spread(float[] x, double mean, double[] d);

    /// `v_i += step·x_i`.
    void add(double step, float[] x, double[] v);

    /// `v_i −= step·d_i·(x_i − mean)`.
    void subtractCentred(double step, float[] x, double mean, double[] d, double[] v);

    /// The vector kernels where the JVM runs with `jdk.incubator.vector`, else the scalar ones.
    static SolverKernels best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorSolverKernels()
                : new ScalarSolverKernels();
    }
}
