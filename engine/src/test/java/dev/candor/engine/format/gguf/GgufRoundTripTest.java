package dev.candor.engine.format.gguf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the writer writes, the reader reads, and the bytes between them are the format's.
final class GgufRoundTripTest {
    @TempDir Path folder;

    @Test
    void everyValueTypeComesBackInOrder() throws IOException {
        Map<String, GgufValue> metadata = TestFiles.oneOfEachValue();
        GgufWriter writer = new GgufWriter();
        metadata.forEach(writer::metadata);
        Path file = folder.resolve("values.gguf");
        writer.write(file);

        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.metadata()).containsExactlyEntriesOf(metadata);
            assertThat(gguf.version()).isEqualTo(3);
            assertThat(gguf.path()).isEqualTo(file);
            assertThat(gguf.tensors()).isEmpty();
            assertThatThrownBy(() -> gguf.metadata().clear())
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void oneOfEachValueLeavesNoTypeOut() {
        assertThat(TestFiles.oneOfEachValue().values())
                .extracting(GgufValue::type)
                .contains(GgufType.values());
        assertThat(TestFiles.oneOfEachValue().values())
                .filteredOn(GgufValue.Array.class::isInstance)
                .extracting(value -> ((GgufValue.Array) value).elementType())
                .contains(GgufType.values());
    }

