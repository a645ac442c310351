package dev.candor.lab.export;

import java.util.Arrays;

/// A low-rank change of one tensor: `W + strength · B · A`.
///
/// @param tensor its name in GGUF
/// @param inputs columns of W
/// @param outputs rows of W
/// @param rank r
/// @param a A, shape [r, inputs]
/// @param b B, shape [outputs, r]
@SuppressWarnings("ArrayRecordComponent") // large, made once, never compared
public record LoraLayer(String tensor, int inputs, int outputs, int rank, float[] a, float[] b) {
    public LoraLayer {
        if (a.length != Math.multiplyExact(rank, inputs)
                || b.length != Math.multiplyExact(outputs, rank)) {
            throw new IllegalArgumentException(
                    "%s: A has %d and B has %d values, expected %d × %d and %d × %d"
                            .formatted(tensor, a.length, b.length, rank, inputs, outputs, rank));
        }
    }

    /// Whether any value of a row of `B · A` is other than 0.
    public boolean changes(int row) {
        for (int r = 0; r < rank; r++) {
            if (b[row * rank + r] != 0) {
                for (int in = 0; in < inputs; in++) {
                    if (a[r * inputs + in] != 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// The same change with A and B filled with zeros up to another rank.
    LoraLayer padded(int most) {
        float[] moreA = Arrays.copyOf(a, most * inputs);
        float[] moreB = new float[outputs * most];
        for (int row = 0; row < outputs; row++) {
            System.arraycopy(b, row * rank, moreB, row * most, rank);
        }
        return new LoraLayer(tensor, inputs, outputs, most, moreA, moreB);
    }
}
