package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CliffsTest {
    private static final List<Integer> CONTEXTS = List.of(128, 256, 512, 1024, 2048);

    @Test
    void aBatchThatGetsATenthSlowerIsNoCliffYet() {
        assertThat(Cliffs.inBatch(List.of(1, 2, 4), List.of(100.0, 90.5, 82.0))).isEmpty();
        assertThat(Cliffs.inBatch(List.of(1, 2, 4), List.of(100.0, 89.5, 82.0))).containsExactly(2);
    }

    @Test
    void costThatGrowsWithTheContextIsNoCliff() {
        assertThat(Cliffs.inContext(CONTEXTS, speeds(1e-3, 1e-6))).isEmpty();
        assertThat(Cliffs.inContext(CONTEXTS, speeds(0, 1e-6))).isEmpty();
        assertThat(Cliffs.inContext(CONTEXTS, speeds(1e-3, 0))).isEmpty();
    }

    @Test
    void costThatGrowsWithTheSquareIsACliff() {
        List<Double> speeds = CONTEXTS.stream().map(n -> 1 / (1e-3 + 1e-9 * n * n)).toList();
        assertThat(Cliffs.inContext(CONTEXTS, speeds)).contains(2048);
    }

    @Test
    void aStepIsFoundWhereItIs() {
        assertThat(Cliffs.inContext(CONTEXTS, List.of(100.0, 100.0, 100.0, 80.0, 80.0)))
                .containsExactly(1024);
        assertThat(Cliffs.inContext(CONTEXTS, List.of(100.0, 100.0, 100.0, 100.0, 80.0)))
                .containsExactly(2048);
    }

    @Test
    void speedThatRisesBeforeDoesNotMakeALevelOneACliff() {
        assertThat(Cliffs.inContext(CONTEXTS, List.of(80.0, 100.0, 100.0, 100.0, 100.0))).isEmpty();
    }

    private static List<Double> speeds(double constant, double each) {
        return Stream.of(128, 256, 512, 1024, 2048).map(n -> 1 / (constant + each * n)).toList();
    }
}
