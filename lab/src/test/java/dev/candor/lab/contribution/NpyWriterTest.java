package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyWriterTest {
    private static final int COLUMNS = 5;

    @TempDir Path folder;

    @Test
    void aFileCutAnywhereResumesToTheSameBytes() throws IOException {
        Path file = folder.resolve("cut.npy");
        Path sums = RowChecksums.sidecar(file);
        write(file, 0, 4);
        byte[] whole = Files.readAllBytes(file);
        byte[] wholeSums = Files.readAllBytes(sums);
        for (int length = 0; length <= whole.length; length += 3) {
            // The checksums trail the rows: never more of them than whole rows, one less at most.
            int wholeRows = Math.max(0, (length - 128) / (4 * COLUMNS));
            for (int sumBytes : new int[] {4 * wholeRows, Math.max(0, 4 * wholeRows - 3)}) {
                Files.write(file, Arrays.copyOf(whole, length));
                Files.write(sums, Arrays.copyOf(wholeSums, 16 + sumBytes));
                long intact = NpyWriter.intactRows(file, COLUMNS);
                assertThat(intact).isEqualTo(sumBytes / 4);
                write(file, intact, 4);
                assertThat(Files.readAllBytes(file)).isEqualTo(whole);
                assertThat(Files.readAllBytes(sums)).isEqualTo(wholeSums);
            }
        }
    }

    @Test
    void aKilledProcessLeavesRowsThatResumeToTheSameFile() throws Exception {
        Path file = folder.resolve("killed.npy");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EndlessWriter.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        // The child says so once it has written 100 rows; a child that cannot start ends the read.
        String said = child.inputReader().readLine();
        child.destroyForcibly().waitFor();
        assertThat(said).isEqualTo("100 rows");

        long intact = NpyWriter.intactRows(file, COLUMNS);
        assertThat(intact).isGreaterThanOrEqualTo(100);
        write(file, intact - 7, (int) intact + 5);

        Path uninterrupted = folder.resolve("uninterrupted.npy");
        write(uninterrupted, 0, (int) intact + 5);
        assertThat(Files.mismatch(file, uninterrupted)).isEqualTo(-1);
        assertThat(Files.mismatch(RowChecksums.sidecar(file), RowChecksums.sidecar(uninterrupted)))
                .isEqualTo(-1);
    }

    @Test
    void refusesToResumePastADamagedRow() throws IOException {
        Path file = folder.resolve("damaged.npy");
        write(file, 0, 6);
        byte[] bytes = Files.readAllBytes(file);
        bytes[128 + 2 * 4 * COLUMNS + 1] ^= 1;
        Files.write(file, bytes);
        assertThat(NpyWriter.intactRows(file, COLUMNS)).isEqualTo(2);
        assertThatThrownBy(() -> NpyWriter.resume(file, COLUMNS, 3))
                .isInstanceOf(MalformedMatrixException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("row 2")
                .hasMessageContaining("expected 3 intact rows");
    }

    @Test
    void refusesToResumeWithOtherColumns() throws IOException {
        Path file = folder.resolve("columns.npy");
        write(file, 0, 2);
        assertThatThrownBy(() -> NpyWriter.resume(file, 6, 1))
                .isInstanceOf(MalformedMatrixException.class)
                .hasMessageContaining("5 columns, expected 6");
    }

    @Test
    void aFullDiskIsOneMessageNamingTheFileAndKeepsTheRowsBefore() throws IOException {
        Path file = folder.resolve("full.npy");
        NpyWriter.Channels small =
                (path, options) ->
                        new SmallDisk(Files.newByteChannel(path, options), 128 + 2 * 4 * COLUMNS);
        try (NpyWriter writer = NpyWriter.create(file, COLUMNS, small)) {
            writer.append(row(0));
            writer.append(row(1));
            assertThatThrownBy(() -> writer.append(row(2)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            file
                                    + ": row 2 cannot be written: No space left on device (the 2"
                                    + " rows before it are intact)");
        }
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            assertThat(matrix.rows()).isEqualTo(2);
            assertThat(matrix.get(1, 4)).isEqualTo(row(1)[4]);
        }
    }

    @Test
    void refusesARowOfAnotherLength() throws IOException {
        try (NpyWriter writer = NpyWriter.create(folder.resolve("short.npy"), COLUMNS)) {
            assertThatThrownBy(() -> writer.append(new float[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row of 4 values, expected 5");
        }
    }

    private static void write(Path file, long from, int to) throws IOException {
        try (NpyWriter writer = NpyWriter.resume(file, COLUMNS, from)) {
            for (long row = from; row < to; row++) {
                assertThat(writer.append(row(row))).isEqualTo(row);
            }
        }
    }

    private static float[] row(long number) {
        float[] row = new float[COLUMNS];
        for (int j = 0; j < COLUMNS; j++) {
            row[j] = (float) Math.sin(number * 31.0 + j);
        }
        return row;
    }

    /// Run as a process of its own, to be killed.
    static final class EndlessWriter {
        private EndlessWriter() {}

        public static void main(String[] args) throws IOException {
            try (NpyWriter writer = NpyWriter.create(Path.of(args[0]), COLUMNS)) {
                while (writer.rows() < 50_000_000) {
                    writer.append(row(writer.rows()));
                    if (writer.rows() == 100) {
                        System.out.println("100 rows");
                    }
                }
            }
        }
    }

    /// Fails as a full disk does: nothing can be written at or past `capacity`.
    private record SmallDisk(SeekableByteChannel disk, long capacity)
            implements SeekableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (position() + bytes.remaining() > capacity) {
                throw new IOException("No space left on device");
            }
            return disk.write(bytes);
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return disk.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return disk.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            disk.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return disk.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            disk.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return disk.isOpen();
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }
}
