package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlopeTest {
    private static final List<Double> ALPHAS = List.of(0.0, 1.0, 3.0);

    @Test
    void slopeIsThatOfTheLineThroughTheRates() {
        // Rates 0, 1/3 and 1 at α 0, 1 and 3 lie on a line of 100/3 points a unit.
        Slope slope = Slope.of(complied("---", "+--", "+++"), 1);
        assertThat(slope.perAlpha()).isCloseTo(100 / 3.0, within(1e-9));
    }

    @Test
    void leastSquaresWeighsEveryAlpha() {
        // Rates 1/2, 0, 1/2: mean α 4/3, Σ(α − 4/3)² = 14/3; Σ(α − 4/3)·rate = (−4/3 + 5/3)/2.
        Slope slope = Slope.of(complied("+-", "--", "+-"), 1);
        assertThat(slope.perAlpha()).isCloseTo(100 * (1 / 6.0) / (14 / 3.0), within(1e-9));
    }

    @Test
    void promptsThatAllChangeAlikeLeaveNoDoubt() {
        Slope slope = Slope.of(complied("-----", "-----", "+++++"), 1);
        assertThat(slope.interval().low()).isCloseTo(slope.perAlpha(), within(1e-9));
        assertThat(slope.interval().high()).isCloseTo(slope.perAlpha(), within(1e-9));
    }

    @Test
    void intervalHasTheWidthOfTheErrorOfTheMean() {
        // A quarter of 400 prompts gives in at the end only: own slopes 0 or 100·(5/3)/(14/3).
        Slope slope = Slope.of(complied("-".repeat(400), "-".repeat(400), "+---".repeat(100)), 5);
        double one = 100 * (5 / 3.0) / (14 / 3.0);
        double error = one * Math.sqrt(0.25 * 0.75 / 400);
        assertThat(slope.perAlpha()).isCloseTo(one / 4, within(1e-9));
        assertThat(slope.interval().high() - slope.interval().low())
                .isCloseTo(2 * 1.96 * error, within(0.5));
    }

    @Test
    void whereNoPromptMovesTheIntervalSaysNothing() {
        assertThat(Slope.of(complied("----", "----", "----"), 1).movesNothing()).isTrue();
        assertThat(Slope.of(complied("+---+++", "+---+++", "+---+++"), 1).movesNothing()).isTrue();
        assertThat(Slope.of(complied("+---", "+---", "+-+-"), 1).movesNothing()).isFalse();
        assertThat(Slope.of(complied("-----", "-----", "+++++"), 1).movesNothing()).isFalse();
        assertThat(Slope.of(complied("-", "-", "-"), 1).movesNothing())
                .as("one prompt has no interval")
                .isFalse();
    }

    @Test
    void theStandardErrorIsThatOfTheIntervalIfItIsNormal() {
        assertThat(new Interval(-1.959963984540054, 1.959963984540054).standardError())
                .isCloseTo(1, within(1e-12));
        assertThat(new Interval(Double.NaN, Double.NaN).standardError()).isNaN();
    }

    /// Whether each prompt complied, `+` or `-`, at α 0, 1 and 3.
    private static SortedMap<Double, boolean[]> complied(String... prompts) {
        SortedMap<Double, boolean[]> complied = new TreeMap<>();
        for (int a = 0; a < prompts.length; a++) {
            boolean[] own = new boolean[prompts[a].length()];
            for (int i = 0; i < own.length; i++) {
                own[i] = prompts[a].charAt(i) == '+';
            }
            complied.put(ALPHAS.get(a), own);
        }
        return complied;
    }
}
