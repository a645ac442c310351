package dev.candor.lab.contribution;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Appends float32 rows to a `.npy` file, and the checksum of each to its sidecar ([RowChecksums]),
/// so that a killed run goes on where it stopped.
///
/// A row is handed to the operating system before its checksum is: whatever the moment of a kill,
/// the rows with a matching checksum are whole. [#close()] puts the number of rows into the header;
/// only then [NpyMatrix] opens the file. Not safe for use by several threads.
public final class NpyWriter implements AutoCloseable {
    /// How the two files are opened; tests put a full disk here.
    interface Channels {
        SeekableByteChannel open(Path file, Set<OpenOption> options) throws IOException;
    }

    private static final Channels FILES = Files::newByteChannel;

    private final Path file;
    private final Path sidecar;
    private final int columns;
    private final SeekableByteChannel data;
    private final SeekableByteChannel sums;
    private final ByteBuffer row;
    private final ByteBuffer sum =
            ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long rows;

    private NpyWriter(Path file, int columns, long rows, Set<OpenOption> options, Channels channels)
            throws IOException {
        if (columns < 1) {
            throw new IllegalArgumentException(file + ": " + columns + " columns, expected some");
        }
        this.file = file;
        this.sidecar = RowChecksums.sidecar(file);
        this.columns = columns;
        this.rows = rows;
        this.row =
                ByteBuffer.allocate(Math.multiplyExact(columns, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        this.data = channels.open(file, options);
        try {
            this.sums = channels.open(sidecar, options);
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    /// Starts a new file of rows of `columns` values; an old one of that name is replaced.
    public static NpyWriter create(Path file, int columns) throws IOException {
        return create(file, columns, FILES);
    }

    static NpyWriter create(Path file, int columns, Channels channels) throws IOException {
        NpyWriter writer =
                new NpyWriter(
                        file,
                        columns,
                        0,
                        Set.of(
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        channels);
        try {
            writer.put(writer.data, file, 0, NpyHeader.encode(0, columns));
            writer.put(writer.sums, writer.sidecar, 0, ByteBuffer.wrap(RowChecksums.MAGIC));
            return writer;
        } catch (IOException e) {
            writer.data.close();
            writer.sums.close();
            throw e;
        }
    }

    /// Reopens a file after its first `rows` rows, dropping what follows. With 0 rows it starts
    /// anew, whatever is there.
    ///
    /// @throws MalformedMatrixException if the file has other columns, or fewer intact rows
    public static NpyWriter resume(Path file, int columns, long rows) throws IOException {
        if (rows == 0) {
            return create(file, columns);
        }
        long intact = RowChecksums.intactRows(file, columns, rows);
        if (intact < rows) {
            throw new MalformedMatrixException(
                    file,
                    "row " + intact,
                    "is missing or does not match its checksum, expected " + rows + " intact rows");
        }
        NpyWriter writer =
                new NpyWriter(file, columns, rows, Set.of(StandardOpenOption.WRITE), FILES);
        writer.data.truncate(writer.rowOffset());
        writer.sums.truncate(RowChecksums.offset(rows));
        return writer;
    }

    /// Rows at the start of a file, finished or not, that are whole and match their checksum: the
    /// most that [#resume] accepts. 0 if there is no file, or not even its header is whole.
    public static long intactRows(Path file, int columns) throws IOException {
        return RowChecksums.intactRows(file, columns, Long.MAX_VALUE);
    }

    /// Rows written so far.
    public long rows() {
        return rows;
    }

    /// Appends one row.
    ///
    /// @param values shape [columns]
    /// @return the row's number, from 0
    /// @throws IOException if it cannot be written, e.g. because the disk is full; the message
    ///   names the file, and the rows before stay intact
    public long append(float[] values) throws IOException {
        if (values.length != columns) {
            throw new IllegalArgumentException(
                    file + ": row of " + values.length + " values, expected " + columns);
        }
        row.clear();
        row.asFloatBuffer().put(values);
        put(data, file, rowOffset(), row);
        sum.clear().putInt(RowChecksums.of(row.clear())).flip();
        put(sums, sidecar, RowChecksums.offset(rows), sum);
        return rows++;
    }

    /// Returns once all rows so far are on the disk itself, safe from a power cut.
    public void force() throws IOException {
        for (SeekableByteChannel channel : new SeekableByteChannel[] {data, sums}) {
            if (channel instanceof FileChannel onDisk) {
                onDisk.force(false);
            }
        }
    }

    /// Writes the final number of rows into the header and closes both files.
    @Override
    public void close() throws IOException {
        try (data;
                sums) {
            if (data.isOpen()) {
                data.truncate(rowOffset());
                put(data, file, 0, NpyHeader.encode(rows, columns));
                force();
            }
        }
    }

    private long rowOffset() {
        return NpyHeader.WRITTEN_BYTES + rows * columns * Float.BYTES;
    }

    private void put(SeekableByteChannel channel, Path target, long position, ByteBuffer bytes)
            throws IOException {
        try {
            channel.position(position);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(
                    target
                            + ": row "
                            + rows
                            + " cannot be written: "
                            + e.getMessage()
                            + " (the "
                            + rows
                            + " rows before it are intact)",
                    e);
        }
    }
}
