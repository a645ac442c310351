package dev.candor.engine.kernel;

import static dev.candor.engine.kernel.BlockDecoder.f16;
import static dev.candor.engine.kernel.BlockDecoder.u8;
import static dev.candor.engine.kernel.Unpacked.SIXTEEN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Unpacks blocks whose bits stand for entries of a table: IQ2_XXS, IQ4_NL, IQ4_XS, from byte `at`
/// on.
final class CodebookUnpacker {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(LE);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LE);
    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final ByteVector NONLINEAR =
            ByteVector.fromArray(SIXTEEN, CodebookBlocks.nonlinear(), 0);
    private static final long[] MAGNITUDES = Codebook.entries();
    private static final long[] SIGNS = Codebook.signMasks();
    private static final long NIBBLE = 0x0F0F0F0F_0F0F0F0FL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;

    private CodebookUnpacker() {}

    static void iq2(MemorySegment data, long at, Unpacked out, int to) {
        long multipliers = 0;
        for (int g = 0; g < 8; g++) {
            int entries = data.get(INT, at + 2 + 8 * g);
            int rest = data.get(INT, at + 6 + 8 * g);
            multipliers |= (2L * (rest >>> 28) + 1) << 8 * g;
            int q = to + 32 * g;
            EIGHT.set(out.q, q, signed(entries & 255, rest & 127));
            EIGHT.set(out.q, q + 8, signed(entries >>> 8 & 255, rest >>> 7 & 127));
            EIGHT.set(out.q, q + 16, signed(entries >>> 16 & 255, rest >>> 14 & 127));
            EIGHT.set(out.q, q + 24, signed(entries >>> 24, rest >>> 21 & 127));
        }
        // (s + ½)/4 = (2s + 1)/8
        out.scales(to, f16(data, at) * 0.125f, multipliers);
        out.noOffsets();
    }

    /// Eight magnitudes, negative where the signs say so: −v = ~v + 1, which no byte carries over.
    private static long signed(int entry, int signs) {
        long negative = SIGNS[signs];
        return (MAGNITUDES[entry] ^ negative) + (negative & ONES);
    }

    static void iq4(MemorySegment data, long at, int n, Unpacked out, int to) {
        for (int i = 0; i < n; i += 32, at += 18) {
            out.both(to + i, f16(data, at), -0f);
            entries(data, at + 2, out, to + i);
        }
    }

    static void iq4WithGroups(MemorySegment data, long at, Unpacked out, int to) {
        int pairs = data.get(SHORT, at + 2);
        long multipliers = 0;
        for (int g = 0; g < 8; g++) {
            long low = u8(data, at + 4 + g / 2) >> g % 2 * 4 & 15;
            multipliers |= (low | (pairs >> 2 * g & 3) << 4) << 8 * g;
            entries(data, at + 8 + 16 * g, out, to + 32 * g);
        }
        // s − 32 in every byte: the highest bits keep the bytes from borrowing
        long signed = (multipliers | HIGHEST) - 32 * ONES ^ HIGHEST;
        out.scales(to, f16(data, at), signed);
        out.noOffsets();
    }

    private static void entries(MemorySegment data, long at, Unpacked out, int to) {
        LongVector both = LongVector.fromMemorySegment(LongVector.SPECIES_128, data, at, LE);
        both.and(NIBBLE).reinterpretAsBytes().selectFrom(NONLINEAR).intoArray(out.q, to);
        both.lanewise(VectorOperators.LSHR, 4)
                .and(NIBBLE)
                .reinterpretAsBytes()
                .selectFrom(NONLINEAR)
                .intoArray(out.q, to + 16);
    }
}
