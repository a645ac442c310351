package dev.candor.engine.kernel;

/// The reference: one value at a time, sums left to right in f32 with fma.
public final class ScalarKernels implements Kernels {
    @Override
    public int vectorBits() {
        return Float.SIZE;
    }

    @Override
    public void matmul(Matrix w, float[] x, int n, float[] y, Workers workers) {
        float[][] scratch = new float[workers.threads()][w.columns()];
        workers.run(
                w.rows(),
                (row, thread) -> {
                    float[] weights = scratch[thread];
                    decode(w, row, 0, w.columns(), weights, 0);
                    for (int i = 0; i < n; i++) {
                        y[i * w.rows() + row] = dot(weights, 0, x, i * w.columns(), w.columns());
                    }
                });
    }

    @Override
    public void decode(Matrix w, int row, int from, int n, float[] out, int outFrom) {
        BlockDecoder.decode(w, row, from, n, out, outFrom);
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
        }
        return sum;
    }

    @Override
    public void scores(
            float[] q,
            int qFrom,
            float[] keys,
            int keysFrom,
            int headDim,
            int positions,
            float scale,
            float[] scores,
            int scoresFrom) {
        for (int p = 0; p < positions; p++) {
            float sum = 0;
            for (int d = 0; d < headDim; d++) {
                sum = Math.fma(q[qFrom + d], keys[keysFrom + d * positions + p], sum);
            }
            scores[scoresFrom + p] = sum * scale;
        }
    }

    @Override
    public void weightedSum(
            float[] weights,
            int weightsFrom,
            int positions,
            float[] values,
            int valuesFrom,
            int headDim,
            float[] out,
            int outFrom) {
        for (int p = 0; p < positions; p++) {
            for (int d = 0; d < headDim; d++) {
                out[outFrom + d] =
                        Math.fma(
                                weights[weightsFrom + p],
                                values[valuesFrom + p * headDim + d],
                                out[outFrom + d]);
            }
        }
    }

    @Override
    public void swiglu(float[] gate, float[] up, float[] z, int from, int n) {
        for (int i = from; i < from + n; i++) {
            z[i] = gate[i] / (1f + Exp.exp(-gate[i])) * up[i];
        }
    }

    @Override
    public void geglu(float[] gate, float[] up, float[] z, int from, int n) {
        for (int i = from; i < from + n; i++) {
            z[i] = Gelu.gelu(gate[i]) * up[i];
        }
    }

    @Override
    public void gelu(float[] x, float[] z, int from, int n) {
        for (int i = from; i < from + n; i++) {
            z[i] = Gelu.gelu(x[i]);
        }
    }

    @Override
    public void softCap(float[] values, int from, int n, float cap) {
        for (int i = from; i < from + n; i++) {
            values[i] = cap * Tanh.tanh(values[i] / cap);
        }
    }

    @Override
    public void softmax(float[] values, int from, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, values[from + i]);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            values[from + i] = Exp.exp(values[from + i] - max);
            sum += values[from + i];
        }
        for (int i = 0; i < n; i++) {
            values[from + i] /= sum;
        }
    }

    @Override
    public void rmsNorm(
            float[] x, int xFrom, float[] weight, float epsilon, float[] y, int yFrom, int n) {
        float scale = 1f / (float) Math.sqrt(dot(x, xFrom, x, xFrom, n) / n + epsilon);
        for (int i = 0; i < n; i++) {
            y[yFrom + i] = x[xFrom + i] * scale * weight[i];
        }
    }

    @Override
    public void layerNorm(
            float[] x,
            int xFrom,
            float[] weight,
            float[] bias,
            float epsilon,
            float[] y,
            int yFrom,
            int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xFrom + i];
        }
        float mean = sum / n;
        for (int i = 0; i < n; i++) {
            y[yFrom + i] = x[xFrom + i] - mean;
        }
        float scale = 1f / (float) Math.sqrt(dot(y, yFrom, y, yFrom, n) / n + epsilon);
        for (int i = 0; i < n; i++) {
            y[yFrom + i] = Math.fma(y[yFrom + i] * scale, weight[i], bias[i]);
        }
    }

    @Override
    public String describe() {
        return "scalar";
    }
}
