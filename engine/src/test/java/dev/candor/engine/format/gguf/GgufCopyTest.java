package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorEdit;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy is its original but for what was asked.
final class GgufCopyTest {
    @TempDir Path folder;
    private Path original;
    private Path target;

    @BeforeEach
    void write() throws IOException {
        original = TestFiles.small(folder.resolve("model.gguf"));
        target = folder.resolve("copy.gguf");
    }

    /// Data of tensors as they lie in the file, gaps and end included.
    private static List<Byte> data(Path file) throws IOException {
        try (GgufFile gguf = GgufFile.open(file)) {
            byte[] bytes = Files.readAllBytes(file);
            List<Byte> data = new ArrayList<>();
            for (int i = (int) gguf.dataFrom(); i < bytes.length; i++) {
                data.add(bytes[i]);
            }
            return data;
        }
    }

    @Test
    void allElseStaysAsItIsBehindMoreMetadata() throws IOException {
        // Something behind the last tensor, which no tensor says anything of.
        Files.write(original, concat(Files.readAllBytes(original), new byte[] {1, 2, 3}));
        try (GgufFile from = GgufFile.open(original)) {
            new GgufCopy(from).metadata("added", new GgufValue.Text("x".repeat(777))).write(target);
            try (GgufFile copy = GgufFile.open(target)) {
                assertThat(copy.metadata()).containsAllEntriesOf(from.metadata());
                assertThat(copy.metadata()).hasSize(from.metadata().size() + 1);
                assertThat(copy.listing().keySet())
                        .containsExactlyElementsOf(from.listing().keySet());
                assertThat(copy.dataFrom()).isGreaterThan(from.dataFrom()).isEqualTo(aligned(copy));
                for (GgufTensorInfo was : from.listing().values()) {
                    GgufTensorInfo is = copy.info(was.name());
                    assertThat(is.typeId()).isEqualTo(was.typeId());
                    assertThat(is.dims()).isEqualTo(was.dims());
                    assertThat(is.offset() - copy.dataFrom())
                            .isEqualTo(was.offset() - from.dataFrom());
                }
            }
        }
        assertThat(data(target)).isEqualTo(data(original));
    }

    private static long aligned(GgufFile file) {
        return file.dataFrom() / file.alignment() * file.alignment();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void anEditChangesItsBytesAlone() throws IOException {
        byte[] before;
        try (GgufFile from = GgufFile.open(original)) {
            before = from.rawTensor("norm").toArray(ValueLayout.JAVA_BYTE);
            new GgufCopy(from)
                    .edit(
                            "norm",
                            sink -> {
                                sink.replace(5, MemorySegment.ofArray(new byte[] {7, 8}));
                                sink.replace(0, MemorySegment.ofArray(new byte[] {9}));
                            })
                    .write(target);
        }
        before[0] = 9;
        before[5] = 7;
        before[6] = 8;
        try (GgufFile from = GgufFile.open(original);
                GgufFile copy = GgufFile.open(target)) {
            assertThat(copy.rawTensor("norm").toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
            for (String name : from.listing().keySet()) {
                if (!name.equals("norm")) {
                    assertThat(copy.rawTensor(name).mismatch(from.rawTensor(name)))
                            .as(name)
                            .isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void aKeyThatIsThereIsReplacedAndALateTextIsAskedForAtTheEnd() throws IOException {
        List<String> order = new ArrayList<>();
        try (GgufFile from = GgufFile.open(original)) {
            new GgufCopy(from)
                    .metadata("text", new GgufValue.Text("new"))
                    .lateText(
                            "late",
                            4,
                            () -> {
                                order.add("late");
                                return "naï"; // four bytes
                            })
                    .edit("norm", _ -> order.add("edit"))
                    .write(target);
        }
        assertThat(order).containsExactly("edit", "late");
        try (GgufFile copy = GgufFile.open(target)) {
            assertThat(copy.string("text")).isEqualTo("new");
            assertThat(copy.string("late")).isEqualTo("naï");
        }
        assertThat(data(target)).isEqualTo(data(original));
    }

    @Test
    void keysWithABeginningGoAndMayComeBack() throws IOException {
        try (GgufFile from = GgufFile.open(original)) {
            assertThat(from.metadata()).containsKeys("u8", "u16", "u32", "u64", "text");
            new GgufCopy(from).without("u").metadata("u8", new GgufValue.Uint8(7)).write(target);
            List<String> kept = new ArrayList<>(from.metadata().keySet());
            kept.removeIf(key -> key.startsWith("u"));
            kept.add("u8");
            try (GgufFile copy = GgufFile.open(target)) {
                assertThat(copy.metadata().keySet()).containsExactlyElementsOf(kept);
                assertThat(copy.integer("u8")).isEqualTo(7);
            }
        }
        assertThat(data(target)).isEqualTo(data(original));
    }

    @Test
    void whatFailsLeavesNothingBehind() throws IOException {
        try (GgufFile from = GgufFile.open(original)) {
            long size = from.rawTensor("norm").byteSize();
            TensorEdit outside = sink -> sink.replace(size - 1, MemorySegment.ofArray(new byte[2]));
            assertThatThrownBy(() -> new GgufCopy(from).edit("norm", outside).write(target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("of tensor norm");
            assertThatThrownBy(
                            () -> new GgufCopy(from).lateText("l", 3, () -> "four").write(target))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("l has 4 bytes, announced were 3");
            GgufCopy copy = new GgufCopy(from);
            assertThatThrownBy(() -> copy.edit("nothing", outside))
                    .isInstanceOf(MalformedModelException.class);
            copy.edit("norm", outside);
            assertThatThrownBy(() -> copy.edit("norm", outside))
                    .hasMessage("tensor norm is edited twice");
            assertThatThrownBy(() -> copy.metadata("general.alignment", new GgufValue.Uint32(32)))
                    .hasMessage("general.alignment stays as it is in a copy");
        }
        assertThat(folder.toFile().list()).containsExactly("model.gguf");
    }
}
