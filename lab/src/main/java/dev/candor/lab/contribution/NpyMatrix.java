package dev.candor.lab.contribution;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A float32 matrix in a memory-mapped `.npy` file, shape [rows, columns], C order; of any length
/// the disk holds. Closing it unmaps the file: no thread may use it after that.
public final class NpyMatrix implements FloatMatrix, AutoCloseable {
    private final Path file;
    private final Arena arena;
    private final MemorySegment data;
    private final int rows;
    private final int columns;

    private NpyMatrix(Path file, Arena arena, MemorySegment data, int rows, int columns) {
        this.file = file;
        this.arena = arena;
        this.data = data;
        this.rows = rows;
        this.columns = columns;
    }

    /// Maps `file` for reading.
    ///
    /// @throws MalformedMatrixException if it is not a two-dimensional float32 `.npy` file in C
    ///   order, or its length does not fit its shape
    public static NpyMatrix open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            NpyHeader header = NpyHeader.read(file, channel);
            if (header.rows() > Integer.MAX_VALUE || header.columns() > Integer.MAX_VALUE) {
                throw new MalformedMatrixException(
                        file,
                        "header",
                        "shape ("
                                + header.rows()
                                + ", "
                                + header.columns()
                                + "), expected at most "
                                + Integer.MAX_VALUE
                                + " each way");
            }
            long found = channel.size() - header.dataOffset();
            long values = header.rows() * header.columns();
            if (values > Long.MAX_VALUE / Float.BYTES || found != values * Float.BYTES) {
                throw new MalformedMatrixException(
                        file,
                        "length",
                        found
                                + " bytes of data, expected "
                                + header.rows()
                                + " rows of "
                                + header.columns()
                                + " float32 (was its writer closed?)");
            }
            Arena arena = Arena.ofShared();
            MemorySegment data =
                    found == 0
                            ? MemorySegment.NULL
                            : channel.map(MapMode.READ_ONLY, header.dataOffset(), found, arena);
            return new NpyMatrix(file, arena, data, (int) header.rows(), (int) header.columns());
        }
    }

    /// Writes a small matrix in one go, replacing what was there; [NpyWriter] is for large ones.
    ///
    /// @param values row after row, shape [rows · columns]
    public static void write(Path file, float[] values, int columns) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(NpyHeader.WRITTEN_BYTES + values.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(NpyHeader.encode(values.length / columns, columns));
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public MemorySegment data() {
        return data;
    }

    @Override
    public long rowOffset(int row) {
        return (long) Objects.checkIndex(row, rows) * columns * Float.BYTES;
    }

    /// One row, shape [columns], a view of the mapped file.
    public MemorySegment row(int row) {
        return data.asSlice(rowOffset(row), (long) columns * Float.BYTES);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public void close() {
        arena.close();
    }
}
