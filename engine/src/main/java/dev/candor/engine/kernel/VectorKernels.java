package dev.candor.engine.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector API kernels. Products are sums over lanes: lane l takes k ≡ l (mod lanes) in ascending
/// order, then [Fold] adds the lanes in halves. The order depends on the length alone: a row
/// decoded by itself and one computed in a batch of 64 agree to the bit.
public final class VectorKernels implements Kernels {
    static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());
    static final int LANES = F.length();

    /// Weight rows decoded together; a multiple of the six rows of a tile.
    private static final int BLOCK_ROWS = 24;

    /// Columns decoded together: a block of f32 weights fits the L2 cache, and what is read of a
    /// stored row is long enough for the CPU to see that memory is read in order.
    private static final int BLOCK_COLUMNS = 2048;

    /// Columns multiplied together: six weight rows and four token rows of it fit the L1 cache.
    private static final int TILE_COLUMNS = 512;

    /// Token rows multiplied with all weights before the next: they and their accumulators stay in
    /// the nearer caches.
    static final int BLOCK_TOKENS = 192;

    private static final int TILE_ROWS = 6;

    /// With 512 bits a CPU has 32 registers, enough for 24 accumulators; with 256 bits most have
    /// 16.
    private static final int TILE_TOKENS = LANES == 8 ? 2 : 4;

    /// Index of the first value in a scratch array. Behind 16 bytes of header, vectors from here on
    /// lie within one cache line where the JVM places objects at multiples of 64 bytes
    /// (`-XX:ObjectAlignmentInBytes=64`).
    static final int ALIGN = 12;

    /// What a vector that a loop carries begins as. Begun as `zero` or `broadcast`, the JIT puts it
    /// on the heap in some starts and not in others: it learns too late of which class it is, and
    /// then no longer keeps it in a register. At a third to a hundredth of the speed.
    static final float[] ZEROS = new float[LANES];

    private static final class Scratch {
        final float[] row = new float[ALIGN + BLOCK_COLUMNS];
        final float[] weights = new float[ALIGN + BLOCK_ROWS * BLOCK_COLUMNS];
        final Unpacked unpacked = new Unpacked(1);
        float[] sums = new float[0];
    }

    private final InterleavedDot interleavedDot = new InterleavedDot();
    private Scratch[] scratches = new Scratch[0];
    private float[] packed = new float[0];

    @Override
    public int vectorBits() {
        return F.vectorBitSize();
    }

    @Override
    public void matmul(Matrix w, float[] x, int n, float[] y, Workers workers) {
        if (n == 0 || w.rows() == 0) {
            return;
        }
        Interleaved interleaved = w.interleaved(workers);
        if (interleaved != null) {
            interleavedDot.matmul(interleaved, x, n, y, workers);
            return;
        }
        int wide = n == 1 ? 1 : TILE_TOKENS;
        int stride = (w.columns() + LANES - 1) / LANES * LANES;
        int tokens = (n + wide - 1) / wide * wide;
        pack(x, n, w.columns(), wide, stride, workers);
        int chunk = Math.max(4, Math.min(64, w.rows() / (8 * workers.threads())));
        if (n == 1 && BlockDot.handles(w)) {
            workers.run(
                    (w.rows() + chunk - 1) / chunk,
                    (item, thread) ->
                            BlockDot.rows(
                                    w,
                                    packed,
                                    ALIGN,
                                    item * chunk,
                                    Math.min(w.rows(), item * chunk + chunk),
                                    y));
            return;
        }
        if (Q8Tiles.handles(w, n)) {
            ensureScratch(workers.threads(), tokens);
            workers.run(
                    (w.rows() + chunk - 1) / chunk,
                    (item, thread) ->
                            Q8Tiles.rows(
                                    w,
                                    packed,
                                    n,
                                    stride,
                                    item * chunk,
                                    Math.min(w.rows(), item * chunk + chunk),
                                    scratches[thread].sums,
                                    y));
            return;
        }
        ensureScratch(workers.threads(), Math.min(tokens, BLOCK_TOKENS));
        for (int first = 0; first < n; first += BLOCK_TOKENS) {
            int from = first;
            int to = Math.min(n, from + BLOCK_TOKENS);
            workers.run(
                    (w.rows() + BLOCK_ROWS - 1) / BLOCK_ROWS,
                    (item, thread) ->
                            block(
                                    w,
                                    item * BLOCK_ROWS,
                                    stride,
                                    from,
                                    to,
                                    wide,
                                    y,
                                    scratches[thread]));
        }
    }

    private void ensureScratch(int threads, int tokens) {
        if (scratches.length < threads) {
            scratches = new Scratch[threads];
            Arrays.setAll(scratches, i -> new Scratch());
        }
        int sums = ALIGN + tokens * BLOCK_ROWS * LANES;
        for (Scratch scratch : scratches) {
            if (scratch.sums.length < sums) {
                scratch.sums = new float[sums];
            }
        }
    }

    /// Copies `x` to panels of `wide` token rows, see [DotTiles], each row `stride` values long;
    /// rows behind `n` and values behind `columns` are 0.
    private void pack(float[] x, int n, int columns, int wide, int stride, Workers workers) {
        int panels = (n + wide - 1) / wide;
        if (packed.length < ALIGN + panels * wide * stride) {
            packed = new float[ALIGN + panels * wide * stride];
        }
        float[] to = packed;
        workers.run(
                panels,
                (panel, thread) -> {
                    int at = ALIGN + panel * wide * stride;
                    if (n < (panel + 1) * wide || columns < stride) {
                        Arrays.fill(to, at, at + wide * stride, 0f);
                    }
                    for (int i = 0; i < wide && panel * wide + i < n; i++) {
                        int from = (panel * wide + i) * columns;
                        interleave(x, from, columns, to, at + i * LANES, wide);
                    }
                });
    }

    /// Puts the vectors of a row `wide` vectors apart; the last may be shorter.
    private static void interleave(float[] row, int from, int n, float[] panel, int to, int wide) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector.fromArray(F, row, from + i).intoArray(panel, to + i * wide);
        }
        if (i < n) {
            System.arraycopy(row, from + i, panel, to + i * wide, n - i);
        }
    }

    /// A block of rows of `w` from `row`, times token rows `from` … `to − 1`.
    private void block(
            Matrix w, int row, int stride, int from, int to, int wide, float[] y, Scratch scratch) {
        int rows = Math.min(BLOCK_ROWS, w.rows() - row);
        float[] weights = scratch.weights;
        float[] sums = scratch.sums;
        int tokens = (to - from + wide - 1) / wide * wide;
        Arrays.fill(sums, ALIGN, ALIGN + tokens * BLOCK_ROWS * LANES, 0f);
        for (int column = 0; column < stride; column += BLOCK_COLUMNS) {
            int kc = Math.min(BLOCK_COLUMNS, stride - column);
            unpack(w, row, rows, column, kc, scratch);
            for (int k = 0; k < kc; k += TILE_COLUMNS) {
                int steps = Math.min(TILE_COLUMNS, kc - k) / LANES;
                for (int r = 0; r < BLOCK_ROWS; r += TILE_ROWS) {
                    int wo = ALIGN + r * kc + k * TILE_ROWS;
                    for (int t = 0; t < tokens; t += wide) {
                        int xo = ALIGN + (from + t) * stride + (column + k) * wide;
                        int at = ALIGN + (t * BLOCK_ROWS + r * wide) * LANES;
                        switch (wide) {
                            case 4 -> DotTiles.rows6x4(weights, wo, packed, xo, steps, sums, at);
                            case 2 -> DotTiles.rows6x2(weights, wo, packed, xo, steps, sums, at);
                            default -> DotTiles.rows6x1(weights, wo, packed, xo, steps, sums, at);
                        }
                    }
                }
            }
        }
        for (int t = from; t < to; t++) {
            int group = (t - from) / wide * BLOCK_ROWS * wide + (t - from) % wide;
            int at = t * w.rows() + row;
            Fold.each(sums, ALIGN + group * LANES, wide * LANES, y, at, rows);
        }
    }

    /// Decodes `kc` columns of a block's rows to panels of six; what the matrix does not have is 0.
    private static void unpack(Matrix w, int row, int rows, int column, int kc, Scratch scratch) {
        int stored = Math.min(kc, w.columns() - column);
        if (rows < BLOCK_ROWS || stored < kc) {
            Arrays.fill(scratch.weights, ALIGN, ALIGN + BLOCK_ROWS * kc, 0f);
        }
        for (int r = 0; r < rows; r++) {
            int panel = ALIGN + r / TILE_ROWS * TILE_ROWS * kc + r % TILE_ROWS * LANES;
            if (BlockDot.handles(w)) {
                int step = TILE_ROWS * LANES;
                BlockDot.decode(
                        w, row + r, column, stored, scratch.weights, panel, step, scratch.unpacked);
            } else {
                BlockDecoder.decode(w, row + r, column, stored, scratch.row, ALIGN);
                interleave(scratch.row, ALIGN, stored, scratch.weights, panel, TILE_ROWS);
            }
        }
    }

    @Override
    public void decode(Matrix w, int row, int from, int n, float[] out, int outFrom) {
        BlockDot.decode(w, row, from, n, out, outFrom, new Unpacked(1));
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int n) {
        FloatVector sum = FloatVector.fromArray(F, ZEROS, 0);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            sum =
                    FloatVector.fromArray(F, a, aFrom + i)
                            .fma(FloatVector.fromArray(F, b, bFrom + i), sum);
        }
        float total = Fold.one(sum);
        for (; i < n; i++) {
            total = Math.fma(a[aFrom + i], b[bFrom + i], total);
        }
        return total;
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
        int p = 0;
        for (; p + 2 * LANES <= positions; p += 2 * LANES) {
            FloatVector sum0 = FloatVector.fromArray(F, ZEROS, 0);
            FloatVector sum1 = sum0;
            int at = keysFrom + p;
            for (int d = 0; d < headDim; d++, at += positions) {
                FloatVector v = FloatVector.broadcast(F, q[qFrom + d]);
                sum0 = FloatVector.fromArray(F, keys, at).fma(v, sum0);
                sum1 = FloatVector.fromArray(F, keys, at + LANES).fma(v, sum1);
            }
            sum0.mul(scale).intoArray(scores, scoresFrom + p);
            sum1.mul(scale).intoArray(scores, scoresFrom + p + LANES);
        }
        for (; p < positions; p += LANES) {
            FloatVector sum = FloatVector.fromArray(F, ZEROS, 0);
            int at = keysFrom + p;
            for (int d = 0; d < headDim; d++, at += positions) {
                FloatVector v = FloatVector.broadcast(F, q[qFrom + d]);
                sum = FloatVector.fromArray(F, keys, at).fma(v, sum);
            }
            sum.mul(scale).intoArray(scores, scoresFrom + p);
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
        int d = 0;
        for (; d + 4 * LANES <= headDim; d += 4 * LANES) {
            FloatVector sum0 = FloatVector.fromArray(F, out, outFrom + d);
            FloatVector sum1 = FloatVector.fromArray(F, out, outFrom + d + LANES);
            FloatVector sum2 = FloatVector.fromArray(F, out, outFrom + d + 2 * LANES);
            FloatVector sum3 = FloatVector.fromArray(F, out, outFrom + d + 3 * LANES);
            int at = valuesFrom + d;
            for (int p = 0; p < positions; p++, at += headDim) {
                FloatVector v = FloatVector.broadcast(F, weights[weightsFrom + p]);
                sum0 = FloatVector.fromArray(F, values, at).fma(v, sum0);
                sum1 = FloatVector.fromArray(F, values, at + LANES).fma(v, sum1);
                sum2 = FloatVector.fromArray(F, values, at + 2 * LANES).fma(v, sum2);
                sum3 = FloatVector.fromArray(F, values, at + 3 * LANES).fma(v, sum3);
            }
            sum0.intoArray(out, outFrom + d);
            sum1.intoArray(out, outFrom + d + LANES);
            sum2.intoArray(out, outFrom + d + 2 * LANES);
            sum3.intoArray(out, outFrom + d + 3 * LANES);
        }
        for (; d + LANES <= headDim; d += LANES) {
            FloatVector sum = FloatVector.fromArray(F, out, outFrom + d);
            int at = valuesFrom + d;
            for (int p = 0; p < positions; p++, at += headDim) {
                FloatVector v = FloatVector.broadcast(F, weights[weightsFrom + p]);
                sum = FloatVector.fromArray(F, values, at).fma(v, sum);
            }
            sum.intoArray(out, outFrom + d);
        }
        for (; d < headDim; d++) {
            float sum = out[outFrom + d];
            for (int p = 0; p < positions; p++) {
                sum = Math.fma(weights[weightsFrom + p], values[valuesFrom + p * headDim + d], sum);
            }
            out[outFrom + d] = sum;
        }
    }

    /// The steps of [Exp#exp], lane by lane.
    private static FloatVector exp(FloatVector value) {
        FloatVector x = value.max(Exp.LOW).min(Exp.HIGH);
        FloatVector k =
                x.fma(FloatVector.broadcast(F, Exp.LOG2E), FloatVector.broadcast(F, Exp.ROUND))
                        .sub(Exp.ROUND);
        FloatVector r = k.fma(FloatVector.broadcast(F, -Exp.LN2_HIGH), x);
        r = k.fma(FloatVector.broadcast(F, -Exp.LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(F, Exp.C0), FloatVector.broadcast(F, Exp.C1));
        p = p.fma(r, FloatVector.broadcast(F, Exp.C2));
        p = p.fma(r, FloatVector.broadcast(F, Exp.C3));
        p = p.fma(r, FloatVector.broadcast(F, Exp.C4));
        p = p.fma(r, FloatVector.broadcast(F, Exp.C5));
        FloatVector y = p.fma(r.mul(r), r).add(1f);
        IntVector power =
                ((IntVector) k.convertShape(VectorOperators.F2I, I, 0))
                        .add(127)
                        .lanewise(VectorOperators.LSHL, 23);
        return y.mul(power.reinterpretAsFloats());
    }

    @Override
    public void swiglu(float[] gate, float[] up, float[] z, int from, int n) {
        int i = from;
        for (; i + LANES <= from + n; i += LANES) {
            FloatVector g = FloatVector.fromArray(F, gate, i);
            g.div(exp(g.neg()).add(1f)).mul(FloatVector.fromArray(F, up, i)).intoArray(z, i);
        }
        for (; i < from + n; i++) {
            z[i] = gate[i] / (1f + Exp.exp(-gate[i])) * up[i];
        }
    }

    /// The steps of [Gelu#gelu], lane by lane.
    private static FloatVector gelu(FloatVector x) {
        FloatVector slope =
                x.mul(x).fma(FloatVector.broadcast(F, Gelu.C1), FloatVector.broadcast(F, Gelu.C0));
        return x.div(exp(x.mul(slope).neg()).add(1f));
    }

    @Override
    public void geglu(float[] gate, float[] up, float[] z, int from, int n) {
        int i = from;
        for (; i + LANES <= from + n; i += LANES) {
            gelu(FloatVector.fromArray(F, gate, i))
                    .mul(FloatVector.fromArray(F, up, i))
                    .intoArray(z, i);
        }
        for (; i < from + n; i++) {
            z[i] = Gelu.gelu(gate[i]) * up[i];
        }
    }

    @Override
    public void gelu(float[] x, float[] z, int from, int n) {
        int i = from;
        for (; i + LANES <= from + n; i += LANES) {
            gelu(FloatVector.fromArray(F, x, i)).intoArray(z, i);
        }
        for (; i < from + n; i++) {
            z[i] = Gelu.gelu(x[i]);
        }
    }

    /// The steps of [Tanh#tanh], lane by lane.
    private static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(FloatVector.broadcast(F, Tanh.C0), FloatVector.broadcast(F, Tanh.C1));
        p = p.fma(z, FloatVector.broadcast(F, Tanh.C2));
        p = p.fma(z, FloatVector.broadcast(F, Tanh.C3));
        p = p.fma(z, FloatVector.broadcast(F, Tanh.C4));
        FloatVector small = p.mul(z).fma(x, x);
        FloatVector large =
                FloatVector.broadcast(F, 2f).div(exp(size.add(size)).add(1f)).neg().add(1f);
        FloatVector signed = large.blend(large.neg(), x.lt(0f));
        return signed.blend(small, size.lt(Tanh.SMALL));
    }

    @Override
    public void softCap(float[] values, int from, int n, float cap) {
        int i = from;
        for (; i + LANES <= from + n; i += LANES) {
            tanh(FloatVector.fromArray(F, values, i).div(cap)).mul(cap).intoArray(values, i);
        }
        for (; i < from + n; i++) {
            values[i] = cap * Tanh.tanh(values[i] / cap);
        }
    }

    @Override
    public void softmax(float[] values, int from, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, values[from + i]);
        }
        FloatVector sums = FloatVector.fromArray(F, ZEROS, 0);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector e = exp(FloatVector.fromArray(F, values, from + i).sub(max));
            e.intoArray(values, from + i);
            sums = sums.add(e);
        }
        float sum = Fold.one(sums);
        for (; i < n; i++) {
            values[from + i] = Exp.exp(values[from + i] - max);
            sum += values[from + i];
        }
        for (int j = 0; j < n; j++) {
            values[from + j] /= sum;
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
        float mean = sum(x, xFrom, n) / n;
        for (int i = 0; i < n; i++) {
            y[yFrom + i] = x[xFrom + i] - mean;
        }
        float scale = 1f / (float) Math.sqrt(dot(y, yFrom, y, yFrom, n) / n + epsilon);
        for (int i = 0; i < n; i++) {
            y[yFrom + i] = Math.fma(y[yFrom + i] * scale, weight[i], bias[i]);
        }
    }

    private static float sum(float[] x, int from, int n) {
        FloatVector sums = FloatVector.fromArray(F, ZEROS, 0);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            sums = sums.add(FloatVector.fromArray(F, x, from + i));
        }
        float sum = Fold.one(sums);
        for (; i < n; i++) {
            sum += x[from + i];
        }
        return sum;
    }

    @Override
    public String describe() {
        return "vector, " + F.vectorBitSize() + " bit";
    }
}
