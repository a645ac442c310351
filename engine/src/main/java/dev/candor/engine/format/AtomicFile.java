package dev.candor.engine.format;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/// Writes a file so that its name stands for all of it or none of it.
public final class AtomicFile {
    /// Of a write. One of a megabyte takes Linux (ext4) up to five times as long as eight of these.
    private static final int PIECE_BYTES = 128 << 10;

    private AtomicFile() {}

    /// What the file is to hold.
    @FunctionalInterface
    public interface Content {
        void writeTo(Output out) throws IOException;
    }

    /// Writes under a temporary name in the same folder, flushes to the disk and renames to
    /// `target`, replacing what was there. If anything fails, `target` is as it was before and the
    /// temporary file is gone.
    public static void write(Path target, Content content) throws IOException {
        // Sooner than after gigabytes.
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        // Only a file system's root, a directory, has no parent.
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        Path temporary = folder.resolve(".candor-" + UUID.randomUUID() + ".part");
        boolean done = false;
        Unfinished.add(temporary);
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                Output out = new Output(channel);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            move(temporary, target);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(temporary);
            }
            Unfinished.remove(temporary);
        }
        flushFolder(folder);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Makes the new name survive a power cut, where the system lets a folder be flushed at all.
    static void flushFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // Windows opens no folders; the file itself is on the disk already.
        }
    }

    /// Collects small writes; takes segments of any size and kind.
    public static final class Output {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE_BYTES);
        private final MemorySegment bufferBytes = MemorySegment.ofBuffer(buffer);
        private long position;

        private Output(FileChannel channel) {
            this.channel = channel;
        }

        /// Bytes written so far.
        public long position() {
            return position;
        }

        /// All bytes of the segment.
        public void write(MemorySegment bytes) throws IOException {
            if (bytes.isNative() && bytes.byteSize() >= PIECE_BYTES) {
                writeThrough(bytes);
                return;
            }
            for (long from = 0; from < bytes.byteSize(); ) {
                long n = Math.min(bytes.byteSize() - from, buffer.remaining());
                MemorySegment.copy(bytes, from, bufferBytes, buffer.position(), n);
                advance((int) n);
                from += n;
            }
        }

        /// Without a copy of them in the buffer.
        private void writeThrough(MemorySegment bytes) throws IOException {
            flush();
            for (long from = 0; from < bytes.byteSize(); from += PIECE_BYTES) {
                long n = Math.min(PIECE_BYTES, bytes.byteSize() - from);
                ByteBuffer piece = bytes.asSlice(from, n).asByteBuffer();
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
                position += n;
            }
        }

        /// Replaces bytes that were written already.
        ///
        /// @throws IllegalArgumentException if they were not
        public void replace(long at, MemorySegment bytes) throws IOException {
            if (at < 0 || at > position - bytes.byteSize()) {
                throw new IllegalArgumentException(
                        "bytes %d to %d are not among the first %d"
                                .formatted(at, at + bytes.byteSize(), position));
            }
            flush();
            ByteBuffer from = bytes.asByteBuffer();
            for (long to = at; from.hasRemaining(); ) {
                to += channel.write(from, to);
            }
        }

        /// What is written so far is on the disk when this returns: for a writer who waits for
        /// something else meanwhile.
        public void flushToDisk() throws IOException {
            flush();
            channel.force(false);
        }

        /// Zeros up to the next multiple of `alignment`, a power of two.
        public void padTo(long alignment) throws IOException {
            for (long padding = -position & (alignment - 1); padding > 0; ) {
                long n = Math.min(padding, buffer.remaining());
                bufferBytes.asSlice(buffer.position(), n).fill((byte) 0);
                advance((int) n);
                padding -= n;
            }
        }

        /// The data of a tensor.
        ///
        /// @throws IllegalStateException if the source gives more or fewer bytes than the tensor
        ///   has
        public void write(String tensor, long byteSize, TensorSource source) throws IOException {
            long end = position + byteSize;
            source.writeTo(bytes -> {
                if (bytes.byteSize() > end - position) {
                    throw wrongSize(tensor, "more", byteSize);
                }
                write(bytes);
            });
            if (position != end) {
                throw wrongSize(tensor, "fewer", byteSize);
            }
        }

        private static IllegalStateException wrongSize(String tensor, String found, long byteSize) {
            return new IllegalStateException(
                    "the source of tensor %s gives %s than the expected %d bytes"
                            .formatted(tensor, found, byteSize));
        }

        private void advance(int n) throws IOException {
            buffer.position(buffer.position() + n);
            position += n;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }

        private void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }
    }
}
