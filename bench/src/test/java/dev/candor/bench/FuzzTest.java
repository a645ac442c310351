package dev.candor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every damaged model file loads or is refused with a clear message.
class FuzzTest {
    private static final int DAMAGED = 2_000;
    private static final int CUTS = 200;

    @TempDir private Path folder;

    @Test
    void damagedGgufLoadsOrIsRefused() {
        tryAll(FuzzTargets.gguf());
    }

    @Test
    void damagedSafetensorsLoadOrAreRefused() throws Exception {
        tryAll(FuzzTargets.safetensors(folder));
    }

    @Test
    void damagedConfigurationsLoadOrAreRefused() throws Exception {
        tryAll(FuzzTargets.config(folder));
    }

    private static void tryAll(Fuzz fuzz) {
        int refused = 0;
        for (int seed = 0; seed < DAMAGED; seed++) {
            Fuzz.Outcome outcome = fuzz.damaged(seed);
            assertThat(outcome.wrong()).as("seed %d: %s", seed, outcome.how()).isNull();
            refused += outcome.refused() ? 1 : 0;
        }
        // Both occur, or nothing was tried. Of a folder little damage passes: every name counts.
        assertThat(refused).isBetween(DAMAGED / 20, DAMAGED - 5);
        for (int i = 0; i < CUTS; i++) {
            int end = i % 2 == 0 ? fuzz.header() : fuzz.good().length;
            Fuzz.Outcome outcome = fuzz.cut((int) ((long) end * i / CUTS));
            assertThat(outcome.wrong()).as(outcome.how()).isNull();
            assertThat(outcome.refused()).as(outcome.how()).isTrue();
        }
    }

    @Test
    void whatGoesWrongIsSaid() {
        Fuzz broken =
                new Fuzz(
                        "broken",
                        new byte[100],
                        50,
                        bytes -> {
                            throw new IndexOutOfBoundsException("at 7");
                        });
        assertThat(broken.damaged(1).wrong())
                .isEqualTo("ended with java.lang.IndexOutOfBoundsException: at 7");
        Fuzz greedy =
                new Fuzz(
                        "greedy",
                        new byte[100],
                        50,
                        bytes -> assertThat(new byte[300 << 20]).isNotEmpty());
        assertThat(greedy.cut(3).wrong()).startsWith("allocated 3");
    }
}
