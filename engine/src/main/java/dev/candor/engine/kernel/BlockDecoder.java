package dev.candor.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Decodes stored values to f32, value by value: the reference for every other decoder. Layouts
/// stand at [dev.candor.engine.format.TensorType].
final class BlockDecoder {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockDecoder() {}

    /// @param from a multiple of the type's block, like `n`
    static void decode(Matrix w, int row, int from, int n, float[] out, int outFrom) {
        MemorySegment data = w.data();
        long start = row * w.rowBytes() + w.type().rowBytes(from);
        switch (w.type()) {
            case F32 -> MemorySegment.copy(data, FLOAT, start, out, outFrom, n);
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    out[outFrom + i] = f16(data, start + 2L * i);
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    out[outFrom + i] = Float.intBitsToFloat(data.get(SHORT, start + 2L * i) << 16);
                }
            }
            case Q4_0,
                    Q4_1,
                    Q5_0,
                    Q5_1,
                    Q8_0,
                    Q2_K,
                    Q3_K,
                    Q4_K,
                    Q5_K,
                    Q6_K,
                    IQ2_XXS,
                    IQ4_NL,
                    IQ4_XS ->
                    blocks(w, start, n, out, outFrom);
        }
    }

    private static void blocks(Matrix w, long start, int n, float[] out, int outFrom) {
        int values = w.type().blockValues();
        int bytes = w.type().blockBytes();
        for (int b = 0; b < n / values; b++) {
            block(w, start + (long) b * bytes, out, outFrom + b * values);
        }
    }

    private static void block(Matrix w, long at, float[] out, int to) {
        MemorySegment data = w.data();
        switch (w.type()) {
            case F32, F16, BF16 -> throw new IllegalArgumentException(w.type() + " has no blocks");
            case Q4_0 -> PlainBlocks.q4(data, at, out, to);
            case Q4_1 -> PlainBlocks.q4WithOffset(data, at, out, to);
            case Q5_0 -> PlainBlocks.q5(data, at, out, to);
            case Q5_1 -> PlainBlocks.q5WithOffset(data, at, out, to);
            case Q8_0 -> PlainBlocks.q8(data, at, out, to);
            case Q2_K -> GroupedBlocks.q2(data, at, out, to);
            case Q3_K -> GroupedBlocks.q3(data, at, out, to);
            case Q4_K -> GroupedBlocks.q4(data, at, out, to);
            case Q5_K -> GroupedBlocks.q5(data, at, out, to);
            case Q6_K -> GroupedBlocks.q6(data, at, out, to);
            case IQ2_XXS -> CodebookBlocks.iq2(data, at, out, to);
            case IQ4_NL -> CodebookBlocks.iq4(data, at, out, to);
            case IQ4_XS -> CodebookBlocks.iq4WithGroups(data, at, out, to);
        }
    }

    static float f16(MemorySegment data, long at) {
        return Float.float16ToFloat(data.get(SHORT, at));
    }

    /// The byte at `at`, 0 … 255.
    static int u8(MemorySegment data, long at) {
        return data.get(ValueLayout.JAVA_BYTE, at) & 255;
    }

    /// The nibble of value `i` of 32: the first 16 lie in the low halves of 16 bytes, the others in
    /// the high halves.
    static int nibble(MemorySegment data, long at, int i) {
        return u8(data, at + i % 16) >> (i < 16 ? 0 : 4) & 15;
    }
}
