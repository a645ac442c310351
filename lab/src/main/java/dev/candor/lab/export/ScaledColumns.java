package dev.candor.lab.export;

import dev.candor.engine.format.TensorEdit;
import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Some columns of a stored matrix, each times a factor. Blocks lie within rows, so every row has a
/// block to be quantised again for each of them; what else is in it may move.
///
/// @param rows of the matrix
/// @param columns values of a row
/// @param data the whole matrix
/// @param factors column → factor
record ScaledColumns(
        TensorType type,
        int rows,
        int columns,
        MemorySegment data,
        SortedMap<Integer, Double> factors)
        implements ScaledTensor {
    ScaledColumns {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    @Override
    public void writeTo(TensorEdit.Sink sink) throws IOException {
        for (int first : firstColumns()) {
            scale(first, sink);
        }
    }

    /// Of a column as a vector, relative to what it was before: an error of a column counts by what
    /// it adds to the output, however small the factor. Neighbours in a block count as factor 1.
    @Override
    public Accuracy accuracy() {
        try {
            Accuracy accuracy = Accuracy.EXACT;
            for (int first : firstColumns()) {
                accuracy = accuracy.and(scale(first, (_, _) -> {}));
            }
            return accuracy;
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
    }

    /// Where the blocks that hold a column begin.
    private int[] firstColumns() {
        int values = type.blockValues();
        return factors.keySet().stream().mapToInt(j -> j - j % values).distinct().toArray();
    }

    /// One block of every row.
    private Accuracy scale(int first, TensorEdit.Sink sink) throws IOException {
        int values = type.blockValues();
        byte[] stored = new byte[type.blockBytes()];
        MemorySegment block = MemorySegment.ofArray(stored);
        double[] before = new double[values];
        double[] wanted = new double[values];
        double[] found = new double[values];
        double[][] sums = new double[values][4];
        long offset = (long) (first / values) * type.blockBytes();
        for (int row = 0; row < rows; row++) {
            long at = row * type.rowBytes(columns) + offset;
            MemorySegment.copy(data, at, block, 0, stored.length);
            BlockCodec.decode(type, block, before);
            for (int i = 0; i < values; i++) {
                wanted[i] = factors.getOrDefault(first + i, 1.0) * before[i];
            }
            BlockCodec.encode(type, wanted, block);
            BlockCodec.decode(type, block, found);
            for (int i = 0; i < values; i++) {
                double error = found[i] - wanted[i];
                sums[i][0] += before[i] * before[i];
                sums[i][1] += wanted[i] * wanted[i];
                sums[i][2] += wanted[i] * found[i];
                sums[i][3] += error * error;
            }
            sink.replace(at, block);
        }
        Accuracy accuracy = Accuracy.EXACT;
        for (double[] sum : sums) {
            accuracy = accuracy.and(of(sum[0], sum[1], sum[2], sum[3]));
        }
        return accuracy;
    }

    private static Accuracy of(double before, double wanted, double products, double errors) {
        if (errors == 0) {
            return Accuracy.EXACT;
        }
        Accuracy vector = Accuracy.ofVector(before, 0, errors);
        double ratio = wanted == 0 ? 1 : products / wanted;
        return new Accuracy(vector.worst(), Math.min(1, ratio), Math.max(1, ratio));
    }
}
