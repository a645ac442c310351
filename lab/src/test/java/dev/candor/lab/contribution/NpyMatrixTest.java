package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyMatrixTest {
    @TempDir Path folder;

    @Test
    void writesTheHeaderThatNumpyDocuments() throws IOException {
        Path file = write(new float[][] {{1, 2, 3}, {4, 5, 6}});

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);

        byte[] start = new byte[8];
        bytes.get(start);
        assertThat(start).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        assertThat(bytes.getShort()).isEqualTo((short) 118);
        byte[] dictionary = new byte[118];
        bytes.get(dictionary);
        assertThat(new String(dictionary, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ")
                .endsWith(" \n");
        assertThat(bytes.position() % 64).isZero();
        for (int i = 1; i <= 6; i++) {
            assertThat(bytes.getFloat()).isEqualTo(i);
        }
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void headerHasTheSameLengthForTheLargestShape() {
        assertThat(NpyHeader.encode(Long.MAX_VALUE, Long.MAX_VALUE).remaining()).isEqualTo(128);
        assertThat(NpyHeader.encode(0, 1).remaining()).isEqualTo(128);
    }

    @Test
    void readsBackEveryValue() throws IOException {
        float[][] rows = {{1, -2.5f, Float.MIN_VALUE, 0}, {Float.MAX_VALUE, -0f, 3e-4f, 7}};
        try (NpyMatrix matrix = NpyMatrix.open(write(rows))) {
            assertThat(matrix.rows()).isEqualTo(2);
            assertThat(matrix.columns()).isEqualTo(4);
            for (int row = 0; row < 2; row++) {
                float[] copy = new float[4];
                matrix.copyRow(row, 1, copy, 0, 3);
                assertThat(copy).containsExactly(rows[row][1], rows[row][2], rows[row][3], 0);
                assertThat(matrix.get(row, 3)).isEqualTo(rows[row][3]);
                assertThat(matrix.row(row).byteSize()).isEqualTo(16);
            }
            assertThatThrownBy(() -> matrix.rowOffset(2))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void readsValuesBeyondTwoGibibytes() throws IOException {
        Path file = folder.resolve("sparse.npy");
        int columns = 1 << 20;
        int rows = 600;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(NpyHeader.encode(rows, columns).array());
            long last = 128 + 4L * rows * columns - 4;
            sparse.setLength(last);
            sparse.seek(last);
            sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
        }
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            assertThat(matrix.data().byteSize()).isGreaterThan(Integer.MAX_VALUE);
            assertThat(matrix.get(599, columns - 1)).isEqualTo(1f);
            assertThat(matrix.get(599, columns - 2)).isEqualTo(0f);
        }
    }

    @Test
    void readsVersionTwoWithKeysInAnyOrder() throws IOException {
        String dictionary = "{\"shape\": (1L, 2), \"fortran_order\": False, \"descr\": \"<f4\"}\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + dictionary.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(NpyHeader.encode(0, 0).array(), 0, 6).put((byte) 2).put((byte) 0);
        bytes.putInt(dictionary.length()).put(dictionary.getBytes(StandardCharsets.US_ASCII));
        bytes.putFloat(1.5f).putFloat(-2f);
        Path file = Files.write(folder.resolve("v2.npy"), bytes.array());
        try (NpyMatrix matrix = NpyMatrix.open(file)) {
            assertThat(matrix.get(0, 0)).isEqualTo(1.5f);
            assertThat(matrix.get(0, 1)).isEqualTo(-2f);
        }
    }

    @Test
    void refusesWhatIsNotAFloat32Matrix() throws IOException {
        refuses("#NUMPY", "does not start with", 0, 6);
        refuses("<f8", "values are '<f8', expected '<f4'", 21, 3);
        refuses("True ,", "Fortran order, expected C order", 43, 6);
        refuses("(4)   ", "shape (4), expected (rows, columns)", 59, 6);
        refuses("(9,99)", "24 bytes of data, expected 9 rows of 99 float32", 59, 6);
    }

    @Test
    void refusesATruncatedFileNamingItAndBothLengths() throws IOException {
        Path file = write(new float[][] {{1, 2, 3}, {4, 5, 6}});
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 9, 60, 128, 151}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpyMatrix.open(file))
                    .isInstanceOf(MalformedMatrixException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    private void refuses(String replacement, String message, int at, int length)
            throws IOException {
        Path file = write(new float[][] {{1, 2, 3}, {4, 5, 6}});
        byte[] bytes = Files.readAllBytes(file);
        byte[] patch = replacement.getBytes(StandardCharsets.US_ASCII);
        assertThat(patch).hasSize(length);
        System.arraycopy(patch, 0, bytes, at, length);
        Files.write(file, bytes);
        assertThatThrownBy(() -> NpyMatrix.open(file).close())
                .isInstanceOf(MalformedMatrixException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    private Path write(float[][] rows) throws IOException {
        Path file = folder.resolve("matrix.npy");
        try (NpyWriter writer = NpyWriter.create(file, rows[0].length)) {
            for (float[] row : rows) {
                writer.append(row);
            }
        }
        return file;
    }
}
