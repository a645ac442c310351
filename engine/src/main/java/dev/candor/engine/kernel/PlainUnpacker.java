package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static dev.candor.engine.kernel.Unpacked.SIXTEEN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Unpacks blocks of 32 values: Q4_1, Q5_0, Q5_1. Each method unpacks `n` values from byte `at` on.
final class PlainUnpacker {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LE);

    private PlainUnpacker() {}

    static void q4WithOffset(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = 0; i < n; i += 32, at += 20) {
            out.both(to + i, f16(data, at), f16(data, at + 2));
            ByteVector both = ByteVector.fromMemorySegment(SIXTEEN, data, at + 4, LE);
            low(both).intoArray(out.q, to + i);
            high(both).intoArray(out.q, to + i + 16);
        }
    }

    static void q5(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = 0; i < n; i += 32, at += 22) {
            out.both(to + i, f16(data, at), -0f);
            int fifth = data.get(INT, at + 2);
            ByteVector both = ByteVector.fromMemorySegment(SIXTEEN, data, at + 6, LE);
            with(low(both), fifth).sub((byte) 16).intoArray(out.q, to + i);
            with(high(both), fifth >>> 16).sub((byte) 16).intoArray(out.q, to + i + 16);
        }
    }

    static void q5WithOffset(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = 0; i < n; i += 32, at += 24) {
            out.both(to + i, f16(data, at), f16(data, at + 2));
            int fifth = data.get(INT, at + 4);
            ByteVector both = ByteVector.fromMemorySegment(SIXTEEN, data, at + 8, LE);
            with(low(both), fifth).intoArray(out.q, to + i);
            with(high(both), fifth >>> 16).intoArray(out.q, to + i + 16);
        }
    }

    private static ByteVector with(ByteVector nibbles, int fifth) {
        return nibbles.lanewise(
                VectorOperators.OR, (byte) 16, VectorMask.fromLong(SIXTEEN, fifth & 0xFFFF));
    }

    static ByteVector low(ByteVector both) {
        return both.and((byte) 15);
    }

    /// There are no shifts of bytes: the other bits of a longer one are masked.
    static ByteVector high(ByteVector both) {
        return both.reinterpretAsInts()
                .lanewise(VectorOperators.LSHR, 4)
                .reinterpretAsBytes()
                .and((byte) 15);
    }
}
