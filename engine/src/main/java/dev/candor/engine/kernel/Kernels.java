package dev.candor.engine.kernel;

/// The arithmetic of a forward pass. Every sum has a fixed order that depends on the length alone,
/// so a row's result never depends on how many rows are computed with it.
///
/// An instance keeps scratch memory between calls: one thread at a time calls [#matmul].
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /// Bits of the vectors that sums are made in, 32 where they are made one value at a time. The
    /// last bits of a sum depend on it.
    int vectorBits();

    /// `y[i] = W · x[i]` for `n` rows.
    ///
    /// @param w shape [rows, columns]
    /// @param x shape [n, columns] from index 0
    /// @param y shape [n, rows] from index 0; what lies behind is left alone
    void matmul(Matrix w, float[] x, int n, float[] y, Workers workers);

    /// Decodes columns `from` … `from + n − 1` of one row to f32, exactly.
    ///
    /// @param from a multiple of the type's block, like `n` or up to the row's end
    void decode(Matrix w, int row, int from, int n, float[] out, int outFrom);

    /// `Σ a[aFrom + i] · b[bFrom + i]`, i < n.
    float dot(float[] a, int aFrom, float[] b, int bFrom, int n);

    /// `z[i] = silu(gate[i]) · up[i]`, silu(v) = v / (1 + e^−v), for i in `from` … `from + n − 1`.
    void swiglu(float[] gate, float[] up, float[] z, int from, int n);

    /// `z[i] = gelu(gate[i]) · up[i]` with [Gelu]'s gelu, for i in `from` … `from + n − 1`.
    void geglu(float[] gate, float[] up, float[] z, int from, int n);

    /// `z[i] = gelu(x[i])` with [Gelu]'s gelu, for i in `from` … `from + n − 1`.
    void gelu(float[] x, float[] z, int from, int n);

    /// `values[i] = cap · tanh(values[i] / cap)` in place, for i in `from` … `from + n − 1`.
    void softCap(float[] values, int from, int n, float cap);

    /// Attention scores of one head over a block of positions: `scores[p] = scale · Σ_d q[d] ·
    /// keys[d, p]`.
    ///
    /// @param q shape [headDim] from `qFrom`
    /// @param keys shape [headDim, positions] from `keysFrom`
    /// @param positions a multiple of 16
    void scores(
            float[] q,
            int qFrom,
            float[] keys,
            int keysFrom,
            int headDim,
            int positions,
            float scale,
            float[] scores,
            int scoresFrom);

    /// Continues the attention output of one head over a block of positions: `out[d] += Σ_p
    /// weights[p] · values[p, d]`, p ascending.
    ///
    /// @param values shape [positions, headDim] from `valuesFrom`
    void weightedSum(
            float[] weights,
            int weightsFrom,
            int positions,
            float[] values,
            int valuesFrom,
            int headDim,
            float[] out,
            int outFrom);

    /// Softmax in place over `n` values.
    void softmax(float[] values, int from, int n);

    /// `y = x / √(mean(x²) + epsilon) ⊙ weight` over `n` values.
    void rmsNorm(float[] x, int xFrom, float[] weight, float epsilon, float[] y, int yFrom, int n);

    /// `y = (x − mean(x)) / √(mean((x − mean(x))²) + epsilon) ⊙ weight + bias` over `n` values.
    void layerNorm(
            float[] x,
            int xFrom,
            float[] weight,
            float[] bias,
            float epsilon,
            float[] y,
            int yFrom,
            int n);

    /// What runs, in words for a log: `vector, 512 bit` or `scalar`.
    String describe();
}
