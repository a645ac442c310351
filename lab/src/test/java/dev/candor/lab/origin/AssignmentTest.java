package dev.candor.lab.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    @Test
    void noOtherOneToOneMapHasAGreaterTotal() {
        Random random = new Random(5);
        for (int n = 1; n <= 6; n++) {
            for (int trial = 0; trial < 60; trial++) {
                float[][] gains = new float[n][n];
                for (float[] row : gains) {
                    for (int j = 0; j < n; j++) {
                        // Whole tenths: many ties, as neurons that never speak have.
                        row[j] = (random.nextInt(21) - 10) / 10f;
                    }
                }
                int[] found = Assignment.best(gains);
                assertThat(Arrays.stream(found).distinct().count()).isEqualTo(n);
                double total = 0;
                for (int i = 0; i < n; i++) {
                    total += gains[i][found[i]];
                }
                assertThat(total).isCloseTo(greatest(gains, 0, new boolean[n]), within(1e-6));
            }
        }
    }

    /// The greatest total of all maps, one by one.
    private static double greatest(float[][] gains, int row, boolean[] taken) {
        if (row == gains.length) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.max(best, gains[row][j] + greatest(gains, row + 1, taken));
                taken[j] = false;
            }
        }
        return best;
    }
}
