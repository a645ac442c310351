package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GapSafePoolTest {
    @Test
    void kthSmallestIsWhatSortingWouldGive() {
        SplittableRandom random = new SplittableRandom(1);
        for (int size : new int[] {1, 2, 3, 17, 400}) {
            double[] values = random.ints(size, 0, 50).asDoubleStream().toArray();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int k = 0; k < size; k++) {
                assertThat(GapSafePool.kthSmallest(values.clone(), k)).isEqualTo(sorted[k]);
            }
        }
    }

    @Test
    void screensOnlyColumnsThatTheGapProvesEmpty() {
        // Penalty 1, gap 0.5: radius 0.5. Columns of norm 1 need |product| ≥ 0.5 to stay.
        GapSafePool pools = new GapSafePool(new double[] {1, 1, 1, 0, 4, 1});
        double[] products = {0.51, -0.49, -0.9, 5, 0, 0};
        double[] theta = {0, 0, 0, 0, 0, -2};
        boolean[] allowed = {true, true, true, true, true, true};
        assertThat(pools.choose(products, 1, 1, 0.5, theta, allowed, 10))
                .containsExactly(0, 2, 4, 5);
        // One seat: column 2 is nearest to the boundary; a column in use always stays.
        assertThat(pools.choose(products, 1, 1, 0.5, theta, allowed, 1)).containsExactly(2, 5);
        allowed[2] = false;
        assertThat(pools.choose(products, 1, 1, 0.5, theta, allowed, 1)).containsExactly(4, 5);
    }
}
