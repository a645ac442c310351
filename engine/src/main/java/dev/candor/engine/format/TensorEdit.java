package dev.candor.engine.format;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Changes some bytes of a tensor in a copy of its file, handed over piece by piece.
@FunctionalInterface
public interface TensorEdit {
    /// Gives the new bytes to `sink`, in any order.
    void writeTo(Sink sink) throws IOException;

    /// Takes bytes that replace others.
    @FunctionalInterface
    interface Sink {
        /// Replaces as many bytes as are given.
        ///
        /// @param at offset within the tensor's data
        /// @throws IllegalArgumentException if they do not lie within the tensor
        void replace(long at, MemorySegment bytes) throws IOException;
    }

    /// A sink for the bytes of one tensor in a file that is being written.
    ///
    /// @param from where the tensor's data begin in that file
    /// @param byteSize of them
    static Sink within(String tensor, long from, long byteSize, AtomicFile.Output out) {
        return (at, bytes) -> {
            if (at < 0 || at > byteSize - bytes.byteSize()) {
                throw new IllegalArgumentException(
                        "bytes %d to %d are not among the %d of tensor %s"
                                .formatted(at, at + bytes.byteSize(), byteSize, tensor));
            }
            out.replace(from + at, bytes);
        };
    }
}
