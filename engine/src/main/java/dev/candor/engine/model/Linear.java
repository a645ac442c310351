package dev.candor.engine.model;

import dev.candor.engine.kernel.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// `W · x + bias`.
///
/// @param weight [outputs, inputs]
/// @param bias [outputs], null for none
public record Linear(Matrix weight, float @Nullable [] bias) {
    /// Outputs `from` … `from + count − 1`, for what a file fuses into one tensor; the weights stay
    /// where they are.
    Linear rows(int from, int count) {
        return new Linear(
                weight.rows(from, count),
                bias == null ? null : Arrays.copyOfRange(bias, from, from + count));
    }
}
