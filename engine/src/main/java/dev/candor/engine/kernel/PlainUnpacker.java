package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.SUB;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Unpacks blocks of 32 values: Q4_1, Q5_0, Q5_1. Each method unpacks `n` values from byte `at` on.
final class PlainUnpacker {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LE);

    private static final VectorSpecies<Long> TWO = LongVector.SPECIES_128;
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_128;

    /// In each of eight bytes.
    private static final long NIBBLE = 0x0F0F0F0F_0F0F0F0FL;

    private PlainUnpacker() {}

    static void q4WithOffset(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = to; i < to + n; i += 32, at += 20) {
            out.both(i, f16(data, at), f16(data, at + 2));
            LongVector both = LongVector.fromMemorySegment(TWO, data, at + 4, LE);
            both.and(NIBBLE).reinterpretAsBytes().intoArray(out.q, i);
            both.lanewise(LSHR, 4).and(NIBBLE).reinterpretAsBytes().intoArray(out.q, i + 16);
        }
    }

    static void q5(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = to; i < to + n; i += 32, at += 22) {
            out.both(i, f16(data, at), -0f);
            int fifth = data.get(INT, at + 2);
            LongVector both = LongVector.fromMemorySegment(TWO, data, at + 6, LE);
            // q − 16 with the fifth bit in q
            both.and(NIBBLE)
                    .reinterpretAsBytes()
                    .lanewise(SUB, (byte) 16, VectorMask.fromLong(B, ~fifth & 0xFFFF))
                    .intoArray(out.q, i);
            both.lanewise(LSHR, 4)
                    .and(NIBBLE)
                    .reinterpretAsBytes()
                    .lanewise(SUB, (byte) 16, VectorMask.fromLong(B, ~fifth >>> 16))
                    .intoArray(out.q, i + 16);
        }
    }

    static void q5WithOffset(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = to; i < to + n; i += 32, at += 24) {
            out.both(i, f16(data, at), f16(data, at + 2));
            int fifth = data.get(INT, at + 4);
            LongVector both = LongVector.fromMemorySegment(TWO, data, at + 8, LE);
            both.and(NIBBLE)
                    .reinterpretAsBytes()
                    .lanewise(ADD, (byte) 16, VectorMask.fromLong(B, fifth & 0xFFFF))
                    .intoArray(out.q, i);
            both.lanewise(LSHR, 4)
                    .and(NIBBLE)
                    .reinterpretAsBytes()
                    .lanewise(ADD, (byte) 16, VectorMask.fromLong(B, fifth >>> 16))
                    .intoArray(out.q, i + 16);
        }
    }
}
