package dev.candor.lab.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.statistics.Paired.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTest {
    private static final double NONE = Double.NaN;

    private static List<String> alone(int items) {
        return IntStream.range(0, items).mapToObj(Integer::toString).toList();
    }

    private static double[] first(int ones, int of) {
        return IntStream.range(0, of).mapToDouble(i -> i < ones ? 1 : 0).toArray();
    }

    @Test
    void onlyItemsThatCountOnBothSidesAreCompared() {
        Difference difference =
                new Paired(
                                new double[] {1, 1, 0, 0, NONE, 1},
                                new double[] {1, 0, 0, 1, 1, NONE},
                                alone(6))
                        .difference(1);
        assertThat(difference.items()).isEqualTo(4);
        assertThat(difference.before()).isEqualTo(0.5);
        assertThat(difference.points()).isZero();
        assertThat(difference.test().gained()).isEqualTo(1);
        assertThat(difference.test().lost()).isEqualTo(1);
    }

    /// 20 of 100 cease: the standard error of a paired difference of −20 points is 4.
    @Test
    void theIntervalIsThatOfPairs() {
        Difference difference =
                new Paired(first(60, 100), first(40, 100), alone(100)).difference(3);
        assertThat(difference.points()).isCloseTo(-20, within(1e-9));
        assertThat(difference.interval().low()).isCloseTo(-20 - 7.8, within(1.5));
        assertThat(difference.interval().high()).isCloseTo(-20 + 7.8, within(1.5));
    }

    @Test
    void itemsOfOneGroupAreDrawnTogether() {
        List<String> tens = IntStream.range(0, 100).mapToObj(i -> "" + i / 10).toList();
        Interval alone =
                new Paired(first(60, 100), first(40, 100), alone(100)).difference(3).interval();
        Interval together =
                new Paired(first(60, 100), first(40, 100), tens).difference(3).interval();
        assertThat(together.high() - together.low())
                .isGreaterThan(2 * (alone.high() - alone.low()));
    }

    @Test
    void everySetWeighsTheSameInTheMean() {
        Paired small = new Paired(first(2, 4), first(0, 4), alone(4));
        Paired large = new Paired(first(100, 400), first(100, 400), alone(400));
        assertThat(Paired.mean(List.of(small, large), 1).value()).isEqualTo(-25);
        assertThat(Paired.points(List.of(small, large))).isEqualTo(-25);
        assertThat(Paired.mean(List.of(large), 1).value()).isZero();
    }

    /// The same items in two sets are no more evidence than in one.
    @Test
    void groupsThatSetsShareAreDrawnTogetherInAll() {
        Paired one = new Paired(first(60, 100), first(40, 100), alone(100));
        List<String> others = IntStream.range(0, 100).mapToObj(i -> "other " + i).toList();
        Paired apart = new Paired(first(60, 100), first(40, 100), others);
        double shared = width(Paired.mean(List.of(one, one), 5));
        double separate = width(Paired.mean(List.of(one, apart), 5));
        assertThat(shared).isCloseTo(width(Paired.mean(List.of(one), 5)), within(1e-9));
        assertThat(separate).isCloseTo(shared / Math.sqrt(2), within(1.2));
    }

    /// By hand: 2 of the 3 that count before, 1 of the 3 that count after, 2 count on both sides.
    @Test
    void aShiftCountsEachSideByItself() {
        Shift shift =
                new Paired(new double[] {1, 0, NONE, 1}, new double[] {0, 0, 1, NONE}, alone(4))
                        .shift(1);
        assertThat(shift.before()).isEqualTo(new Tally(2, 3, 2 / 3.0));
        assertThat(shift.after()).isEqualTo(new Tally(1, 3, 1 / 3.0));
        assertThat(shift.points()).isCloseTo(-100 / 3.0, within(1e-9));
        assertThat(shift.both()).isEqualTo(2);
        assertThat(shift.test().gained()).isZero();
        assertThat(shift.test().lost()).isEqualTo(1);
        assertThat(shift.test().pValue()).isEqualTo(1);
    }

    @Test
    void whereAllItemsCountOnBothSidesAShiftIsTheDifference() {
        Paired paired = new Paired(first(60, 100), first(40, 100), alone(100));
        Difference difference = paired.difference(3);
        Shift shift = paired.shift(3);
        assertThat(shift.points()).isCloseTo(difference.points(), within(1e-9));
        assertThat(shift.interval().low()).isCloseTo(difference.interval().low(), within(1e-9));
        assertThat(shift.interval().high()).isCloseTo(difference.interval().high(), within(1e-9));
        assertThat(shift.test()).isEqualTo(difference.test());
        assertThat(shift.excludesZero()).isTrue();
    }

    /// 50 of 100 answers are wrong; after, 30 of those questions are declined. On what is answered
    /// both times nothing has changed.
    @Test
    void aShiftSeesWrongAnswersThatAreDeclinedInstead() {
        double[] after = first(50, 100);
        Arrays.fill(after, 0, 30, NONE);
        Paired paired = new Paired(first(50, 100), after, alone(100));
        assertThat(paired.difference(3).points()).isZero();
        assertThat(paired.shift(3).points()).isCloseTo(100 * (20 / 70.0 - 0.5), within(1e-9));
        assertThat(paired.shift(3).interval().high()).isNegative();
        Shift none = new Paired(first(1, 2), new double[] {NONE, NONE}, alone(2)).shift(3);
        assertThat(none.points()).isNaN();
        assertThat(none.after().rate()).isNaN();
    }

    private static double width(Mean mean) {
        return mean.interval().high() - mean.interval().low();
    }

    @Test
    void withoutItemsThereIsNoDifference() {
        Difference none = new Paired(new double[] {NONE}, new double[] {1}, alone(1)).difference(1);
        assertThat(none.items()).isZero();
        assertThat(none.points()).isNaN();
        assertThatThrownBy(() -> new Paired(new double[2], new double[3], alone(3)))
                .hasMessage("2 and 3 items, expected 3");
    }
}
