package dev.candor.lab.export;

import dev.candor.engine.format.TensorEdit;
import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Some rows of a stored matrix, each times a factor.
///
/// @param rowBytes from one row to the next
/// @param data the whole matrix
/// @param factors row → factor
record ScaledRows(
        TensorType type, long rowBytes, MemorySegment data, SortedMap<Integer, Double> factors)
        implements ScaledTensor {
    ScaledRows {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    @Override
    public void writeTo(TensorEdit.Sink sink) throws IOException {
        scale(sink);
    }

    @Override
    public Accuracy accuracy() {
        try {
            return scale((_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
    }

    private Accuracy scale(TensorEdit.Sink sink) throws IOException {
        Accuracy accuracy = Accuracy.EXACT;
        byte[] row = new byte[Math.toIntExact(rowBytes)];
        MemorySegment bytes = MemorySegment.ofArray(row);
        for (var factor : factors.entrySet()) {
            long at = factor.getKey() * rowBytes;
            MemorySegment.copy(data, at, bytes, 0, rowBytes);
            accuracy = accuracy.and(RowScaling.scale(type, bytes, factor.getValue()));
            sink.replace(at, bytes);
        }
        return accuracy;
    }
}
