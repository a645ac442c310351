package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TTestTest {
    private static final double[] LESS = {1.1, 2.3, 0.7, 1.9};
    private static final double[] MORE = {2.9, 3.1, 2.2, 4.0, 3.3, 2.8};

    /// Against scipy 1.17.1, `ttest_ind(…, equal_var=False, alternative='less')`.
    @Test
    void welchsTestIsOneSided() {
        TTest less = TTest.less(LESS, MORE);
        assertThat(less.difference()).isCloseTo(1.5 - 18.3 / 6, within(1e-12));
        assertThat(less.t()).isCloseTo(-3.5327778702487773, within(1e-10));
        assertThat(less.degrees()).isCloseTo(5.592497362408558, within(1e-10));
        assertThat(less.pValue()).isCloseTo(0.0069262427321199185, within(1e-10));
        assertThat(TTest.less(MORE, LESS).pValue()).isCloseTo(0.99307375726788, within(1e-10));
    }

    @Test
    void oneValueOrNoSpreadIsNoTest() {
        assertThat(TTest.less(new double[] {1}, MORE).pValue()).isNaN();
        assertThat(TTest.less(new double[] {1, 1}, new double[] {1, 1, 1}).pValue()).isNaN();
    }
}
