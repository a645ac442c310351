package dev.candor.engine.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.neuron.Gains;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrefixCacheTest {
    private final Runner runner = Runner.of();

    @AfterEach
    void close() {
        runner.close();
    }

    private void keep(PrefixCache cache, int... tokens) {
        try (Sequence sequence = runner.session.sequence()) {
            runner.read(sequence, Gains.NONE, tokens);
            cache.keep(sequence, tokens, Gains.NONE);
        }
    }

    @Test
    void whatIsShortTakesAWholePageAllTheSame() {
        try (PrefixCache cache = new PrefixCache(runner.session, 2 * KvPages.POSITIONS)) {
            for (int first = 5; first < 8; first++) {
                keep(cache, first, 9);
            }
            assertThat(cache.shared(new int[] {5, 9, 1}, Gains.NONE)).isZero();
            assertThat(cache.shared(new int[] {6, 9, 1}, Gains.NONE)).isEqualTo(2);
            assertThat(cache.shared(new int[] {7, 9, 1}, Gains.NONE)).isEqualTo(2);
        }
    }

    @Test
    void whatHasNoRoomIsNotKeptAndDrivesNothingOut() {
        try (PrefixCache cache = new PrefixCache(runner.session, KvPages.POSITIONS + 3)) {
            keep(cache, 5, 9);
            keep(cache, Runner.tokens(KvPages.POSITIONS + 1, 3));
            assertThat(cache.shared(new int[] {5, 9, 1}, Gains.NONE)).isEqualTo(2);
        }
    }
}
