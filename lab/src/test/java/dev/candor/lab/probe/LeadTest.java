package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeadTest {
    private final boolean[] wrong = new boolean[200];
    private final double[] probe = new double[200];
    private final double[] other = new double[200];
    private final double[] mirrored = new double[200];
    private final Resamples answers;

    LeadTest() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 200; i++) {
            wrong[i] = i % 2 == 0;
            probe[i] = random.nextGaussian() + (wrong[i] ? 1 : 0);
            other[i] = random.nextGaussian() + (wrong[i] ? 0.9 : 0);
            mirrored[i] = -other[i];
        }
        answers = new Bootstrap(1_000, 3).of(wrong);
    }

    @Test
    void aScoreThatPointsTheOtherWayLeadsAsMuchAsItsMirrorImage() {
        Lead straight = Lead.of(probe, List.of(other), answers);
        assertThat(straight.auroc())
                .isCloseTo(
                        Roc.of(probe, wrong).auroc() - Roc.of(other, wrong).auroc(), within(1e-12));
        assertThat(straight.auroc())
                .isBetween(straight.interval().low(), straight.interval().high());
        Lead turned = Lead.of(probe, List.of(mirrored), answers);
        assertThat(turned.auroc()).isCloseTo(straight.auroc(), within(1e-12));
        assertThat(turned.interval().low()).isCloseTo(straight.interval().low(), within(1e-12));
    }

    /// Several are turned together, by their mean: each may point where it likes.
    @Test
    void severalScoresCountByTheirMean() {
        double[] worse = probe.clone();
        for (int i = 0; i < worse.length; i++) {
            worse[i] = -2 * worse[i];
        }
        Lead lead = Lead.of(probe, List.of(mirrored, worse), answers);
        double mean = (Roc.of(mirrored, wrong).auroc() + Roc.of(worse, wrong).auroc()) / 2;
        assertThat(mean).isLessThan(0.5);
        assertThat(lead.auroc())
                .isCloseTo(Roc.of(probe, wrong).auroc() - (1 - mean), within(1e-12));
        assertThat(lead.auroc()).isBetween(lead.interval().low(), lead.interval().high());
    }

    @Test
    void withoutBothClassesThereIsNone() {
        Resamples right = new Bootstrap(1_000, 3).of(new boolean[200]);
        assertThat(Lead.of(probe, List.of(other), right)).isEqualTo(Lead.NONE);
    }
}
