package dev.candor.engine.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.Allocations;
import dev.candor.engine.format.MalformedModelException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A damaged file loads cleanly, every byte of every tensor within reach, or is refused with a
/// [MalformedModelException]; either way it costs no more memory than its size warrants.
final class SafetensorsMutationTest {
    private static final long ALLOWANCE_BYTES = 4 << 20;
    private static final int HEADER_BYTES = 8 + 0x1c0;

    private final byte[] good = read(SafetensorsFileTest.reference());

    @TempDir Path folder;

    @Test
    void fileCutAnywhereIsRefused() throws IOException {
        assertThat(loads(good)).isTrue();
        for (int length = 0; length < good.length; length++) {
            assertThat(loads(Arrays.copyOf(good, length))).as("cut to %s bytes", length).isFalse();
        }
        assertThat(loads(Arrays.copyOf(good, good.length + 1))).as("a byte more").isFalse();
    }

    @Test
    void aFlippedBitIsLoadedOrRefused() throws IOException {
        int refused = 0;
        for (int bit = 0; bit < HEADER_BYTES * Byte.SIZE; bit++) {
            byte[] bad = good.clone();
            bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            refused += loads(bad) ? 0 : 1;
        }
        // A name may change, little else.
        assertThat(refused).isBetween(HEADER_BYTES * 5, HEADER_BYTES * Byte.SIZE - 100);
    }

    @Test
    void digitsChangedAnywhereAreLoadedOrRefused() throws IOException {
        Random random = new Random(22);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bad = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(HEADER_BYTES);
                if (Character.isDigit(bad[at])) {
                    bad[at] = (byte) ('0' + random.nextInt(10));
                } else {
                    changes++;
                }
            }
            refused += loads(bad) ? 0 : 1;
        }
        assertThat(refused).isBetween(500, 999);
    }

    private boolean loads(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), bytes);
        return Allocations.below(ALLOWANCE_BYTES, () -> touchesEverything(file));
    }

    private static boolean touchesEverything(Path file) {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            for (SafetensorsInfo info : tensors.listing().values()) {
                if (info.type().supported().isPresent()) {
                    byte[] data = tensors.tensor(info.name()).data().toArray(ValueLayout.JAVA_BYTE);
                    assertThat(data).hasSize((int) info.byteSize());
                }
            }
            return true;
        } catch (MalformedModelException e) {
            assertThat(e).hasMessageStartingWith(file + ": ").hasMessageMatching("(?s).*: .*: .*");
            return false;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
