package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CettTest {
    /// wDown = [[3, 0, 1], [4, 2, 0]] has columns of length 5, 2 and 1; with z = (1, −2, 3) it
    /// gives h = (6, 0), of length 6.
    @Test
    void aContributionIsTheActivationTimesItsColumnsLengthByTheOutputsLength() {
        float[] z = {1, -2, 3};
        float[] norms = {5, 2, 1};
        float[] h = {6, 0};
        float[] sums = new float[3];
        Cett.add(z, 0, norms, Cett.inverseNorm(h, 0, 2), sums, 0);
        assertThat(sums).containsExactly(new float[] {5 / 6f, 4 / 6f, 3 / 6f}, within(1e-7f));
    }

    @Test
    void contributionsOfSeveralTokensAddUp() {
        float[] z = {9, 9, 0.5f, -4, 9, -0.25f, 0, 9};
        float[] norms = {2, 3};
        float[] sums = {7, 1, 1, 7};
        Cett.add(z, 2, norms, 0.5f, sums, 1);
        Cett.add(z, 5, norms, 2f, sums, 1);
        // 1 + 0.5·2/2 + 0.25·2·2 and 1 + 4·3/2 + 0
        assertThat(sums).containsExactly(7, 2.5f, 7, 7);
    }

    @Test
    void theNormIsOfTheTokensOwnOutput() {
        float[] h = {100, 3, -4, 100};
        assertThat(Cett.inverseNorm(h, 1, 2)).isEqualTo(0.2f);
    }

    /// 1e-8 stands beside the norm, not under the root.
    @Test
    void anOutputOfZeroIsKeptFromDividingByZero() {
        assertThat(Cett.inverseNorm(new float[4], 0, 4)).isEqualTo(1e8f);
        assertThat(Cett.inverseNorm(new float[] {1e-8f, 0}, 0, 2)).isEqualTo(0.5e8f, within(16f));
    }
}
