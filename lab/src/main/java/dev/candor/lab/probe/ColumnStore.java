package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Columns gathered from the matrix into arrays of their own, shape [rows]: on disk a column is
/// spread over all rows. The column after the matrix's last stands for the intercept: all ones.
final class ColumnStore {
    private static final int ROWS_A_TASK = 64;

    private final FloatMatrix matrix;
    private final LabelledRows rows;
    private final int threads;
    private final long keptBytes;
    private final Map<Integer, float[]> columns = new HashMap<>();

    /// @param keptBytes columns that are not asked for are dropped above this size
    ColumnStore(FloatMatrix matrix, LabelledRows rows, int threads, long keptBytes) {
        this.matrix = matrix;
        this.rows = rows;
        this.threads = threads;
        this.keptBytes = keptBytes;
    }

    /// The columns `wanted`, in that order; those not yet here are gathered.
    float[][] gather(int[] wanted) {
        int[] missing = Arrays.stream(wanted).filter(j -> !columns.containsKey(j)).toArray();
        if ((columns.size() + missing.length) * 4L * rows.size() > keptBytes) {
            Set<Integer> keep = new HashSet<>();
            for (int j : wanted) {
                keep.add(j);
            }
            columns.keySet().retainAll(keep);
        }
        float[][] gathered = new float[missing.length][rows.size()];
        int tasks = Math.ceilDiv(rows.size(), ROWS_A_TASK);
        boolean small = (long) missing.length * rows.size() < 20_000;
        Parallel.run(small ? 1 : threads, tasks, task -> gatherRows(task, missing, gathered));
        for (int k = 0; k < missing.length; k++) {
            columns.put(missing[k], gathered[k]);
        }
        float[][] found = new float[wanted.length][];
        for (int k = 0; k < wanted.length; k++) {
            found[k] = Objects.requireNonNull(columns.get(wanted[k]));
        }
        return found;
    }

    private void gatherRows(int task, int[] missing, float[][] gathered) {
        MemorySegment data = matrix.data();
        int end = Math.min(rows.size(), (task + 1) * ROWS_A_TASK);
        for (int i = task * ROWS_A_TASK; i < end; i++) {
            long offset = matrix.rowOffset(rows.row(i));
            for (int k = 0; k < missing.length; k++) {
                gathered[k][i] =
                        missing[k] == matrix.columns()
                                ? 1
                                : data.get(
                                        FloatMatrix.VALUE,
                                        offset + Float.BYTES * (long) missing[k]);
            }
        }
    }
}
