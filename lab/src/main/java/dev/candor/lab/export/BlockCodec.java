package dev.candor.lab.export;

import dev.candor.engine.format.PlainValues;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Single blocks of the types that have one scale a block, for changing a few of their values.
///
/// A block keeps its scale, and with it all values that did not change, to the bit; only where a
/// value would leave its range is there a new one. Source: block layouts of [TensorType].
final class BlockCodec {
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private BlockCodec() {}

    /// Whether [#encode] can write the type.
    static boolean has(TensorType type) {
        return switch (type) {
            case F32, F16, BF16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0 -> true;
            case Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS -> false;
        };
    }

    /// Where the integers of a block end, and how it counts.
    ///
    /// @param least smallest integer
    /// @param most largest integer
    /// @param hasLeast whether the block stores an `m` that is added
    private record Codes(int least, int most, boolean hasLeast) {
        static Codes of(TensorType type) {
            return switch (type) {
                case Q4_0 -> new Codes(-8, 7, false);
                case Q5_0 -> new Codes(-16, 15, false);
                case Q8_0 -> new Codes(-128, 127, false);
                case Q4_1 -> new Codes(0, 15, true);
                case Q5_1 -> new Codes(0, 31, true);
                case F32, F16, BF16, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ2_XXS, IQ4_NL, IQ4_XS ->
                        throw new IllegalArgumentException(type + " has no single scale a block");
            };
        }
    }

    /// @param values of the block, shape [blockValues]
    static void decode(TensorType type, MemorySegment block, double[] values) {
        if (PlainValues.have(type)) {
            values[0] = PlainValues.get(type, block, 0);
            return;
        }
        Codes codes = Codes.of(type);
        double d = Half.get(block, 0);
        double m = codes.hasLeast ? Half.get(block, 2) : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = d * code(type, block, i, codes) + m;
        }
    }

    /// Stores values in a block whose scale is kept if they fit.
    static void encode(TensorType type, double[] values, MemorySegment block) {
        if (PlainValues.have(type)) {
            Half.setPlain(type, block, 0, values[0]);
            return;
        }
        Codes codes = Codes.of(type);
        double d = Half.get(block, 0);
        double m = codes.hasLeast ? Half.get(block, 2) : 0;
        if (!fits(values, d, m, codes)) {
            double least = values[0];
            double most = values[0];
            for (double value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            if (codes.hasLeast) {
                m = Half.set(block, 2, least);
                d = Half.set(block, 0, (most - least) / codes.most);
            } else {
                // The side of the largest value gets the integer that the other has not.
                boolean turned = type != TensorType.Q8_0 && most > -least;
                double scale =
                        type == TensorType.Q8_0
                                ? Math.max(most, -least) / codes.most
                                : Math.max(most, -least) / -codes.least;
                d = Half.set(block, 0, turned ? -scale : scale);
            }
        }
        for (int i = 0; i < values.length; i++) {
            double q = d == 0 ? 0 : Math.rint((values[i] - m) / d);
            setCode(type, block, i, (int) Math.clamp(q, codes.least, codes.most), codes);
        }
    }

    /// Whether no value would be cut by more than half a step.
    private static boolean fits(double[] values, double d, double m, Codes codes) {
        for (double value : values) {
            double q = d == 0 ? 0 : (value - m) / d;
            if (q < codes.least - 0.5 || q > codes.most + 0.5 || (d == 0 && value != m)) {
                return false;
            }
        }
        return true;
    }

    private static int code(TensorType type, MemorySegment block, int i, Codes codes) {
        if (type == TensorType.Q8_0) {
            return block.get(ValueLayout.JAVA_BYTE, 2 + i);
        }
        int low = block.get(ValueLayout.JAVA_BYTE, nibbles(type) + i % 16) >> (i < 16 ? 0 : 4) & 15;
        int high = bits(type) < 0 ? 0 : (block.get(INT, bits(type)) >>> i & 1) << 4;
        return (low | high) + codes.least;
    }

    private static void setCode(
            TensorType type, MemorySegment block, int i, int code, Codes codes) {
        if (type == TensorType.Q8_0) {
            block.set(ValueLayout.JAVA_BYTE, 2 + i, (byte) code);
            return;
        }
        int q = code - codes.least;
        long at = nibbles(type) + i % 16;
        int shift = i < 16 ? 0 : 4;
        int kept = block.get(ValueLayout.JAVA_BYTE, at) & ~(15 << shift);
        block.set(ValueLayout.JAVA_BYTE, at, (byte) (kept | (q & 15) << shift));
        if (bits(type) >= 0) {
            int others = block.get(INT, bits(type)) & ~(1 << i);
            block.set(INT, bits(type), others | (q >>> 4) << i);
        }
    }

    /// Where the 16 bytes of nibbles begin.
    private static int nibbles(TensorType type) {
        return switch (type) {
            case Q4_0 -> 2;
            case Q4_1 -> 4;
            case Q5_0 -> 6;
            case Q5_1 -> 8;
            default -> throw new IllegalArgumentException(type + " has no nibbles");
        };
    }

    /// Where the 32 fifth bits are, −1 for none.
    private static int bits(TensorType type) {
        return switch (type) {
            case Q5_0 -> 2;
            case Q5_1 -> 4;
            default -> -1;
        };
    }
}
