package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.VectorKernels.F;
import static dev.candor.engine.kernel.VectorKernels.LANES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Stored values as integers in groups of 16 with a scale and an offset each: value = scale·q +
/// offset. Every type that packs integers fits, since scale·q is exact in f32: the one rounding is
/// that of the sum, as in [BlockDecoder]. A type without offsets has −0, which changes no bit.
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

    Unpacked(int chunks) {
        q = new byte[chunks * CHUNK];
        scales = new float[chunks * CHUNK / GROUP];
        offsets = new float[chunks * CHUNK / GROUP];
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
    }

    /// Scales d·s of the 16 groups of a block of 256 values.
    void scales(int to, float d, ByteVector s) {
        times(d, s, scales, to / GROUP);
    }

    /// Offsets −dmin·o of the 16 groups of a block of 256 values.
    void offsets(int to, float dmin, ByteVector o) {
        times(-dmin, o, offsets, to / GROUP);
    }

    void noOffsets(int to) {
        for (int g = 0; g < CHUNK / GROUP; g += LANES) {
            FloatVector.broadcast(F, -0f).intoArray(offsets, to / GROUP + g);
        }
    }

    private static void times(float d, ByteVector s, float[] out, int at) {
        ((FloatVector) s.convertShape(VectorOperators.B2F, F, 0)).mul(d).intoArray(out, at);
        if (LANES == 8) {
            ((FloatVector) s.convertShape(VectorOperators.B2F, F, 1)).mul(d).intoArray(out, at + 8);
        }
    }

    /// Eight bytes, the lowest first, each for two groups.
    static ByteVector twice(long eight) {
        return LongVector.broadcast(TWO, eight).reinterpretAsBytes().rearrange(TWICE);
    }

    static ByteVector sixteen(long low, long high) {
        return LongVector.broadcast(TWO, low).withLane(1, high).reinterpretAsBytes();
    }
}
