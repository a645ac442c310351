package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Unpacks blocks of 256 values in groups, Q2_K to Q6_K, 32 bytes at a time. Each method unpacks
/// the block at `at`. There are no shifts of bytes: eight move in a long, and a mask keeps each to
/// itself. Not in ints: what the products do with ints runs through the same methods of the JDK,
/// and where those had seen vectors of two lengths, the JIT put the products' vectors on the heap.
final class GroupedUnpacker {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LE);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LE);
    private static final VectorSpecies<Long> FOUR = LongVector.SPECIES_256;
    private static final VectorSpecies<Long> TWO = LongVector.SPECIES_128;

    // in each of eight bytes
    private static final long BIT_2 = 0x04040404_04040404L;
    private static final long BIT_4 = 0x10101010_10101010L;
    private static final long TWO_BITS = 0x03030303_03030303L;
    private static final long NIBBLE = 0x0F0F0F0F_0F0F0F0FL;
    private static final long BITS_4_5 = 0x30303030_30303030L;
    private static final long SIX_BITS = 0x3F3F3F3F_3F3F3F3FL;

    /// What brings the multipliers of groups 8 to 15 of Q3_K to the low bits of their bytes.
    private static final long[] FOUR_LATER = {0, 4};

    private GroupedUnpacker() {}

    static void q2(MemorySegment data, long at, Unpacked out, int to) {
        LongVector groups = LongVector.fromMemorySegment(TWO, data, at, LE);
        groups.and(NIBBLE).reinterpretAsBytes().intoArray(out.multipliers, 0);
        out.scales(to, f16(data, at + 80));
        groups.lanewise(LSHR, 4).and(NIBBLE).reinterpretAsBytes().intoArray(out.multipliers, 0);
        out.offsets(to, f16(data, at + 82));
        byte[] q = out.q;
        for (int half = 0; half < 2; half++) {
            LongVector four = LongVector.fromMemorySegment(FOUR, data, at + 16 + 32 * half, LE);
            int i = to + 128 * half;
            four.and(TWO_BITS).reinterpretAsBytes().intoArray(q, i);
            four.lanewise(LSHR, 2).and(TWO_BITS).reinterpretAsBytes().intoArray(q, i + 32);
            four.lanewise(LSHR, 4).and(TWO_BITS).reinterpretAsBytes().intoArray(q, i + 64);
            four.lanewise(LSHR, 6).and(TWO_BITS).reinterpretAsBytes().intoArray(q, i + 96);
        }
    }

    static void q3(MemorySegment data, long at, Unpacked out, int to) {
        LongVector later = LongVector.fromArray(TWO, FOUR_LATER, 0);
        LongVector low =
                LongVector.broadcast(TWO, data.get(LONG, at + 96))
                        .lanewise(LSHR, later)
                        .and(NIBBLE);
        long pairs = data.get(INT, at + 104) & 0xFFFFFFFFL;
        LongVector high =
                LongVector.broadcast(TWO, pairs | pairs >>> 2 << 32)
                        .lanewise(LSHR, later)
                        .and(TWO_BITS)
                        .lanewise(LSHL, 4);
        low.or(high).reinterpretAsBytes().sub((byte) 32).intoArray(out.multipliers, 0);
        out.scales(to, f16(data, at + 108));
        out.noOffsets();
        LongVector third = LongVector.fromMemorySegment(FOUR, data, at, LE);
        for (int half = 0; half < 2; half++) {
            LongVector four = LongVector.fromMemorySegment(FOUR, data, at + 32 + 32 * half, LE);
            // bits 0 to 3, then 4 to 7
            LongVector bits = third.lanewise(LSHR, 4 * half);
            byte[] q = out.q;
            int i = to + 128 * half;
            four.and(TWO_BITS)
                    .or(bits.lanewise(LSHL, 2).and(BIT_2))
                    .reinterpretAsBytes()
                    .sub((byte) 4)
                    .intoArray(q, i);
            four.lanewise(LSHR, 2)
                    .and(TWO_BITS)
                    .or(bits.lanewise(LSHL, 1).and(BIT_2))
                    .reinterpretAsBytes()
                    .sub((byte) 4)
                    .intoArray(q, i + 32);
            four.lanewise(LSHR, 4)
                    .and(TWO_BITS)
                    .or(bits.and(BIT_2))
                    .reinterpretAsBytes()
                    .sub((byte) 4)
                    .intoArray(q, i + 64);
            four.lanewise(LSHR, 6)
                    .and(TWO_BITS)
                    .or(bits.lanewise(LSHR, 1).and(BIT_2))
                    .reinterpretAsBytes()
                    .sub((byte) 4)
                    .intoArray(q, i + 96);
        }
    }

    static void q4(MemorySegment data, long at, Unpacked out, int to) {
        multipliers(data, at, out, to);
        for (int i = 0; i < 4; i++) {
            LongVector both = LongVector.fromMemorySegment(FOUR, data, at + 16 + 32 * i, LE);
            both.and(NIBBLE).reinterpretAsBytes().intoArray(out.q, to + 64 * i);
            both.lanewise(LSHR, 4)
                    .and(NIBBLE)
                    .reinterpretAsBytes()
                    .intoArray(out.q, to + 64 * i + 32);
        }
    }

    static void q5(MemorySegment data, long at, Unpacked out, int to) {
        multipliers(data, at, out, to);
        LongVector fifth = LongVector.fromMemorySegment(FOUR, data, at + 16, LE);
        for (int i = 0; i < 4; i++) {
            LongVector both = LongVector.fromMemorySegment(FOUR, data, at + 48 + 32 * i, LE);
            LongVector bits = fifth.lanewise(LSHR, 2 * i);
            both.and(NIBBLE)
                    .or(bits.lanewise(LSHL, 4).and(BIT_4))
                    .reinterpretAsBytes()
                    .intoArray(out.q, to + 64 * i);
            both.lanewise(LSHR, 4)
                    .and(NIBBLE)
                    .or(bits.lanewise(LSHL, 3).and(BIT_4))
                    .reinterpretAsBytes()
                    .intoArray(out.q, to + 64 * i + 32);
        }
    }

    /// Scales and offsets of Q4_K and Q5_K.
    private static void multipliers(MemorySegment data, long at, Unpacked out, int to) {
        long s = data.get(INT, at + 4) & 0xFFFFFFFFL;
        long o = data.get(INT, at + 8) & 0xFFFFFFFFL;
        long rest = data.get(INT, at + 12) & 0xFFFFFFFFL;
        long s4 = rest & NIBBLE | (s >>> 6 & TWO_BITS) << 4;
        long o4 = rest >>> 4 & NIBBLE | (o >>> 6 & TWO_BITS) << 4;
        out.scales(to, f16(data, at), s & SIX_BITS | s4 << 32);
        out.offsets(to, f16(data, at + 2), o & SIX_BITS | o4 << 32);
    }

    static void q6(MemorySegment data, long at, Unpacked out, int to) {
        ByteVector.fromMemorySegment(Unpacked.SIXTEEN, data, at + 192, LE)
                .intoArray(out.multipliers, 0);
        out.scales(to, f16(data, at + 208));
        out.noOffsets();
        for (int half = 0; half < 2; half++) {
            LongVector a = LongVector.fromMemorySegment(FOUR, data, at + 64 * half, LE);
            LongVector b = LongVector.fromMemorySegment(FOUR, data, at + 64 * half + 32, LE);
            LongVector upper = LongVector.fromMemorySegment(FOUR, data, at + 128 + 32 * half, LE);
            byte[] q = out.q;
            int i = to + 128 * half;
            a.and(NIBBLE)
                    .or(upper.lanewise(LSHL, 4).and(BITS_4_5))
                    .reinterpretAsBytes()
                    .sub((byte) 32)
                    .intoArray(q, i);
            b.and(NIBBLE)
                    .or(upper.lanewise(LSHL, 2).and(BITS_4_5))
                    .reinterpretAsBytes()
                    .sub((byte) 32)
                    .intoArray(q, i + 32);
            a.lanewise(LSHR, 4)
                    .and(NIBBLE)
                    .or(upper.and(BITS_4_5))
                    .reinterpretAsBytes()
                    .sub((byte) 32)
                    .intoArray(q, i + 64);
            b.lanewise(LSHR, 4)
                    .and(NIBBLE)
                    .or(upper.lanewise(LSHR, 2).and(BITS_4_5))
                    .reinterpretAsBytes()
                    .sub((byte) 32)
                    .intoArray(q, i + 96);
        }
    }
}
