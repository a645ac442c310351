package dev.candor.lab.export;

import dev.candor.engine.format.TensorEdit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;

/// A stored tensor with the weights of some neurons scaled.
sealed interface ScaledTensor extends TensorEdit permits ScaledRows, ScaledColumns {
    /// How far what is stored follows the factors; what would be written is computed for it.
    Accuracy accuracy();

    /// The whole tensor as it is stored.
    MemorySegment data();

    /// Whether any byte would be another: a factor near 1 may round to it.
    default boolean changes() {
        boolean[] changed = {false};
        try {
            writeTo((at, bytes) ->
                    changed[0] |= bytes.mismatch(data().asSlice(at, bytes.byteSize())) >= 0);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
        return changed[0];
    }
}
