package dev.candor.lab.contribution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// The sidecar of a matrix that is still being collected, `<matrix>.crc32c`: 16 bytes
/// `candor-crc32c/1\n`, then the CRC32C of each row's bytes, u32 little-endian, in row order.
final class RowChecksums {
    static final byte[] MAGIC = "candor-crc32c/1\n".getBytes(StandardCharsets.US_ASCII);

    private RowChecksums() {}

    static Path sidecar(Path matrix) {
        return matrix.resolveSibling(matrix.getFileName() + ".crc32c");
    }

    /// Byte offset of the checksum of `row`.
    static long offset(long row) {
        return MAGIC.length + row * Integer.BYTES;
    }

    static int of(ByteBuffer row) {
        CRC32C crc = new CRC32C();
        crc.update(row.duplicate());
        return (int) crc.getValue();
    }

    /// Rows from the first on that are whole in both files and agree with their checksum; reading
    /// stops at row `limit`.
    static long intactRows(Path matrix, int columns, long limit) throws IOException {
        Path sidecar = sidecar(matrix);
        if (isShorter(matrix, NpyHeader.WRITTEN_BYTES) || isShorter(sidecar, MAGIC.length)) {
            return 0;
        }
        try (FileChannel data = FileChannel.open(matrix, StandardOpenOption.READ);
                SeekableByteChannel sums = Files.newByteChannel(sidecar)) {
            NpyHeader header = NpyHeader.read(matrix, data);
            if (header.dataOffset() != NpyHeader.WRITTEN_BYTES) {
                throw new MalformedMatrixException(
                        matrix,
                        "header",
                        header.dataOffset()
                                + " bytes long, expected "
                                + NpyHeader.WRITTEN_BYTES
                                + " as NpyWriter writes it");
            }
            if (header.columns() != columns) {
                throw new MalformedMatrixException(
                        matrix,
                        "header",
                        header.columns() + " columns, expected " + columns + " to continue");
            }
            ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
            fill(sums, magic);
            if (!magic.flip().equals(ByteBuffer.wrap(MAGIC))) {
                throw new MalformedMatrixException(
                        sidecar, "header", "is not a file of row checksums, expected one");
            }
            data.position(header.dataOffset());
            ByteBuffer row = ByteBuffer.allocate(Math.multiplyExact(columns, Float.BYTES));
            ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long intact = 0;
            while (intact < limit
                    && fill(data, row.clear())
                    && fill(sums, sum.clear())
                    && of(row.flip()) == sum.getInt(0)) {
                intact++;
            }
            return intact;
        }
    }

    private static boolean isShorter(Path file, int bytes) throws IOException {
        return !Files.exists(file) || Files.size(file) < bytes;
    }

    private static boolean fill(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                return false;
            }
        }
        return true;
    }
}
