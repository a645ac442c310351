package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;
import static jdk.incubator.vector.VectorOperators.B2F;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Stored values as integers in groups of 16 with a scale and an offset each: value = scale·q +
/// offset. Every type that packs integers fits, since scale·q is exact in f32: the one rounding is
/// that of the sum, as in [BlockDecoder]. A type without offsets has −0, which changes no bit.
///
/// Between methods go arrays and numbers, never vectors: a method that the JIT does not inline
/// would put them on the heap.
final class Unpacked {
    /// Values of one load.
    static final int CHUNK = 256;

    static final int GROUP = 16;

    static final VectorSpecies<Byte> SIXTEEN = ByteVector.SPECIES_128;
    private static final VectorSpecies<Long> TWO = LongVector.SPECIES_128;

    /// Each of eight bytes twice.
    private static final VectorShuffle<Byte> TWICE = VectorShuffle.fromOp(SIXTEEN, i -> i / 2);

    final byte[] q;
    final float[] scales;
    final float[] offsets;

    /// Of the 16 groups of one block: what [#scales] and [#offsets] read.
    final byte[] multipliers = new byte[16];

    /// Whether anything but −0 may stand in the offsets.
    private boolean hasOffsets;

    Unpacked(int chunks) {
        q = new byte[chunks * CHUNK];
        scales = new float[chunks * CHUNK / GROUP];
        offsets = new float[chunks * CHUNK / GROUP];
        Arrays.fill(offsets, -0f);
    }

    /// Whether [#load] knows the type and these vectors suit it.
    static boolean handles(Matrix w) {
        return (LANES == 8 || LANES == 16)
                && switch (w.type()) {
                    case F32, F16, BF16, Q4_0, Q8_0 -> false;
                    case Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS ->
                            true;
                };
    }

    /// Unpacks `n` ≤ 256 values that lie from byte `at` on; they become chunk `chunk`.
    void load(Matrix w, long at, int n, int chunk) {
        MemorySegment data = w.data();
        int to = chunk * CHUNK;
        switch (w.type()) {
            case F32, F16, BF16, Q4_0, Q8_0 ->
                    throw new IllegalArgumentException(w.type() + " is not unpacked");
            case Q4_1 -> PlainUnpacker.q4WithOffset(data, at, n, this, to);
            case Q5_0 -> PlainUnpacker.q5(data, at, n, this, to);
            case Q5_1 -> PlainUnpacker.q5WithOffset(data, at, n, this, to);
            case Q2_K -> GroupedUnpacker.q2(data, at, this, to);
            case Q3_K -> GroupedUnpacker.q3(data, at, this, to);
            case Q4_K -> GroupedUnpacker.q4(data, at, this, to);
            case Q5_K -> GroupedUnpacker.q5(data, at, this, to);
            case Q6_K -> GroupedUnpacker.q6(data, at, this, to);
            case IQ2_XXS -> CodebookUnpacker.iq2(data, at, this, to);
            case IQ4_NL -> CodebookUnpacker.iq4(data, at, n, this, to);
            case IQ4_XS -> CodebookUnpacker.iq4WithGroups(data, at, this, to);
        }
    }

    /// Scale and offset of the two groups of a block of 32 values.
    void both(int to, float scale, float offset) {
        int g = to / GROUP;
        scales[g] = scale;
        scales[g + 1] = scale;
        offsets[g] = offset;
        offsets[g + 1] = offset;
        hasOffsets = true;
    }

    /// Scales d·s of the 16 groups of a block of 256 values, s in [#multipliers].
    void scales(int to, float d) {
        times(d, scales, to / GROUP);
    }

    /// Offsets −dmin·o of the 16 groups of a block of 256 values, o in [#multipliers].
    void offsets(int to, float dmin) {
        times(-dmin, offsets, to / GROUP);
        hasOffsets = true;
    }

    /// The same for groups of 32: eight multipliers, the lowest byte first.
    void scales(int to, float d, long eight) {
        twice(eight);
        scales(to, d);
    }

    void offsets(int to, float dmin, long eight) {
        twice(eight);
        offsets(to, dmin);
    }

    private void twice(long eight) {
        LongVector.broadcast(TWO, eight)
                .reinterpretAsBytes()
                .rearrange(TWICE)
                .intoArray(multipliers, 0);
    }

    private void times(float d, float[] out, int at) {
        ByteVector m = ByteVector.fromArray(SIXTEEN, multipliers, 0);
        ((FloatVector) m.convertShape(B2F, F, 0)).mul(d).intoArray(out, at);
        if (LANES == 8) {
            ((FloatVector) m.convertShape(B2F, F, 1)).mul(d).intoArray(out, at + 8);
        }
    }

    /// For a block of 256 values of a type without offsets.
    void noOffsets() {
        if (hasOffsets) {
            Arrays.fill(offsets, -0f);
            hasOffsets = false;
        }
    }
}
