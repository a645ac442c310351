package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The writer writes all of a sound file or nothing.
final class GgufWriterTest {
    private static final MemorySegment FOUR_BYTES = MemorySegment.ofArray(new byte[4]);

    @TempDir Path folder;

    @Test
    void failureOfASourceLeavesNothingBehind() throws IOException {
        GgufWriter writer =
                new GgufWriter()
                        .tensor("fine", TensorType.F32, new long[] {1}, FOUR_BYTES)
                        .tensor(
                                "broken",
                                TensorType.F32,
                                new long[] {1 << 20},
                                sink -> {
                                    sink.write(MemorySegment.ofArray(new byte[3 << 20]));
                                    throw new IOException("the source broke");
                                });
        assertThatThrownBy(() -> writer.write(folder.resolve("model.gguf")))
                .isInstanceOf(IOException.class)
                .hasMessage("the source broke");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failureLeavesTheOldFileAsItWas() throws IOException {
        Path target = Files.writeString(folder.resolve("model.gguf"), "old");
        GgufWriter writer = new GgufWriter().tensor("t", TensorType.F32, new long[] {1}, _ -> {});
        assertThatThrownBy(() -> writer.write(target)).isInstanceOf(IllegalStateException.class);
        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void oldFileIsReplacedEvenWhileItIsTheSource() throws IOException {
        Path file = TestFiles.small(folder.resolve("model.gguf"));
        byte[] before = Files.readAllBytes(file);
        try (GgufFile gguf = GgufFile.open(file)) {
            GgufTensor norm = gguf.tensor("norm");
            new GgufWriter().tensor("norm", norm.type(), norm.dims(), norm.data()).write(file);
        }
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.tensors()).containsOnlyKeys("norm");
        }
        assertThat(Files.size(file)).isLessThan(before.length);
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void sourceWithTooFewBytesIsNamed() {
        GgufWriter writer =
                new GgufWriter()
                        .tensor(
                                "t",
                                TensorType.F32,
                                new long[] {2},
                                sink -> sink.write(FOUR_BYTES));
        assertThatThrownBy(() -> writer.write(folder.resolve("model.gguf")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("tensor t", "fewer than the expected 8 bytes");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sourceWithTooManyBytesIsNamed() {
        GgufWriter writer =
                new GgufWriter()
                        .tensor(
                                "t",
                                TensorType.F16,
                                new long[] {3},
                                sink -> {
                                    sink.write(FOUR_BYTES);
                                    sink.write(FOUR_BYTES);
                                });
        assertThatThrownBy(() -> writer.write(folder.resolve("model.gguf")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("tensor t", "more than the expected 6 bytes");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void targetThatIsADirectoryIsRefused() {
        assertThatThrownBy(() -> new GgufWriter().write(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(folder.toString(), "directory");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void missingFolderIsAnIoError() {
        assertThatThrownBy(() -> new GgufWriter().write(folder.resolve("no/model.gguf")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatWouldMakeABadFileIsRefusedAtOnce() {
        GgufWriter writer = new GgufWriter().metadata("a", new GgufValue.Bool(true));
        refused(() -> writer.metadata("a", new GgufValue.Bool(true)))
                .hasMessageContaining("key a is given twice");
        refused(() -> writer.metadata("", new GgufValue.Bool(true))).hasMessageContaining("empty");
        refused(() -> writer.metadata("k".repeat(65_536), new GgufValue.Bool(true)))
                .hasMessageContaining("65536 bytes, expected at most 65535");
        refused(() -> writer.metadata("b", new GgufValue.Text("x".repeat((1 << 20) + 1))))
                .hasMessageContainingAll("key b", "1048577", "at most 1048576");
        refused(() -> writer.metadata("b", GgufStrings.of(List.of("x".repeat((1 << 20) + 1)))))
                .hasMessageContainingAll("key b", "1048577", "at most 1048576");
        refused(() -> writer.metadata("b", new GgufValue.Text("\uD800")))
                .hasMessageContaining("surrogate");
        refused(() -> writer.metadata("b", nested(4))).hasMessageContaining("deeper than 4");
        refused(() -> writer.metadata("general.alignment", new GgufValue.Uint32(4)))
                .hasMessageContainingAll("general.alignment", "at least 8");
        refused(() -> writer.metadata("general.alignment", new GgufValue.Int32(32)))
                .hasMessageContainingAll("general.alignment", "UINT32");
        assertThat(writer.metadata("b", nested(3))).isSameAs(writer);
    }

    @Test
    void badTensorsAreRefusedAtOnce() {
        GgufWriter writer =
                new GgufWriter().tensor("t", TensorType.F32, new long[] {1}, FOUR_BYTES);
        refused(() -> writer.tensor("t", TensorType.F32, new long[] {1}, FOUR_BYTES))
                .hasMessageContaining("tensor t is given twice");
        refused(() -> writer.tensor("u", TensorType.F32, new long[] {2}, FOUR_BYTES))
                .hasMessageContainingAll("tensor u has 4 bytes", "expected 8");
        refused(() -> writer.tensor("u", TensorType.F32, new long[] {}, FOUR_BYTES))
                .hasMessageContainingAll("0 dimensions", "expected 1 to 4");
        refused(() -> writer.tensor("u", TensorType.F32, new long[] {1, 1, 1, 1, 1}, FOUR_BYTES))
                .hasMessageContaining("5 dimensions");
        refused(() -> writer.tensor("u", TensorType.F32, new long[] {1, 0}, FOUR_BYTES))
                .hasMessageContaining("dimension 1 of 0");
        refused(() -> writer.tensor("u", TensorType.Q8_0, new long[] {33}, FOUR_BYTES))
                .hasMessageContaining("multiple of 32");
        refused(() -> writer.tensor("u", TensorType.F32, new long[] {1L << 62, 2}, FOUR_BYTES))
                .hasMessageContaining("2^63");
        refused(() -> writer.tensor("n".repeat(64), TensorType.F32, new long[] {1}, FOUR_BYTES))
                .hasMessageContainingAll("64 bytes", "at most 63");
    }

    @Test
    void whatIsAsNestedAsCanBeWrittenCanBeRead() throws IOException {
        Path file = folder.resolve("nested.gguf");
        new GgufWriter().metadata("deep", nested(3)).write(file);
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.value("deep")).isEqualTo(nested(3));
        }
    }

    private static GgufValue.Array nested(int levels) {
        GgufValue.Array array = GgufNumbers.ofInt32(1);
        for (int i = 0; i < levels; i++) {
            array = new GgufValue.ArrayOfArrays(List.of(array));
        }
        return array;
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable action) {
        return assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class);
    }
}
