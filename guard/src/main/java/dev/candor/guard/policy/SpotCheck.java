package dev.candor.guard.policy;

import dev.candor.lab.store.Sha256;
import java.nio.charset.StandardCharsets;

/// Which of the answers that were let through are looked at too, so that the rate of unnoticed
/// errors is known. The same answer is always picked or never.
///
/// @param share of the answers, 0 to 1
/// @param seed another one picks others
public record SpotCheck(double share, long seed) {
    /// Hex digits of a hash that fill a double's 52 bits exactly.
    private static final int DIGITS = 13;

    boolean picks(String responseId) {
        String hash = Sha256.of((seed + "\n" + responseId).getBytes(StandardCharsets.UTF_8));
        return Long.parseLong(hash.substring(0, DIGITS), 16) * 0x1p-52 < share;
    }
}
