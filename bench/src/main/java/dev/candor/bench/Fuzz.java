package dev.candor.bench;

import com.sun.management.ThreadMXBean;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.tokenizer.ChatTemplateException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Damages a good file and opens it: the outcome must be a sound load or a
/// [MalformedModelException], of its chat template a [ChatTemplateException], within
/// [#MEMORY_BYTES] and [#LIMIT_SECONDS].
///
/// @param name of what is damaged
/// @param good bytes that open
/// @param header how many of them come before the weights; most damage is done there
/// @param opener opens and closes a file of these bytes
record Fuzz(String name, byte[] good, int header, Opener opener) {
    /// What opening one file may allocate.
    static final long MEMORY_BYTES = 256L << 20;

    /// How long it may take.
    static final double LIMIT_SECONDS = 10;

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

    /// Reads a model from bytes.
    @FunctionalInterface
    interface Opener {
        void open(byte[] bytes) throws IOException;
    }

    /// What came of a damaged file.
    ///
    /// @param bytes of the file
    /// @param how it was damaged
    /// @param refused whether it was refused with a clear message
    /// @param wrong what should not have happened; null if all is well
    record Outcome(byte[] bytes, String how, boolean refused, @Nullable String wrong) {}

    /// Damages the file by the dice of `seed` and opens it.
    Outcome damaged(long seed) {
        Random random = new Random(seed);
        byte[] bad = good.clone();
        String how =
                switch (random.nextInt(4)) {
                    case 0 -> number(bad, random);
                    case 1 -> moved(bad, random);
                    default -> bytes(bad, random);
                };
        return tried(bad, how);
    }

    /// Opens the first `length` bytes.
    Outcome cut(int length) {
        return tried(Arrays.copyOf(good, length), "cut to %,d bytes".formatted(length));
    }

    private String bytes(byte[] bad, Random random) {
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bad[place(random, 1)] = (byte) random.nextInt();
        }
        return changes + " bytes changed";
    }

    private String number(byte[] bad, Random random) {
        int at = place(random, Long.BYTES);
        long number = NASTY[random.nextInt(NASTY.length)];
        MemorySegment.ofArray(bad).set(ValueLayout.JAVA_LONG_UNALIGNED, at, number);
        return "%d written at %,d".formatted(number, at);
    }

    private String moved(byte[] bad, Random random) {
        int length = 1 + random.nextInt(64);
        int from = place(random, length);
        int to = place(random, length);
        System.arraycopy(good, from, bad, to, length);
        return "%d bytes copied from %,d to %,d".formatted(length, from, to);
    }

    private int place(Random random, int length) {
        int end = random.nextInt(20) == 0 ? good.length : header;
        return random.nextInt(end - length + 1);
    }

    private Outcome tried(byte[] bad, String how) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean refused = false;
        String wrong = null;
        try {
            opener.open(bad);
        } catch (MalformedModelException | ChatTemplateException e) {
            refused = true;
        } catch (IOException | RuntimeException | Error e) {
            wrong = "ended with " + e;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (wrong == null && allocated > MEMORY_BYTES) {
            wrong = "allocated %,d bytes".formatted(allocated);
        }
        if (wrong == null && seconds > LIMIT_SECONDS) {
            wrong = "took %.1f s".formatted(seconds);
        }
        return new Outcome(bad, how, refused, wrong);
    }
}
