package dev.candor.lab.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.lab.dial.DialSearch.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class DialSearchTest {
    private static final List<Double> ALPHAS = List.of(0.0, 0.5, 1.0, 1.5, 2.0);
    private static final Bounds FREE = new Bounds(100, 100);

    private final List<List<Double>> measured = new ArrayList<>();

    /// Trials of a model whose rate and loss are known functions.
    private DialSearch.Trials model(
            ToDoubleFunction<List<Double>> points, ToDoubleFunction<List<Double>> lost) {
        return positions -> {
            measured.addAll(positions);
            return positions.stream()
                    .map(at ->
                            new Tried(
                                    at,
                                    points.applyAsDouble(at),
                                    new Cost(lost.applyAsDouble(at), Double.NaN)))
                    .toList();
        };
    }

    private static double away(List<Double> at, double... goal) {
        double sum = 0;
        for (int g = 0; g < goal.length; g++) {
            sum += Math.abs(at.get(g) - goal[g]);
        }
        return sum;
    }

    @Test
    void groupsGoWhereOneAlphaForAllCannot() {
        DialSearch search = new DialSearch(3, ALPHAS, 3, FREE);
        Found found = search.search(model(at -> away(at, 0, 0.5, 2) - away(at, 1, 1, 1), at -> 0));
        assertThat(found.best().alphas()).containsExactly(0.0, 0.5, 2.0);
        assertThat(found.uniform().sameForAll()).isTrue();
        assertThat(found.best().points()).isLessThan(found.uniform().points());
        assertThat(found.settled()).isTrue();
    }

    @Test
    void theBestThatMayCostNoMoreIsTaken() {
        DialSearch.Trials costly = model(at -> away(at, 0) - 1, at -> 10 * (1 - at.getFirst()));
        assertThat(new DialSearch(1, ALPHAS, 2, new Bounds(5, 0)).search(costly).best().alphas())
                .containsExactly(0.5);
        assertThat(new DialSearch(1, ALPHAS, 2, new Bounds(4.9, 0)).search(costly).best().alphas())
                .containsExactly(1.0);
        assertThat(new DialSearch(1, ALPHAS, 2, new Bounds(10, 0)).search(costly).best().alphas())
                .containsExactly(0.0);
    }

    @Test
    void whereNothingIsBetterNothingIsTurned() {
        Found found =
                new DialSearch(2, ALPHAS, 2, FREE).search(model(at -> away(at, 1, 1), at -> 0));
        assertThat(found.best().turnsNothing()).isTrue();
        assertThat(found.best().points()).isZero();
        assertThat(found.settled()).isTrue();
    }

    @Test
    void whatCannotBeScoredIsNotTaken() {
        Found found =
                new DialSearch(1, ALPHAS, 1, FREE)
                        .search(model(at -> at.getFirst() < 1 ? Double.NaN : 0, at -> 0));
        assertThat(found.best().turnsNothing()).isTrue();
        assertThat(Tried.front(found.tried())).extracting(Tried::points).containsOnly(0.0);
    }

    @Test
    void ofEqualsTheOneTurnedLeastIsTaken() {
        Found found =
                new DialSearch(2, ALPHAS, 2, FREE)
                        .search(model(at -> at.getFirst() < 1 ? -3 : 0, at -> 0));
        assertThat(found.best().alphas()).containsExactly(0.5, 1.0);
    }

    @Test
    void noPositionIsMeasuredTwiceAndRoundsAreBounded() {
        // Every step of one group makes room for the next step of the other.
        ToDoubleFunction<List<Double>> stairs =
                at -> Math.abs(at.get(0) - at.get(1)) > 0.5 ? 9 : at.get(0) + at.get(1) - 2;
        List<Double> fine = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
        // The start is made unattractive for all but the untouched position.
        ToDoubleFunction<List<Double>> points =
                at -> at.get(0).equals(at.get(1)) && at.get(0) < 1 ? 5 : stairs.applyAsDouble(at);
        Found one = new DialSearch(2, fine, 1, FREE).search(model(points, at -> 0));
        assertThat(one.settled()).isFalse();
        assertThat(measured).doesNotHaveDuplicates();
        assertThat(one.tried()).extracting(Tried::alphas).containsExactlyElementsOf(measured);
        Found more = new DialSearch(2, fine, 9, FREE).search(model(points, at -> 0));
        assertThat(more.settled()).isTrue();
        assertThat(more.best().points()).isLessThan(one.best().points());
    }

    @Test
    void theFrontHoldsWhatNothingBeats() {
        Tried untouched = tried(1, 0, 0, 0);
        Tried cheap = tried(0.5, -2, 1, 0.1);
        Tried dear = tried(0, -3, 5, 0.1);
        Tried worse = tried(1.5, -1, 2, 0.2);
        Tried sameAsCheap = tried(0.25, -2, 1, 0.1);
        Tried lowPerplexity = tried(2, -1, 6, -0.5);
        Tried unscored = tried(3, Double.NaN, 0, 0);
        assertThat(
                        Tried.front(
                                List.of(
                                        untouched,
                                        worse,
                                        sameAsCheap,
                                        dear,
                                        cheap,
                                        lowPerplexity,
                                        unscored)))
                .containsExactly(dear, cheap, lowPerplexity, untouched);
    }

    private static Tried tried(double alpha, double points, double lost, double perplexity) {
        return new Tried(List.of(alpha), points, new Cost(lost, perplexity));
    }

    @Test
    void boundsLookAtWhatWasMeasured() {
        Bounds bounds = new Bounds(2, 1);
        assertThat(bounds.allow(new Cost(2, 1))).isTrue();
        assertThat(bounds.allow(new Cost(2.01, 0))).isFalse();
        assertThat(bounds.allow(new Cost(0, 1.01))).isFalse();
        assertThat(bounds.allow(new Cost(Double.NaN, 0.5))).isTrue();
        assertThat(bounds.allow(new Cost(100 * (1 - 98 / 100.0), 1))).isTrue();
        assertThat(100 * (1 - 98 / 100.0)).isCloseTo(2, within(1e-12)).isGreaterThan(2);
    }

    @Test
    void aSearchWithoutTheModelAsItIsIsRefused() {
        assertThatThrownBy(() -> new DialSearch(2, List.of(0.0, 2.0), 1, FREE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
