package dev.candor.lab.contribution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of a `.npy` file that holds a two-dimensional float32 matrix in C order.
///
/// Layout (NumPy Enhancement Proposal 1): `\x93NUMPY`, one byte major and one byte minor version,
/// length of the dictionary (u16 in version 1, u32 in 2 and 3, little-endian), the dictionary as a
/// Python literal padded with spaces and ended by a newline. We write version 1, always
/// [#WRITTEN_BYTES] long, so that the number of rows can be put in place later and the data starts
/// on a multiple of 64.
///
/// @param rows first dimension
/// @param columns second dimension
/// @param dataOffset byte offset of the first value
record NpyHeader(long rows, long columns, long dataOffset) {
    /// Length of every header that we write: room for two 19-digit dimensions.
    static final int WRITTEN_BYTES = 128;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LARGEST_DICTIONARY = 65_536;
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)");
    private static final Pattern ORDER =
            Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE =
            Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    /// The bytes of a version 1 header for a matrix of this shape.
    static ByteBuffer encode(long rows, long columns) {
        String dictionary =
                "{'descr': '<f4', 'fortran_order': False, 'shape': ("
                        + rows
                        + ", "
                        + columns
                        + "), }";
        int padded = WRITTEN_BYTES - 10;
        String line = dictionary + " ".repeat(padded - 1 - dictionary.length()) + "\n";
        return ByteBuffer.allocate(WRITTEN_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded)
                .put(line.getBytes(StandardCharsets.US_ASCII))
                .flip();
    }

    /// Reads the header at the start of `channel`.
    static NpyHeader read(Path file, SeekableByteChannel channel) throws IOException {
        ByteBuffer start = readAt(channel, 0, 12);
        for (byte expected : MAGIC) {
            if (!start.hasRemaining() || start.get() != expected) {
                throw malformed(file, "does not start with \\x93NUMPY, expected a .npy file");
            }
        }
        if (start.remaining() < 6) {
            throw malformed(file, "ends after " + start.limit() + " bytes, expected a dictionary");
        }
        int major = start.get();
        start.get();
        if (major < 1 || major > 3) {
            throw malformed(file, "version " + major + ", expected 1, 2 or 3");
        }
        int prefix = major == 1 ? 10 : 12;
        long length = major == 1 ? start.getShort() & 0xffff : start.getInt() & 0xffff_ffffL;
        if (length > LARGEST_DICTIONARY || prefix + length > channel.size()) {
            throw malformed(file, "dictionary of " + length + " bytes is longer than the file");
        }
        ByteBuffer dictionary = readAt(channel, prefix, (int) length);
        return parse(
                file, StandardCharsets.ISO_8859_1.decode(dictionary).toString(), prefix + length);
    }

    private static NpyHeader parse(Path file, String dictionary, long dataOffset) {
        String type = find(file, DESCR, dictionary, "descr");
        if (!type.equals("<f4")) {
            throw malformed(file, "values are '" + type + "', expected '<f4'");
        }
        if (!find(file, ORDER, dictionary, "fortran_order").equals("False")) {
            throw malformed(file, "values are in Fortran order, expected C order");
        }
        String shape = find(file, SHAPE, dictionary, "shape");
        String[] sizes = shape.replace("L", "").strip().split("\\s*,\\s*", 3);
        if (sizes.length != 2) {
            throw malformed(file, "shape (" + shape + "), expected (rows, columns)");
        }
        try {
            return new NpyHeader(Long.parseLong(sizes[0]), Long.parseLong(sizes[1]), dataOffset);
        } catch (NumberFormatException e) {
            throw malformed(file, "shape (" + shape + "), expected (rows, columns)");
        }
    }

    private static String find(Path file, Pattern pattern, String dictionary, String key) {
        Matcher matcher = pattern.matcher(dictionary);
        if (!matcher.find()) {
            throw malformed(file, "has no usable '" + key + "', expected one in the dictionary");
        }
        return matcher.group(1);
    }

    private static ByteBuffer readAt(SeekableByteChannel channel, long position, int length)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return bytes.flip();
    }

    private static MalformedMatrixException malformed(Path file, String problem) {
        return new MalformedMatrixException(file, "header", problem);
    }
}
