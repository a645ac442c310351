package dev.candor.bench;

import dev.candor.lab.contribution.NpyWriter;
import dev.candor.lab.probe.LabelledRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Rows shaped like contributions: log-normal with a loudness of each column's own between 1e-4 and
/// 1e-1, a share that all columns of a row have in common, and a few columns that are louder in
/// positive rows.
///
/// @param rows half of them positive, in turn
/// @param columns features a row
/// @param informative columns that differ between the classes, spread evenly
/// @param seed of everything
record SyntheticContributions(int rows, int columns, int informative, long seed) {
    private static final double SHIFT = 0.5;

    LabelledRows labels() {
        int[] numbers = new int[rows];
        boolean[] positive = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = i;
            positive[i] = i % 2 == 0;
        }
        return LabelledRows.unweighted(numbers, positive);
    }

    void write(Path file) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        float[] loudness = new float[columns];
        for (int j = 0; j < columns; j++) {
            loudness[j] = (float) Math.pow(10, -4 + 3 * random.nextDouble());
        }
        int every = columns / informative;
        float[] row = new float[columns];
        try (NpyWriter writer = NpyWriter.create(file, columns)) {
            for (int i = 0; i < rows; i++) {
                double common = 0.3 * random.nextGaussian();
                double shift = i % 2 == 0 ? SHIFT : 0;
                for (int j = 0; j < columns; j++) {
                    double own = 0.8 * random.nextGaussian() + (j % every == 0 ? shift : 0);
                    row[j] = loudness[j] * (float) Math.exp(common + own);
                }
                writer.append(row);
            }
        }
    }
}
