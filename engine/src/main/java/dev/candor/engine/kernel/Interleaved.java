package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.LANES;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Weights of four or six bits with rows in the lanes: of every [#GROUP] rows, the same short of
/// all lies together, and of multipliers the same byte. As large as the stored matrix, but for
/// Q4_K, which is a 36th larger: its multipliers take a byte each.
///
/// Lane 2i is row i of the group and lane 2i + 1 row i + GROUP/2: seen as ints, the low halves of
/// shorts are the first half of the rows and the high halves the second, and no step crosses lanes.
///
/// | type | of 32, 256 or 256 columns, in multiples of GROUP bytes |
/// |---|---|
/// | Q4_0 | scales 2, values 16 as [Packing#FOUR] |
/// | Q4_K | d 2, dmin 2, then of each 32 columns: multiplier 1, offset 1, values 16 as above |
/// | Q6_K | d 2, multipliers 16, then of each 16 columns: values 12, twice [Packing#SIX] |
///
/// @param type Q4_0, Q4_K or Q6_K
/// @param bytes groups one after the other, from [#START]
/// @param groupBytes of all columns
record Interleaved(TensorType type, int rows, int columns, byte[] bytes, int groupBytes) {
    /// Rows of a group, one for each short of a vector.
    static final int GROUP = 2 * LANES;

    /// Behind 16 bytes of header, vectors from here on lie within one cache line.
    static final int START = 48;

    /// Bytes of a block, divided by [#GROUP].
    static final int Q4_0_BLOCK = 18;

    static final int Q4_K_BLOCK = 148;
    static final int Q4_K_PART = 18;
    static final int Q6_K_BLOCK = 210;
    static final int Q6_K_PART = 12;

    /// Groups of rows, the last one filled up with rows of zeros.
    int groups() {
        return (rows + GROUP - 1) / GROUP;
    }

    int from(int group) {
        return START + group * groupBytes;
    }

    /// Null if a scale is infinite or NaN, which its lanes could not hold, or if it would be larger
    /// than an array can be.
    static @Nullable Interleaved of(Matrix w, Workers workers) {
        long blocks = w.columns() / w.type().blockValues();
        long groupBytes = blocks * block(w.type()) * GROUP;
        long groups = (w.rows() + GROUP - 1) / GROUP;
        long size = START + groups * groupBytes;
        if (size > Integer.MAX_VALUE - 64) {
            return null;
        }
        Interleaved to =
                new Interleaved(
                        w.type(), w.rows(), w.columns(), new byte[(int) size], (int) groupBytes);
        AtomicBoolean finite = new AtomicBoolean(true);
        workers.run(
                (int) groups,
                (group, thread) -> {
                    if (!to.fill(w, group)) {
                        finite.set(false);
                    }
                });
        return finite.get() ? to : null;
    }

    private static int block(TensorType type) {
        return switch (type) {
            case Q4_0 -> Q4_0_BLOCK;
            case Q4_K -> Q4_K_BLOCK;
            case Q6_K -> Q6_K_BLOCK;
            default -> throw new IllegalArgumentException(type + " is not interleaved");
        };
    }

    /// Whether all scales are finite.
    private boolean fill(Matrix w, int group) {
        int first = group * GROUP;
        int count = Math.min(GROUP, rows - first);
        int rowBytes = Math.toIntExact(w.rowBytes());
        byte[] row = new byte[rowBytes];
        int blocks = columns / type.blockValues();
        int from = type.blockBytes();
        int to = block(type) * GROUP;
        boolean finite = true;
        for (int r = 0; r < count; r++) {
            MemorySegment.copy(
                    w.data(),
                    ValueLayout.JAVA_BYTE,
                    (long) (first + r) * rowBytes,
                    row,
                    0,
                    rowBytes);
            int lane = r < LANES ? 2 * r : 2 * (r - LANES) + 1;
            for (int b = 0; b < blocks; b++) {
                int at = from(group) + b * to;
                finite &=
                        switch (type) {
                            case Q4_0 -> InterleavedBlocks.q4(row, b * from, bytes, at, lane);
                            case Q4_K ->
                                    InterleavedBlocks.q4WithGroups(row, b * from, bytes, at, lane);
                            default -> InterleavedBlocks.q6(row, b * from, bytes, at, lane);
                        };
            }
        }
        return finite;
    }
}
