package dev.candor.engine.format.gguf;

import dev.candor.engine.format.MalformedModelException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads a header front to back; nothing is read or allocated past what the file holds.
final class GgufCursor {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private final long end;
    private long position;

    GgufCursor(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
        this.end = Math.min(bytes.byteSize(), GgufLimits.HEADER_BYTES);
    }

    long position() {
        return position;
    }

    byte int8(String what) {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(1, what));
    }

    short int16(String what) {
        return bytes.get(SHORT, advance(2, what));
    }

    int int32(String what) {
        return bytes.get(INT, advance(4, what));
    }

    long uint32(String what) {
        return int32(what) & 0xFFFF_FFFFL;
    }

    long int64(String what) {
        return bytes.get(LONG, advance(8, what));
    }

    /// A count of things of at least `leastBytes` each that must fit into the rest of the header.
    long count(String what, long leastBytes, long most) {
        long at = position;
        long count = int64(what);
        String problem = excess(count, leastBytes, most);
        if (problem != null) {
            throw error(at, what + problem);
        }
        return count;
    }

    /// Passes over string `index` of the array `what` and gives its length. The message is made
    /// only when needed: an array may have millions of strings and a key 64 kB.
    int skipString(String what, int index, long most) {
        long at = position;
        long length = int64(what);
        String problem = excess(length, 1, most);
        if (problem != null) {
            throw error(at, "length of string " + index + " of " + what + problem);
        }
        position += length;
        return (int) length;
    }

    /// A string of at most `most` bytes.
    String string(String what, long most) {
        int length = (int) count("length of " + what, 1, most);
        long at = position;
        byte[] utf8 = bytes(length, what);
        String text = Utf8.decode(utf8, 0, length);
        if (text == null) {
            throw error(at, what + " has bytes that are no UTF-8, expected UTF-8");
        }
        return text;
    }

    /// The next `length` bytes, copied.
    byte[] bytes(int length, String what) {
        byte[] copy = new byte[length];
        copyTo(copy, 0, length, what);
        return copy;
    }

    void copyTo(byte[] target, int start, int length, String what) {
        long from = advance(length, what);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, target, start, length);
    }

    void skip(long length, String what) {
        advance(length, what);
    }

    void seek(long target) {
        position = target;
    }

    MalformedModelException error(long offset, String problem) {
        return new MalformedModelException(file, "offset " + offset, problem);
    }

    /// What is wrong with a count, null if nothing is.
    private @Nullable String excess(long count, long leastBytes, long most) {
        if (count < 0 || count > most) {
            return " is " + Long.toUnsignedString(count) + ", expected at most " + most;
        }
        long room = (end - position) / leastBytes;
        return count <= room
                ? null
                : " is " + count + ", expected at most " + room + ", as " + rest();
    }

    private long advance(long length, String what) {
        long at = position;
        if (length > end - at) {
            throw error(at, what + " takes " + length + " bytes, but " + rest());
        }
        position = at + length;
        return at;
    }

    private String rest() {
        return end < bytes.byteSize()
                ? "metadata and tensor list may take at most " + end + " bytes"
                : "the file ends at " + end;
    }
}
