package dev.candor.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Decodes stored values to f32, value by value: the reference for every other decoder.
final class BlockDecoder {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockDecoder() {}

    static void decode(Matrix w, int row, int from, int n, float[] out, int outFrom) {
        MemorySegment data = w.data();
        long start = row * w.rowBytes();
        switch (w.type()) {
            case F32 -> MemorySegment.copy(data, FLOAT, start + 4L * from, out, outFrom, n);
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    out[outFrom + i] =
                            Float.float16ToFloat(data.get(SHORT, start + 2L * (from + i)));
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    out[outFrom + i] =
                            Float.intBitsToFloat(data.get(SHORT, start + 2L * (from + i)) << 16);
                }
            }
            case Q8_0 -> {
                for (int i = 0; i < n; i++) {
                    long block = start + (from + i) / 32 * 34L;
                    out[outFrom + i] =
                            Float.float16ToFloat(data.get(SHORT, block))
                                    * data.get(ValueLayout.JAVA_BYTE, block + 2 + (from + i) % 32);
                }
            }
            case Q4_0 -> {
                for (int i = 0; i < n; i++) {
                    long block = start + (from + i) / 32 * 18L;
                    int at = (from + i) % 32;
                    int both = data.get(ValueLayout.JAVA_BYTE, block + 2 + at % 16);
                    int nibble = at < 16 ? both & 15 : (both >> 4) & 15;
                    out[outFrom + i] = Float.float16ToFloat(data.get(SHORT, block)) * (nibble - 8);
                }
            }
        }
    }
}
