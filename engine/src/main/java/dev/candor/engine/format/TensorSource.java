package dev.candor.engine.format;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Hands a tensor's bytes to a writer piece by piece, so that no tensor need fit on the heap.
@FunctionalInterface
public interface TensorSource {
    /// Gives all bytes of the tensor, in order and in pieces of any size, to `sink`.
    void writeTo(Sink sink) throws IOException;

    /// Takes the next bytes of the tensor; they are written when the call returns.
    @FunctionalInterface
    interface Sink {
        /// Writes the next bytes.
        ///
        /// @throws IllegalStateException if there are more bytes than the tensor's shape and type
        ///   say
        void write(MemorySegment bytes) throws IOException;
    }
}
