package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.Allocations;
import dev.candor.engine.format.MalformedModelException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A damaged file loads cleanly, every byte of every tensor within reach, or is refused with a
/// [MalformedModelException]; either way it costs no more memory than its size warrants.
final class GgufMutationTest {
    /// What the JVM's own linking of lambdas and strings takes at times; far below what the largest
    /// counts and lengths would ask for.
    private static final long ALLOWANCE_BYTES = 4 << 20;

    private static final long[] NASTY = {
        0,
        1,
        -1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 62,
        1L << 32,
        1L << 31,
        0xFFFF_FFFFL,
        1 << 20
    };

    @TempDir Path folder;
    private byte[] good = {};
    private int headerBytes;
    private int dataEnd;

    @BeforeEach
    void makeAGoodFile() throws IOException {
        Path file = TestFiles.small(folder.resolve("good.gguf"));
        good = Files.readAllBytes(file);
        try (GgufFile gguf = GgufFile.open(file)) {
            headerBytes =
                    (int)
                            gguf.listing().values().stream()
                                    .mapToLong(GgufTensorInfo::offset)
                                    .min()
                                    .orElseThrow();
            dataEnd =
                    (int)
                            gguf.listing().values().stream()
                                    .mapToLong(t -> t.offset() + t.byteSize())
                                    .max()
                                    .orElseThrow();
        }
        assertThat(loads(good)).isTrue();
    }

    @Test
    void fileCutAnywhereBeforeTheEndOfItsDataIsRefused() throws IOException {
        assertThat(dataEnd).isGreaterThan(200);
        // Every place in the header; the data are one place a tensor.
        for (int length = 0; length < dataEnd; length += length < headerBytes ? 1 : 16) {
            assertThat(loads(Arrays.copyOf(good, length))).as("cut to %s bytes", length).isFalse();
        }
        assertThat(loads(Arrays.copyOf(good, dataEnd))).as("without the last padding").isTrue();
    }

    @Test
    void changedByteIsLoadedOrRefused() throws IOException {
        Random random = new Random(20);
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bad = good.clone();
            // Most in the header, where it matters, one byte or a few.
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(random.nextInt(10) == 0 ? bad.length : headerBytes);
                bad[at] = (byte) random.nextInt();
            }
            refused += loads(bad) ? 0 : 1;
        }
        // Both outcomes occur, or the loop above tests nothing.
        assertThat(refused).isBetween(100, 950);
    }

    @Test
    void nastyNumberAnywhereInTheHeaderIsLoadedOrRefused() throws IOException {
        Random random = new Random(21);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] bad = good.clone();
            MemorySegment.ofArray(bad)
                    .set(
                            ValueLayout.JAVA_LONG_UNALIGNED,
                            random.nextInt(headerBytes - 8),
                            NASTY[random.nextInt(NASTY.length)]);
            refused += loads(bad) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(300);
    }

    private boolean loads(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("bad.gguf"), bytes);
        return Allocations.below(ALLOWANCE_BYTES, () -> touchesEverything(file));
    }

    private static boolean touchesEverything(Path file) {
        try (GgufFile gguf = GgufFile.open(file)) {
            for (GgufValue value : gguf.metadata().values()) {
                if (value instanceof GgufStrings strings) {
                    assertThat(strings.asList()).doesNotContainNull();
                }
            }
            for (GgufTensorInfo info : gguf.listing().values()) {
                if (info.type() != null) {
                    touch(gguf.rawTensor(info.name()));
                }
                if (info.type() != null && info.type().supported() != null) {
                    touch(gguf.tensor(info.name()).data());
                }
            }
            return true;
        } catch (MalformedModelException e) {
            assertThat(e).hasMessageStartingWith(file + ": ").hasMessageMatching("(?s).*: .*: .*");
            return false;
        }
    }

    private static void touch(MemorySegment data) {
        long sum = 0;
        for (long i = 0; i < data.byteSize(); i++) {
            sum += data.get(ValueLayout.JAVA_BYTE, i);
        }
        assertThat(sum).isBetween(-128 * data.byteSize(), 127 * data.byteSize());
    }
}
