package dev.candor.engine.oracle;

import java.util.function.UnaryOperator;

/// How llama.cpp on a CPU packs the input of a matrix, by the type of its weights: f16 and bf16 to
/// that type, block types to 8 bits with one f16 scale for 32 values; and how it rounds gelu.
final class PeerRounding {
    private PeerRounding() {}

    /// @param name of a [GoldenModels] model; f32 unless it is the name of a type
    static UnaryOperator<double[]> of(String name) {
        return switch (name) {
            case "f16" -> PeerRounding::toF16;
            case "bf16" -> PeerRounding::toBf16;
            case "q8", "q4" -> PeerRounding::toQ8;
            default -> x -> x;
        };
    }

    /// gelu from llama.cpp's table: of the input rounded to f16, computed in f32, rounded to f16.
    static double gelu(double x) {
        if (x <= -10 || x >= 10) {
            return Math.max(0, x);
        }
        float f = Float.float16ToFloat(Float.floatToFloat16((float) x));
        float inner = 0.79788456080286535587989211986876f * f * (1 + 0.044715f * f * f);
        float gelu = 0.5f * f * (1 + (float) StrictMath.tanh(inner));
        return Float.float16ToFloat(Float.floatToFloat16(gelu));
    }

    private static double[] toF16(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Float.float16ToFloat(Float.floatToFloat16((float) x[i]));
        }
        return y;
    }

    private static double[] toBf16(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int bits = Float.floatToRawIntBits((float) x[i]);
            y[i] = Float.intBitsToFloat(bits + 0x7FFF + (bits >>> 16 & 1) & 0xFFFF0000);
        }
        return y;
    }

    private static double[] toQ8(double[] x) {
        double[] y = new double[x.length];
        for (int from = 0; from < x.length; from += 32) {
            double largest = 0;
            for (int i = from; i < from + 32; i++) {
                largest = Math.max(largest, Math.abs(x[i]));
            }
            float scale = (float) largest / 127;
            double stored = Float.float16ToFloat(Float.floatToFloat16(scale));
            for (int i = from; i < from + 32; i++) {
                y[i] = stored * (scale == 0 ? 0 : Math.rint(x[i] / scale));
            }
        }
        return y;
    }
}
