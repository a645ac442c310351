package dev.candor.engine.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The writer writes all of a sound file or nothing.
final class SafetensorsWriterTest {
    @TempDir Path folder;

    @Test
    void theFileIsTheLengthTheHeaderAndTheDataWiderTypesFirst() throws IOException {
        Path file = folder.resolve("model.safetensors");
        new SafetensorsWriter()
                .metadata("format", "pt")
                .tensor("half", TensorType.F16, new long[] {1, 3}, bytes(6))
                .tensor("wide", TensorType.F32, new long[] {2}, bytes(8))
                .tensor("one", TensorType.BF16, new long[] {}, sink -> sink.write(bytes(2)))
                .write(file);
        String header =
                """
                {"__metadata__":{"format":"pt"},\
                "wide":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
                "half":{"dtype":"F16","shape":[1,3],"data_offsets":[8,14]},\
                "one":{"dtype":"BF16","shape":[],"data_offsets":[14,16]}}\
                """;
        byte[] written = Files.readAllBytes(file);
        int length = (header.length() + 7) / 8 * 8;
        assertThat(written)
                .hasSize(8 + length + 16)
                .startsWith(length & 0xFF, length >> 8, 0, 0, 0, 0, 0, 0);
        assertThat(new String(written, 8, length, StandardCharsets.UTF_8))
                .isEqualTo(header + " ".repeat(length - header.length()));
        assertThat(written).endsWith(1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 1, 2);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("model.safetensors");
        new SafetensorsWriter()
                .metadata("größe", "\"1\"\n🦙")
                .tensor("model.größe", TensorType.BF16, new long[] {2, 3}, bytes(12))
                .tensor("\u0000\"", TensorType.F16, new long[] {1, 1, 1, 1, 1, 3}, bytes(6))
                .write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).isEqualTo(Map.of("größe", "\"1\"\n🦙"));
            assertThat(read.tensors()).containsOnlyKeys("model.größe", "\u0000\"");
            SafetensorsTensor tensor = read.tensor("model.größe");
            assertThat(tensor.type()).isEqualTo(TensorType.BF16);
            assertThat(tensor.shape()).isEqualTo(List.of(2L, 3L));
            assertThat(tensor.data().mismatch(bytes(12))).isEqualTo(-1);
            assertThat(read.tensor("\u0000\"").data().mismatch(bytes(6))).isEqualTo(-1);
        }
    }

    @Test
    void aFileWithoutTensorsIsReadBack() throws IOException {
        Path file = folder.resolve("model.safetensors");
        new SafetensorsWriter().write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.tensors()).isEmpty();
        }
    }

    @Test
    void aSourceOfAnotherSizeIsNamedAndLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "old");
        for (int size : new int[] {4, 12}) {
            SafetensorsWriter writer =
                    new SafetensorsWriter()
                            .tensor(
                                    "t",
                                    TensorType.F32,
                                    new long[] {2},
                                    sink -> sink.write(bytes(size)));
            assertThatThrownBy(() -> writer.write(file))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tensor t gives " + (size < 8 ? "fewer" : "more"))
                    .hasMessageContaining("than the expected 8 bytes");
        }
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatWouldMakeABadFileIsRefusedAtOnce() {
        SafetensorsWriter writer =
                new SafetensorsWriter()
                        .metadata("k", "v")
                        .tensor("t", TensorType.F32, new long[] {1}, bytes(4));
        refused(() -> writer.metadata("k", "w")).hasMessageContaining("k is given twice");
        refused(() -> writer.metadata("x", "\uD800")).hasMessageContaining("surrogate");
        refused(() -> add(writer, "t", TensorType.F32, 1)).hasMessageContaining("t is given twice");
        refused(() -> add(writer, "", TensorType.F32, 1)).hasMessageContaining("empty");
        refused(() -> add(writer, "\uDC00", TensorType.F32, 1)).hasMessageContaining("surrogate");
        refused(() -> add(writer, "__metadata__", TensorType.F32, 1))
                .hasMessageContaining("no name for a tensor");
        refused(() -> add(writer, "u", TensorType.Q8_0, 32))
                .hasMessageContaining("no type Q8_0, expected F32, F16 or BF16");
        refused(() -> add(writer, "u", TensorType.F32, 1, 0))
                .hasMessageContaining("dimension of 0, expected 1 or more");
        refused(() -> add(writer, "u", TensorType.F32, 1L << 32, 1L << 32))
                .hasMessageContaining("2^60 bytes or more");
        refused(() -> add(writer, "u", TensorType.F32, 2))
                .hasMessageContaining("tensor u has 4 bytes of data, expected 8 for F32 [2]");
    }

    private static void add(SafetensorsWriter writer, String name, TensorType type, long... shape) {
        writer.tensor(name, type, shape, bytes(4));
    }

    private static MemorySegment bytes(int n) {
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return MemorySegment.ofArray(bytes);
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable action) {
        return assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class);
    }
}
