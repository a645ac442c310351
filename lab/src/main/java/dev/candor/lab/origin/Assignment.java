package dev.candor.lab.origin;

import java.util.Arrays;

/// A one-to-one assignment of rows to columns with the greatest total: each row in turn is joined
/// by the cheapest path that may move earlier rows to other columns, with prices on rows and
/// columns that keep every cost at 0 or above (Kuhn 1955, Munkres 1957). At most n³ steps.
final class Assignment {
    private final float[][] gains;
    private final int[] rowOf;
    private final double[] rowPrice;
    private final double[] columnPrice;

    private Assignment(float[][] gains) {
        this.gains = gains;
        rowOf = new int[gains.length];
        Arrays.fill(rowOf, -1);
        rowPrice = new double[gains.length];
        columnPrice = new double[gains.length];
    }

    /// @param gains shape [n][n], none above 1
    /// @return the column of each row, shape [n]; of several that are as good, always the same
    static int[] best(float[][] gains) {
        Assignment assignment = new Assignment(gains);
        for (int row = 0; row < gains.length; row++) {
            assignment.join(row);
        }
        int[] columnOf = new int[gains.length];
        for (int column = 0; column < columnOf.length; column++) {
            columnOf[assignment.rowOf[column]] = column;
        }
        return columnOf;
    }

    private void join(int start) {
        int n = gains.length;
        double[] distance = new double[n];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int[] before = new int[n]; // column on the path to each column, −1 for the start
        boolean[] reached = new boolean[n];
        int column = -1;
        double far = 0;
        for (int row = start; row >= 0; row = rowOf[column]) {
            int next = -1;
            for (int j = 0; j < n; j++) {
                if (!reached[j]) {
                    double through = far + 1 - gains[row][j] - rowPrice[row] - columnPrice[j];
                    if (through < distance[j]) {
                        distance[j] = through;
                        before[j] = column;
                    }
                    if (next < 0 || distance[j] < distance[next]) {
                        next = j;
                    }
                }
            }
            column = next;
            far = distance[column];
            reached[column] = true;
        }
        rowPrice[start] += far;
        for (int j = 0; j < n; j++) {
            if (reached[j] && j != column) {
                rowPrice[rowOf[j]] += far - distance[j];
                columnPrice[j] -= far - distance[j];
            }
        }
        while (column >= 0) {
            int previous = before[column];
            rowOf[column] = previous < 0 ? start : rowOf[previous];
            column = previous;
        }
    }
}
