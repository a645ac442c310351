package dev.candor.engine.format;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Maps, copies and hashes files, with the operating system's complaints as
/// [MalformedModelException].
public final class FileBytes {
    /// Stays in the nearer caches between reading and hashing; a megabyte takes half as long again.
    private static final int CHUNK_BYTES = 64 << 10;

    /// As aligned as tensors in any file, and more than any load needs.
    private static final int ALIGNMENT = 64;

    private FileBytes() {}

    /// The whole file, read-only, until the arena is closed.
    ///
    /// @param expected the kind of file, for messages: `a GGUF file`
    /// @throws MalformedModelException if there is no regular file with bytes in it that can be
    ///   read
    public static MemorySegment map(Path file, Arena arena, String expected) {
        checkKind(file, expected);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            checkSize(file, size, expected);
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// A read-only copy, until the arena is closed.
    ///
    /// @param expected the kind of file, for messages
    public static MemorySegment copy(
            Path name, MemorySegment content, Arena arena, String expected) {
        checkSize(name, content.byteSize(), expected);
        return arena.allocate(content.byteSize(), ALIGNMENT).copyFrom(content).asReadOnly();
    }

    private static void checkSize(Path file, long size, String expected) {
        if (size == 0) {
            throw new MalformedModelException(file, "file", "is empty, expected " + expected);
        }
    }

    private static void checkKind(Path file, String expected) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new MalformedModelException(
                    file, "file", "does not exist, expected " + expected, e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (attributes.isDirectory()) {
            throw new MalformedModelException(file, "file", "is a directory, expected " + expected);
        }
        // A pipe would block, a device has no length.
        if (!attributes.isRegularFile()) {
            throw new MalformedModelException(
                    file, "file", "is a pipe or device, expected a regular file");
        }
    }

    /// SHA-256 in lower-case hex of a file that should have `expectedBytes` bytes.
    ///
    /// @throws MalformedModelException if it cannot be read or has another length
    public static String sha256(Path file, long expectedBytes) {
        MessageDigest digest = sha256Digest();
        long total = digest(file, digest);
        if (total != expectedBytes) {
            throw new MalformedModelException(
                    file,
                    "file",
                    "has "
                            + total
                            + " bytes, expected "
                            + expectedBytes
                            + " as when it was opened");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// SHA-256 in lower-case hex of a file of any length.
    ///
    /// @throws MalformedModelException if it cannot be read
    public static String sha256(Path file) {
        MessageDigest digest = sha256Digest();
        long _ = digest(file, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Reads all of a file.
    ///
    /// @return its length
    private static long digest(Path file, MessageDigest digest) {
        long total = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                total += n;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return total;
    }

    /// SHA-256 in lower-case hex.
    public static String sha256(MemorySegment bytes) {
        MessageDigest digest = sha256Digest();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK_BYTES) {
            long length = Math.min(CHUNK_BYTES, bytes.byteSize() - at);
            digest.update(bytes.asSlice(at, length).asByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static MalformedModelException unreadable(Path file, IOException cause) {
        return new MalformedModelException(
                file, "file", "cannot be read (" + cause + "), expected a readable file", cause);
    }
}
