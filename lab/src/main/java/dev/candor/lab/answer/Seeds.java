package dev.candor.lab.answer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// A seed of its own for every sample, whatever the order in which samples are drawn.
public final class Seeds {
    private Seeds() {}

    /// @param questionId what the samples answer
    /// @param sample its number
    public static long of(long runSeed, String questionId, int sample) {
        CRC32C crc = new CRC32C();
        crc.update(questionId.getBytes(StandardCharsets.UTF_8));
        return mix(
                mix(runSeed)
                        ^ mix(crc.getValue() << 32 | questionId.hashCode() & 0xffffffffL)
                        ^ mix(sample + 1L));
    }

    /// SplitMix64's finaliser (Steele, Lea, Flood 2014).
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