    @Test
    void tensorsOfEveryTypeComeBackBitForBit() throws IOException {
        Random random = new Random(7);
        Map<String, byte[]> written = new LinkedHashMap<>();
        GgufWriter writer = new GgufWriter();
        for (GgmlType type : GgmlType.values()) {
            byte[] data = new byte[2 * 3 * type.blockBytes()];
            random.nextBytes(data);
            written.put("t." + type, data);
            writer.tensor(
                    "t." + type,
                    type,
                    new long[] {2L * type.blockValues(), 3},
                    MemorySegment.ofArray(data));
        }
        Path file = folder.resolve("tensors.gguf");
        writer.write(file);

        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.listing().keySet()).containsExactlyElementsOf(written.keySet());
            for (GgmlType type : GgmlType.values()) {
                GgufTensorInfo info = gguf.info("t." + type);
                assertThat(info.type()).isEqualTo(type);
                assertThat(info.dims()).containsExactly(2L * type.blockValues(), 3);
                assertThat(info.offset() % 32).isZero();
                assertThat(gguf.rawTensor(info.name()).toArray(JAVA_BYTE))
                        .isEqualTo(written.get(info.name()));
            }
            for (TensorType type : TensorType.values()) {
                GgufTensor tensor = gguf.tensor("t." + type);
                assertThat(tensor.type()).isEqualTo(type);
                assertThat(tensor.rows()).isEqualTo(3);
                assertThat(tensor.columns()).isEqualTo(2L * type.blockValues());
                assertThat(tensor.data().isReadOnly()).isTrue();
                assertThat(tensor.data().byteSize()).isEqualTo(3 * type.rowBytes(tensor.columns()));
                assertThat(tensor.data().toArray(JAVA_BYTE)).isEqualTo(written.get("t." + type));
            }
        }
    }

    @Test
    void writtenBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("small.gguf");
        new GgufWriter()
                .metadata("general.alignment", new GgufValue.Uint32(64))
                .metadata("on", new GgufValue.Bool(true))
                .metadata("words", GgufStrings.of(List.of("a", "", "é")))
                .tensor(
                        "first",
                        TensorType.F32,
                        new long[] {3},
                        MemorySegment.ofArray(new float[] {1, 2, 3}))
                .tensor(
                        "second",
                        TensorType.F16,
                        new long[] {2, 1},
                        MemorySegment.ofArray(new byte[] {1, 2, 3, 4}))
                .write(file);

        byte[] expected =
                RawGguf.header(2, 3)
                        .key("general.alignment", RawGguf.UINT32)
                        .u32(64)
                        .key("on", RawGguf.BOOL)
                        .bytes(1)
                        .key("words", RawGguf.ARRAY)
                        .u32(RawGguf.STRING)
                        .u64(3)
                        .string("a")
                        .string("")
                        .string("é")
                        .tensor("first", RawGguf.F32, 0, 3)
                        .tensor("second", 1, 64, 2, 1)
                        .padTo(64)
                        .u32(0x3F80_0000)
                        .u32(0x4000_0000)
                        .u32(0x4040_0000)
                        .padTo(64)
                        .bytes(1, 2, 3, 4)
                        .padTo(64)
                        .toBytes();
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
    }

    @Test
    void versionTwoIsRead() throws IOException {
        Path file = folder.resolve("v2.gguf");
        Files.write(
                file,
                new RawGguf()
                        .ascii("GGUF")
                        .u32(2)
                        .u64(1)
                        .u64(0)
                        .tensor("t", RawGguf.F32, 0, 1)
                        .padTo(32)
                        .u32(0x3F80_0000)
                        .toBytes());
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.version()).isEqualTo(2);
            assertThat(gguf.tensor("t").data().toArray(JAVA_BYTE))
                    .containsExactly(0, 0, 0x80, 0x3F);
        }
    }

    @Test
    void copyOfAFileIsTheSameFile() throws IOException {
        Path original = TestFiles.small(folder.resolve("original.gguf"));
        Path copy = folder.resolve("copy.gguf");
        try (GgufFile gguf = GgufFile.open(original)) {
            GgufWriter writer = new GgufWriter();
            gguf.metadata().forEach(writer::metadata);
            for (GgufTensorInfo info : gguf.listing().values()) {
                MemorySegment data = gguf.rawTensor(info.name());
                GgmlType type = Objects.requireNonNull(info.type());
                writer.tensor(info.name(), type, info.dims(), sink -> sink.write(data));
            }
            writer.write(copy);
        }
        assertThat(copy).hasSameBinaryContentAs(original);
    }

    @Test
    void dataLargerThanTheBufferComeBack() throws IOException {
        byte[] data = new byte[(5 << 20) + 4];
        new Random(1).nextBytes(data);
        Path file = folder.resolve("large.gguf");
        new GgufWriter()
                .tensor(
                        "pieces",
                        TensorType.F32,
                        new long[] {data.length / 4},
                        sink -> {
                            for (int from = 0; from < data.length; from += 1_000_003) {
                                int to = Math.min(data.length, from + 1_000_003);
                                sink.write(
                                        MemorySegment.ofArray(Arrays.copyOfRange(data, from, to)));
                            }
                        })
                .tensor(
                        "whole",
                        TensorType.F32,
                        new long[] {data.length / 4},
                        MemorySegment.ofArray(data))
                .write(file);
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.tensor("pieces").data().toArray(JAVA_BYTE)).isEqualTo(data);
            assertThat(gguf.tensor("whole").data().toArray(JAVA_BYTE)).isEqualTo(data);
        }
    }

    @Test
    void sha256IsThatOfTheWholeFile() throws IOException, NoSuchAlgorithmException {
        Path file = TestFiles.small(folder.resolve("small.gguf"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        try (GgufFile gguf = GgufFile.open(file)) {
            assertThat(gguf.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
            Files.delete(file);
            assertThat(gguf.sha256()).as("kept").isEqualTo(HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void aFileFromMemoryIsTheSameAsFromDisk() throws IOException {
        Path file = TestFiles.small(folder.resolve("small.gguf"));
        byte[] content = Files.readAllBytes(file);
        try (GgufFile mapped = GgufFile.open(file);
                GgufFile held = GgufFile.open(Path.of("held"), MemorySegment.ofArray(content))) {
            Arrays.fill(content, (byte) 0); // its own by now
            assertThat(held.path()).isEqualTo(Path.of("held"));
            assertThat(held.sha256()).isEqualTo(mapped.sha256());
            assertThat(held.byteSize()).isEqualTo(mapped.byteSize());
            assertThat(held.metadata()).isEqualTo(mapped.metadata());
            assertThat(held.listing()).isEqualTo(mapped.listing());
            for (String name : mapped.listing().keySet()) {
                assertThat(held.rawTensor(name).mismatch(mapped.rawTensor(name))).isEqualTo(-1);
            }
        }
    }

    @Test
    void closedFileCanBeClosedAgainAndItsDataAreGone() throws IOException {
        GgufFile gguf = GgufFile.open(TestFiles.small(folder.resolve("small.gguf")));
        GgufTensor tensor = gguf.tensor("norm");
        gguf.close();
        gguf.close();
        assertThatThrownBy(() -> tensor.data().get(JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }
}
