package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static dev.candor.engine.kernel.Unpacked.SIXTEEN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Unpacks blocks of 256 values in groups, Q2_K to Q6_K, 32 bytes at a time. Each method unpacks
/// the block at `at`.
final class GroupedUnpacker {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LE);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LE);
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_256;

    private static final long NIBBLES = 0x0F0F0F0F0F0F0F0FL;
    private static final int TWO_BITS = 0x03030303;
    private static final int SIX_BITS = 0x3F3F3F3F;

    private GroupedUnpacker() {}

    private static ByteVector bytes(MemorySegment data, long at) {
        return ByteVector.fromMemorySegment(B, data, at, LE);
    }

    /// Bits of `mask` in each byte, once all are moved down by `bits`.
    private static ByteVector down(ByteVector v, int bits, int mask) {
        return v.reinterpretAsInts()
                .lanewise(VectorOperators.LSHR, bits)
                .reinterpretAsBytes()
                .and((byte) mask);
    }

    private static ByteVector up(ByteVector v, int bits, int mask) {
        return v.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, bits)
                .reinterpretAsBytes()
                .and((byte) mask);
    }

    static void q2(MemorySegment data, long at, Unpacked out, int to) {
        ByteVector groups = ByteVector.fromMemorySegment(SIXTEEN, data, at, LE);
        out.scales(to, f16(data, at + 80), PlainUnpacker.low(groups));
        out.offsets(to, f16(data, at + 82), PlainUnpacker.high(groups));
        for (int half = 0; half < 2; half++) {
            ByteVector four = bytes(data, at + 16 + 32 * half);
            int q = to + 128 * half;
            four.and((byte) 3).intoArray(out.q, q);
            down(four, 2, 3).intoArray(out.q, q + 32);
            down(four, 4, 3).intoArray(out.q, q + 64);
            down(four, 6, 3).intoArray(out.q, q + 96);
        }
    }

    static void q3(MemorySegment data, long at, Unpacked out, int to) {
        long nibbles = data.get(LONG, at + 96);
        int pairs = data.get(INT, at + 104);
        long low = nibbles & NIBBLES | above(pairs, 0) | above(pairs, 2) << 32;
        long high = nibbles >>> 4 & NIBBLES | above(pairs, 4) | above(pairs, 6) << 32;
        out.scales(to, f16(data, at + 108), Unpacked.sixteen(low, high).sub((byte) 32));
        out.noOffsets(to);
        ByteVector third = bytes(data, at);
        for (int half = 0; half < 2; half++) {
            ByteVector four = bytes(data, at + 32 + 32 * half);
            // bits 4 to 7 in the second half
            ByteVector bits = down(third, 4 * half, 15);
            int q = to + 128 * half;
            four.and((byte) 3).or(up(bits, 2, 4)).sub((byte) 4).intoArray(out.q, q);
            down(four, 2, 3).or(up(bits, 1, 4)).sub((byte) 4).intoArray(out.q, q + 32);
            down(four, 4, 3).or(bits.and((byte) 4)).sub((byte) 4).intoArray(out.q, q + 64);
            down(four, 6, 3).or(down(bits, 1, 4)).sub((byte) 4).intoArray(out.q, q + 96);
        }
    }

    static void q4(MemorySegment data, long at, Unpacked out, int to) {
        multipliers(data, at, out, to);
        for (int i = 0; i < 4; i++) {
            ByteVector both = bytes(data, at + 16 + 32 * i);
            both.and((byte) 15).intoArray(out.q, to + 64 * i);
            down(both, 4, 15).intoArray(out.q, to + 64 * i + 32);
        }
    }

    static void q5(MemorySegment data, long at, Unpacked out, int to) {
        multipliers(data, at, out, to);
        ByteVector fifth = bytes(data, at + 16);
        for (int i = 0; i < 4; i++) {
            ByteVector both = bytes(data, at + 48 + 32 * i);
            ByteVector bits = down(fifth, 2 * i, 3);
            both.and((byte) 15).or(up(bits, 4, 16)).intoArray(out.q, to + 64 * i);
            down(both, 4, 15).or(up(bits, 3, 16)).intoArray(out.q, to + 64 * i + 32);
        }
    }

    /// Scales and offsets of Q4_K and Q5_K.
    private static void multipliers(MemorySegment data, long at, Unpacked out, int to) {
        int s = data.get(INT, at + 4);
        int o = data.get(INT, at + 8);
        int rest = data.get(INT, at + 12);
        long s4 = rest & (int) NIBBLES | above(s, 6);
        long o4 = rest >>> 4 & (int) NIBBLES | above(o, 6);
        out.scales(to, f16(data, at), Unpacked.twice(s & SIX_BITS | s4 << 32));
        out.offsets(to, f16(data, at + 2), Unpacked.twice(o & SIX_BITS | o4 << 32));
    }

    /// Two bits of each of four bytes, from bit `from` on, as bits 4 and 5.
    private static long above(int bytes, int from) {
        return (bytes >>> from & TWO_BITS) << 4;
    }

    static void q6(MemorySegment data, long at, Unpacked out, int to) {
        ByteVector groups = ByteVector.fromMemorySegment(SIXTEEN, data, at + 192, LE);
        out.scales(to, f16(data, at + 208), groups);
        out.noOffsets(to);
        for (int half = 0; half < 2; half++) {
            ByteVector a = bytes(data, at + 64 * half);
            ByteVector b = bytes(data, at + 64 * half + 32);
            ByteVector upper = bytes(data, at + 128 + 32 * half);
            int q = to + 128 * half;
            a.and((byte) 15).or(up(upper, 4, 48)).sub((byte) 32).intoArray(out.q, q);
            b.and((byte) 15).or(up(upper, 2, 48)).sub((byte) 32).intoArray(out.q, q + 32);
            down(a, 4, 15).or(upper.and((byte) 48)).sub((byte) 32).intoArray(out.q, q + 64);
            down(b, 4, 15).or(down(upper, 2, 48)).sub((byte) 32).intoArray(out.q, q + 96);
        }
    }
}
