package dev.candor.guard.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>();

    private List<String> all() {
        List<String> polled = new ArrayList<>();
        for (String next = queue.poll(); next != null; next = queue.poll()) {
            polled.add(next);
        }
        return polled;
    }

    @Test
    void oneWhoAsksMuchWaitsForTheOthersTurns() {
        for (int i = 1; i <= 4; i++) {
            queue.add("busy", "b" + i);
        }
        queue.add("rare", "r1");
        queue.add("other", "o1");
        queue.add("rare", "r2");
        assertThat(queue.size()).isEqualTo(7);
        assertThat(all()).containsExactly("b1", "r1", "o1", "b2", "r2", "b3", "b4");
        assertThat(queue.size()).isZero();
    }

    @Test
    void whoLeavesTakesNobodysTurn() {
        queue.add("a", "a1");
        queue.add("a", "a2");
        queue.add("b", "b1");
        assertThat(queue.removeIf(item -> item.endsWith("1")))
                .containsExactlyInAnyOrder("a1", "b1");
        assertThat(queue.size()).isEqualTo(1);
        assertThat(all()).containsExactly("a2");
    }
}
