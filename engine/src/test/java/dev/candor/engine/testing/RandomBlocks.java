package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// Blocks of every type from random bits, with scales that are chosen: the same seed gives the same
/// bytes on every machine.
public final class RandomBlocks {
    /// Where the f16 scales of a block lie, and how large its values get.
    ///
    /// @param scale offset of the scale
    /// @param second offset of the second scale, −1 if there is none
    /// @param ratio second scale over first that puts the mean near 0
    /// @param largest |value| over the scale, at most
    private record Layout(int scale, int second, float ratio, float largest) {
        Layout(int scale, float largest) {
            this(scale, -1, 0, largest);
        }
    }

    private RandomBlocks() {}

    /// Blocks with any finite scales, subnormal ones among them; values of unpacked types are any
    /// finite ones.
    public static byte[] any(TensorType type, int blocks, Random random) {
        byte[] bytes = bits(type, blocks, random);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length; at += type.blockBytes()) {
            switch (type) {
                case F32 -> buffer.putInt(at, finite(buffer.getInt(at), 0x7F800000));
                case BF16 -> buffer.putShort(at, (short) finite(buffer.getShort(at), 0x7F80));
                case F16,
                        Q4_0,
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
                        IQ4_XS -> {
                    Layout layout = layout(type);
                    finiteHalf(buffer, at + layout.scale);
                    if (layout.second >= 0) {
                        finiteHalf(buffer, at + layout.second);
                    }
                }
            }
        }
        return bytes;
    }

    /// Blocks with values of either sign within ±`largest`, over a few powers of two.
    public static byte[] within(TensorType type, int blocks, double largest, Random random) {
        byte[] bytes = bits(type, blocks, random);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length; at += type.blockBytes()) {
            float value = (float) largest * (2 * random.nextFloat() - 1) / (1 << random.nextInt(3));
            switch (type) {
                case F32 -> buffer.putFloat(at, value);
                case BF16 -> buffer.putShort(at, (short) (Float.floatToRawIntBits(value) >>> 16));
                case F16,
                        Q4_0,
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
                        IQ4_XS -> {
                    Layout layout = layout(type);
                    float d = value / layout.largest;
                    buffer.putShort(at + layout.scale, Float.floatToFloat16(d));
                    if (layout.second >= 0) {
                        short second = Float.floatToFloat16(d * layout.ratio);
                        buffer.putShort(at + layout.second, second);
                    }
                }
            }
        }
        return bytes;
    }

    private static Layout layout(TensorType type) {
        return switch (type) {
            case F32, BF16 -> throw new IllegalArgumentException(type + " has no f16");
            case F16 -> new Layout(0, 1);
            case Q4_0 -> new Layout(0, 8);
            case Q4_1 -> new Layout(0, 2, -7.5f, 8);
            case Q5_0 -> new Layout(0, 16);
            case Q5_1 -> new Layout(0, 2, -15.5f, 16);
            case Q8_0 -> new Layout(0, 128);
            case Q2_K -> new Layout(80, 82, 1.5f, 15 * 3);
            case Q3_K -> new Layout(108, 32 * 4);
            case Q4_K -> new Layout(0, 2, 7.5f, 63 * 15);
            case Q5_K -> new Layout(0, 2, 15.5f, 63 * 31);
            case Q6_K -> new Layout(208, 128 * 32);
            case IQ2_XXS -> new Layout(0, 15.5f / 4 * 43);
            case IQ4_NL -> new Layout(0, 127);
            case IQ4_XS -> new Layout(0, 32 * 127);
        };
    }

    private static byte[] bits(TensorType type, int blocks, Random random) {
        byte[] bytes = new byte[Math.multiplyExact(blocks, type.blockBytes())];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void finiteHalf(ByteBuffer buffer, int at) {
        buffer.putShort(at, (short) finite(buffer.getShort(at), 0x7C00));
    }

    /// The lowest bit of an exponent that is all ones goes.
    private static int finite(int bits, int exponent) {
        return (bits & exponent) == exponent ? bits ^ (exponent & -exponent) : bits;
    }
}
