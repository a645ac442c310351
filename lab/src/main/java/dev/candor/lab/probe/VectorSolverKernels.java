package dev.candor.lab.probe;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// [SolverKernels] on the Vector API: half a register of floats widened to one of doubles.
final class VectorSolverKernels implements SolverKernels {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(
                    float.class, VectorShape.forBitSize(Math.max(64, DOUBLES.vectorBitSize() / 2)));
    private static final int LANES = DOUBLES.length();

    /// What a vector that a loop carries begins as: begun as `zero`, the JIT puts it on the heap in
    /// some starts.
    private static final double[] ZEROS = new double[LANES];

    private static DoubleVector load(float[] x, int i) {
        return (DoubleVector)
                FloatVector.fromArray(FLOATS, x, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /// In the order of the lanes: `reduceLanes` may choose another once compiled, and then two
    /// equal runs would differ.
    private static double sumLanes(DoubleVector v) {
        double sum = 0;
        for (double lane : v.toArray()) {
            sum += lane;
        }
        return sum;
    }

    @Override
    public void addRows(float[] strip, int stride, double[] factors, double[] acc, int count) {
        double f0 = factors[0];
        double f1 = factors[1];
        double f2 = factors[2];
        double f3 = factors[3];
        int r1 = stride;
        int r2 = 2 * stride;
        int r3 = 3 * stride;
        int j = 0;
        for (int end = DOUBLES.loopBound(count); j < end; j += LANES) {
            DoubleVector sum = DoubleVector.fromArray(DOUBLES, acc, j);
            sum = load(strip, j).lanewise(VectorOperators.FMA, f0, sum);
            sum = load(strip, r1 + j).lanewise(VectorOperators.FMA, f1, sum);
            sum = load(strip, r2 + j).lanewise(VectorOperators.FMA, f2, sum);
            sum = load(strip, r3 + j).lanewise(VectorOperators.FMA, f3, sum);
            sum.intoArray(acc, j);
        }
        for (; j < count; j++) {
            acc[j] += f0 * strip[j] + f1 * strip[r1 + j] + f2 * strip[r2 + j] + f3 * strip[r3 + j];
        }
    }

    @Override
    public void addSquares(float[] strip, int stride, double[] factors, double[] acc, int count) {
        for (int k = 0; k < 4; k++) {
            int row = k * stride;
            double factor = factors[k];
            int j = 0;
            for (int end = DOUBLES.loopBound(count); j < end; j += LANES) {
                DoubleVector x = load(strip, row + j);
                x.mul(factor).fma(x, DoubleVector.fromArray(DOUBLES, acc, j)).intoArray(acc, j);
            }
            for (; j < count; j++) {
                double x = strip[row + j];
                acc[j] += factor * x * x;
            }
        }
    }

    @Override
    public double dot(float[] x, double[] v) {
        DoubleVector s0 = DoubleVector.fromArray(DOUBLES, ZEROS, 0);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (int end = x.length - 4 * LANES; i <= end; i += 4 * LANES) {
            s0 = load(x, i).fma(DoubleVector.fromArray(DOUBLES, v, i), s0);
            int i1 = i + LANES;
            s1 = load(x, i1).fma(DoubleVector.fromArray(DOUBLES, v, i1), s1);
            int i2 = i1 + LANES;
            s2 = load(x, i2).fma(DoubleVector.fromArray(DOUBLES, v, i2), s2);
            int i3 = i2 + LANES;
            s3 = load(x, i3).fma(DoubleVector.fromArray(DOUBLES, v, i3), s3);
        }
        double sum = sumLanes(s0.add(s1).add(s2.add(s3)));
        for (; i < x.length; i++) {
            sum += x[i] * v[i];
        }
        return sum;
    }

    @Override
    public double spread(float[] x, double mean, double[] d) {
        DoubleVector s0 = DoubleVector.fromArray(DOUBLES, ZEROS, 0);
        DoubleVector s1 = s0;
        int i = 0;
        for (int end = x.length - 2 * LANES; i <= end; i += 2 * LANES) {
            DoubleVector c0 = load(x, i).sub(mean);
            s0 = c0.mul(c0).fma(DoubleVector.fromArray(DOUBLES, d, i), s0);
            DoubleVector c1 = load(x, i + LANES).sub(mean);
            s1 = c1.mul(c1).fma(DoubleVector.fromArray(DOUBLES, d, i + LANES), s1);
        }
        double sum = sumLanes(s0.add(s1));
        for (; i < x.length; i++) {
            double centred = x[i] - mean;
            sum += d[i] * centred * centred;
        }
        return sum;
    }

    @Override
    public void add(double step, float[] x, double[] v) {
        int i = 0;
        for (int end = DOUBLES.loopBound(x.length); i < end; i += LANES) {
            load(x, i)
                    .lanewise(VectorOperators.FMA, step, DoubleVector.fromArray(DOUBLES, v, i))
                    .intoArray(v, i);
        }
        for (; i < x.length; i++) {
            v[i] += step * x[i];
        }
    }

    @Override
    public void subtractCentred(double step, float[] x, double mean, double[] d, double[] v) {
        int i = 0;
        for (int end = DOUBLES.loopBound(x.length); i < end; i += LANES) {
            load(x, i)
                    .sub(mean)
                    .mul(-step)
                    .fma(
                            DoubleVector.fromArray(DOUBLES, d, i),
                            DoubleVector.fromArray(DOUBLES, v, i))
                    .intoArray(v, i);
        }
        for (; i < x.length; i++) {
            v[i] -= step * d[i] * (x[i] - mean);
        }
    }
}
