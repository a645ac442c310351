package dev.candor.organism.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 in lower-case hex.
public final class Sha256 {
    private Sha256() {}

    /// Of some bytes.
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Of a file of some megabytes, read whole.
    public static String of(Path file) throws IOException {
        return of(Files.readAllBytes(file));
    }
}
