package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Against scipy 1.17.1, `mannwhitneyu(…, alternative='less', method='asymptotic')`, and by hand.
class RankSumTest {
    private static RankSum less(double[] some, double[] others) {
        double[] all = new double[some.length + others.length];
        boolean[] chosen = new boolean[all.length];
        for (int i = 0; i < all.length; i++) {
            chosen[i] = i < some.length;
            all[i] = chosen[i] ? some[i] : others[i - some.length];
        }
        return RankSum.less(all, chosen);
    }

    @Test
    void ofAllPairsOneIsTheOtherWay() {
        RankSum test =
                less(new double[] {1.1, 2.3, 0.7, 1.9}, new double[] {2.9, 3.1, 2.2, 4, 3.3, 2.8});
        assertThat(test.u()).isEqualTo(1);
        assertThat(test.pValue()).isCloseTo(0.012590732202229832, within(1e-12));
    }

    @Test
    void tiesCountOneHalfAndNarrowTheSpread() {
        RankSum test = less(new double[] {1, 2, 2, 3}, new double[] {2, 3, 3, 4, 5});
        // Two ties of 2 and two of 3, one half each, and one pair the other way: 3 > 2.
        assertThat(test.u()).isEqualTo(3);
        assertThat(test.pValue()).isCloseTo(0.04967112392673264, within(1e-12));
    }

    @Test
    void aShiftBetweenStrataIsNoDifferenceWithinThem() {
        // The chosen lie low in all, but in the middle of their own stratum each.
        double[] values = {1, 2, 3, 11, 12, 13, 14, 15};
        boolean[] some = {false, true, false, false, false, true, false, false};
        int[] strata = {0, 0, 0, 1, 1, 1, 1, 1};
        RankSum within = RankSum.less(values, some, strata);
        assertThat(within.u()).isEqualTo(1 + 2);
        // Expected 2/2 + 4/2, variance 2·4/12 + 4·6/12.
        assertThat(within.z()).isCloseTo(0.5 / Math.sqrt(8 / 12.0 + 2), within(1e-12));
    }

    @Test
    void nothingToCompareIsNoTest() {
        assertThat(less(new double[] {1, 1}, new double[] {1, 1}).pValue()).isNaN();
        assertThat(less(new double[0], new double[] {1, 2}).pValue()).isNaN();
    }

    @Test
    void ranksOfTiesAreTheirMean() {
        assertThat(Ranks.of(new double[] {3, 1, 3, 2, 3})).containsExactly(4, 1, 4, 2, 4);
        assertThat(Ranks.of(new double[] {0.0, -0.0})).containsExactly(1.5, 1.5);
        assertThat(Ranks.of(new double[0])).isEmpty();
    }
}
