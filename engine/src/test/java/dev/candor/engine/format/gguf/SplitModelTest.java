package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files laid out as `llama-gguf-split` lays them out: the first has all metadata, and with its
/// `--no-tensor-first-split` no tensors.
class SplitModelTest {
    private static final int PARTS = 3;

    @TempDir private Path dir;
    private GgufFile whole;

    @BeforeEach
    void splitsATinyModel() throws IOException {
        whole = GgufFile.open(TinyModels.llamaFile());
        for (int number = 0; number < PARTS; number++) {
            write(number, PARTS, number, tensors(number), whole.tensors().size());
        }
    }

    /// The first file has none, the others every second one.
    private List<String> tensors(int number) {
        List<String> all = new ArrayList<>(whole.tensors().keySet());
        return all.stream().filter(name -> all.indexOf(name) % 2 + 1 == number).toList();
    }

    private Path part(int number) {
        return dir.resolve("tiny-%05d-of-%05d.gguf".formatted(number + 1, PARTS));
    }

    private void write(int at, int count, int number, List<String> tensors, int total)
            throws IOException {
        GgufWriter writer = new GgufWriter();
        if (number == 0) {
            whole.metadata().forEach(writer::metadata);
        }
        writer.metadata("split.no", new GgufValue.Uint16(number));
        writer.metadata("split.tensors.count", new GgufValue.Int32(total));
        writer.metadata("split.count", new GgufValue.Uint16(count));
        for (String name : tensors) {
            GgufTensor tensor = whole.tensor(name);
            writer.tensor(name, tensor.type(), tensor.dims(), tensor.data());
        }
        Files.deleteIfExists(part(at));
        writer.write(part(at));
    }

    private static AbstractThrowableAssert<?, ?> refused(Path file) {
        return assertThatThrownBy(() -> ModelFiles.open(file))
                .isInstanceOf(MalformedModelException.class);
    }

    @Test
    void theFilesTogetherAreTheModel() throws IOException {
        try (GgufModel split = ModelFiles.open(part(0))) {
            assertThat(split.metadata()).containsAllEntriesOf(whole.metadata());
            assertThat(split.listing()).containsOnlyKeys(whole.listing().keySet());
            for (GgufTensor tensor : whole.tensors().values()) {
                GgufTensor found = split.tensor(tensor.name());
                assertThat(found.dims()).isEqualTo(tensor.dims());
                assertThat(found.data().mismatch(tensor.data())).isEqualTo(-1);
            }
            assertThat(split.format()).isEqualTo("GGUF version 3 in 3 files");
            long bytes = 0;
            for (int number = 0; number < PARTS; number++) {
                bytes += Files.size(part(number));
            }
            assertThat(split.byteSize()).isEqualTo(bytes);
            assertThatThrownBy(() -> split.tensor("none"))
                    .hasMessageContaining("not among the %d tensors", whole.tensors().size());
        }
        try (Model model = Model.open(part(0))) {
            assertThat(model.config().layers()).isPositive();
        }
    }

    /// Any program can name such a model: the files' hashes, hashed again.
    @Test
    void theHashIsThatOfTheListOfHashes() throws IOException, NoSuchAlgorithmException {
        StringBuilder lines = new StringBuilder();
        for (int number = 0; number < PARTS; number++) {
            lines.append(sha256(Files.readAllBytes(part(number)))).append('\n');
        }
        try (GgufModel split = ModelFiles.open(part(0))) {
            assertThat(split.sha256())
                    .isEqualTo(sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void anotherFileThanTheFirstIsRefusedAndTheFirstIsNamed() {
        refused(part(1))
                .hasMessageContainingAll("is 1 of 3, expected 0", "tiny-00001-of-00003.gguf");
    }

    @Test
    void aFileThatIsMissingRenamedOrOfAnotherSplitIsRefusedByName() throws IOException {
        write(2, PARTS + 1, 2, tensors(2), whole.tensors().size());
        refused(part(0)).hasMessageContainingAll("00003-of", "split.count: is 4, expected 3");
        write(2, PARTS, 1, List.of(), whole.tensors().size());
        refused(part(0)).hasMessageContainingAll("00003-of", "split.no: is 1, expected 2");
        write(2, PARTS, 2, tensors(1), whole.tensors().size());
        refused(part(0)).hasMessageContainingAll("is also in tiny-00002-of-00003.gguf");
        write(2, PARTS, 2, tensors(2).subList(1, 2), whole.tensors().size());
        refused(part(0)).hasMessageContaining("split.tensors.count");
        Files.delete(part(2));
        refused(part(0)).hasMessageContainingAll("tiny-00003-of-00003.gguf", "does not exist");
        Path renamed = Files.move(part(0), dir.resolve("model.gguf"));
        refused(renamed).hasMessageContainingAll("model.gguf", "ends with -00001-of-00003.gguf");
    }

    /// As a tool may leave it that splits nothing.
    @Test
    void oneOfOneIsAWholeFile() throws IOException {
        write(0, 1, 0, List.copyOf(whole.tensors().keySet()), whole.tensors().size());
        try (GgufModel one = ModelFiles.open(part(0))) {
            assertThat(one).isInstanceOf(GgufFile.class);
        }
    }
}
