package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.Unpacked.CHUNK;
import static dev.candor.engine.kernel.Unpacked.GROUP;
import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;
import static jdk.incubator.vector.VectorOperators.B2F;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// What comes behind [Unpacked]: f32 in a tile, or the product with one token row. Both round a
/// weight once and add in the order of [VectorKernels], so both give the same bits.
final class UnpackedDot {
    /// As many bytes as F has lanes.
    private static final VectorSpecies<Byte> B =
            VectorSpecies.of(
                    byte.class, LANES == 16 ? VectorShape.S_128_BIT : VectorShape.S_64_BIT);

    private static final int ROWS = 4;
    private static final int GROUPS = CHUNK / GROUP;

    private UnpackedDot() {}

    /// Decodes whole blocks, each vector `step` values behind the one before.
    static void decode(
            Matrix w,
            int row,
            int from,
            int n,
            float[] out,
            int outFrom,
            int step,
            Unpacked unpacked) {
        long start = row * w.rowBytes();
        int at = outFrom;
        for (int done = 0; done < n; done += CHUNK) {
            int values = Math.min(CHUNK, n - done);
            unpacked.load(w, start + w.type().rowBytes(from + done), values, 0);
            for (int i = 0; i < values; i += LANES, at += step) {
                FloatVector q =
                        (FloatVector)
                                ByteVector.fromArray(B, unpacked.q, i).convertShape(B2F, F, 0);
                FloatVector scale = FloatVector.broadcast(F, unpacked.scales[i / GROUP]);
                FloatVector offset = FloatVector.broadcast(F, unpacked.offsets[i / GROUP]);
                q.fma(scale, offset).intoArray(out, at);
            }
        }
    }

    /// `y[row] = W[row] · x` for rows `from` … `to − 1`; x lies from `xFrom` on.
    static void rows(Matrix w, float[] x, int xFrom, int from, int to, float[] y) {
        Unpacked unpacked = new Unpacked(ROWS);
        float[] sums = new float[ROWS * LANES];
        for (int row = from; row < to; row += ROWS) {
            int rows = Math.min(ROWS, to - row);
            Arrays.fill(sums, 0f);
            for (int column = 0; column < w.columns(); column += CHUNK) {
                int values = Math.min(CHUNK, w.columns() - column);
                long at = w.type().rowBytes(column);
                for (int r = 0; r < rows; r++) {
                    unpacked.load(w, (row + r) * w.rowBytes() + at, values, r);
                }
                add(unpacked, x, xFrom + column, values, sums);
            }
            for (int r = 0; r < rows; r++) {
                y[row + r] = Fold.one(FloatVector.fromArray(F, sums, r * LANES));
            }
        }
    }

    /// Four rows at once: their sums do not wait for each other.
    private static void add(Unpacked w, float[] x, int xFrom, int n, float[] sums) {
        FloatVector a0 = FloatVector.fromArray(F, sums, 0 * LANES);
        FloatVector a1 = FloatVector.fromArray(F, sums, 1 * LANES);
        FloatVector a2 = FloatVector.fromArray(F, sums, 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(F, sums, 3 * LANES);
        byte[] q = w.q;
        float[] scales = w.scales;
        float[] offsets = w.offsets;
        for (int i = 0; i < n; i += LANES) {
            FloatVector u = FloatVector.fromArray(F, x, xFrom + i);
            int g = i / GROUP;
            FloatVector v;
            v = (FloatVector) ByteVector.fromArray(B, q, 0 * CHUNK + i).convertShape(B2F, F, 0);
            v =
                    v.fma(
                            FloatVector.broadcast(F, scales[0 * GROUPS + g]),
                            FloatVector.broadcast(F, offsets[0 * GROUPS + g]));
            a0 = v.fma(u, a0);
            v = (FloatVector) ByteVector.fromArray(B, q, 1 * CHUNK + i).convertShape(B2F, F, 0);
            v =
                    v.fma(
                            FloatVector.broadcast(F, scales[1 * GROUPS + g]),
                            FloatVector.broadcast(F, offsets[1 * GROUPS + g]));
            a1 = v.fma(u, a1);
            v = (FloatVector) ByteVector.fromArray(B, q, 2 * CHUNK + i).convertShape(B2F, F, 0);
            v =
                    v.fma(
                            FloatVector.broadcast(F, scales[2 * GROUPS + g]),
                            FloatVector.broadcast(F, offsets[2 * GROUPS + g]));
            a2 = v.fma(u, a2);
            v = (FloatVector) ByteVector.fromArray(B, q, 3 * CHUNK + i).convertShape(B2F, F, 0);
            v =
                    v.fma(
                            FloatVector.broadcast(F, scales[3 * GROUPS + g]),
                            FloatVector.broadcast(F, offsets[3 * GROUPS + g]));
            a3 = v.fma(u, a3);
        }
        a0.intoArray(sums, 0 * LANES);
        a1.intoArray(sums, 1 * LANES);
        a2.intoArray(sums, 2 * LANES);
        a3.intoArray(sums, 3 * LANES);
    }
}
