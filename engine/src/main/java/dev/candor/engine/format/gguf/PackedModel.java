package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/// A model with its F32, F16 and BF16 matrices packed to Q8_0, each when it is first asked for.
///
/// Packed matrices take 34 bytes for 32 weights, off the heap; the files stay mapped, but nobody
/// reads their matrices again, so the system needs no memory for them. Vectors stay as they are,
/// and so do matrices whose rows are no multiple of 32 and GPT-2's positions, which are looked up
/// and not multiplied with.
///
/// Source: `quantize_row_q8_0_ref` of ggml: d = max|x| / 127, q = x / d rounded half away from
/// zero, d then stored as f16.
public final class PackedModel extends OverlaidModel {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = TensorType.Q8_0.blockValues();
    private static final String POSITIONS = "position_embd.weight";

    /// @param stored the model as its files have it, closed with this one
    public PackedModel(GgufModel stored) {
        super(stored, TensorType.Q8_0, "matrices packed to Q8_0", "q8_0");
    }

    @Override
    protected boolean isOverlaid(GgufTensorInfo info) {
        GgmlType stored = info.type();
        if (stored == null || info.name().equals(POSITIONS)) {
            return false;
        }
        TensorType type = stored.supported();
        long[] dims = info.dims();
        return type != null
                && PlainValues.have(type)
                && dims.length > 1
                && info.values() > dims[0]
                && dims[0] % BLOCK == 0;
    }

    @Override
    protected void fill(String name, GgufTensor from, MemorySegment to) {
        long rowBytes = TensorType.Q8_0.rowBytes(from.columns());
        LongStream.range(0, from.rows())
                .parallel()
                .forEach(row -> {
                    float[] values = new float[BLOCK];
                    for (long at = 0; at < from.columns(); at += BLOCK) {
                        long first = row * from.columns() + at;
                        for (int i = 0; i < BLOCK; i++) {
                            values[i] = PlainValues.get(from.type(), from.data(), first + i);
                        }
                        long block = row * rowBytes + at / BLOCK * TensorType.Q8_0.blockBytes();
                        if (!pack(values, to, block)) {
                            throw new MalformedModelException(
                                    from.file(),
                                    "tensor " + from.name(),
                                    "row "
                                            + row
                                            + " has values that are no finite numbers of at"
                                            + " most 8e6, expected such, to pack them to Q8_0");
                        }
                    }
                });
    }

    /// @return whether the values fit the block
    private static boolean pack(float[] values, MemorySegment to, long block) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        float d = largest / 127;
        short half = Float.floatToFloat16(d);
        if (!Float.isFinite(Float.float16ToFloat(half))) {
            return false;
        }
        float inverse = d == 0 ? 0 : 1 / d;
        to.set(SHORT, block, half);
        for (int i = 0; i < values.length; i++) {
            double q = values[i] * inverse;
            double rounded = Math.copySign(Math.floor(Math.abs(q) + 0.5), q);
            to.set(ValueLayout.JAVA_BYTE, block + Short.BYTES + i, (byte) rounded);
        }
        return true;
    }
}
