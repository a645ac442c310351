package dev.candor.engine.kernel;

import dev.candor.engine.format.TensorType;

/// The product of one row of weights of four or six bits with one token row in eight bits, one
/// value after the other: what every layout of the vector kernels must give, to the bit.
final class EightBitReference {
    private EightBitReference() {}

    static float product(Matrix w, int row, float[] x, int xFrom) {
        int run = w.type() == TensorType.Q6_K ? 16 : 32;
        float y = 0;
        for (int from = 0; from < w.columns(); from += run) {
            float most = 0;
            for (int k = from / 32 * 32; k < from / 32 * 32 + 32; k++) {
                most = Math.max(most, Math.abs(x[xFrom + k]));
            }
            float scale = most < 1e-30f ? 0 : most / 127;
            float inverse = most < 1e-30f ? 0 : 127 / most;
            Run weights = run(w, row, from, run);
            int sum = 0;
            int tokens = 0;
            for (int i = 0; i < run; i++) {
                int rounded = (int) Math.rint(x[xFrom + from + i] * inverse);
                sum += weights.q[i] * rounded;
                tokens += rounded;
            }
            y = Math.fma(sum, weights.scale * scale, y);
            if (w.type() == TensorType.Q4_K) {
                y = Math.fma(-weights.offset, scale * tokens, y);
            }
        }
        return y;
    }

    /// Integers of the values from `from` on, which share a scale and an offset: value = scale · q
    /// − offset.
    private record Run(int[] q, float scale, float offset) {}

    private static Run run(Matrix w, int row, int from, int n) {
        long block =
                row * w.rowBytes()
                        + w.type().rowBytes(from / w.type().blockValues() * w.type().blockValues());
        int at = from % w.type().blockValues();
        int[] q = new int[n];
        return switch (w.type()) {
            case Q4_0 -> {
                for (int i = 0; i < n; i++) {
                    q[i] = BlockDecoder.nibble(w.data(), block + 2, i) - 8;
                }
                yield new Run(q, BlockDecoder.f16(w.data(), block), 0);
            }
            case Q4_K -> {
                int g = at / 32;
                for (int i = 0; i < n; i++) {
                    int both = BlockDecoder.u8(w.data(), block + 16 + g / 2 * 32 + i);
                    q[i] = both >> g % 2 * 4 & 15;
                }
                float d = BlockDecoder.f16(w.data(), block);
                float dmin = BlockDecoder.f16(w.data(), block + 2);
                yield new Run(
                        q,
                        d * GroupedBlocks.multiplier(w.data(), block + 4, g),
                        dmin * GroupedBlocks.offset(w.data(), block + 4, g));
            }
            case Q6_K -> {
                for (int i = 0; i < n; i++) {
                    int k = at + i;
                    int low = BlockDecoder.u8(w.data(), block + k / 128 * 64 + k % 64);
                    int upper = BlockDecoder.u8(w.data(), block + 128 + k / 128 * 32 + k % 32);
                    q[i] =
                            (low >> (k % 128 < 64 ? 0 : 4) & 15
                                            | (upper >> k % 128 / 32 * 2 & 3) << 4)
                                    - 32;
                }
                int multiplier = (byte) BlockDecoder.u8(w.data(), block + 192 + at / 16);
                yield new Run(q, BlockDecoder.f16(w.data(), block + 208) * multiplier, 0);
            }
            default -> throw new IllegalArgumentException(w.type() + " is not multiplied so");
        };
    }
}
