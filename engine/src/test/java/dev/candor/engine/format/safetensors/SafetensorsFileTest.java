package dev.candor.engine.format.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Against a file that the format's own writer made, see `scripts/make-test-safetensors.py`.
final class SafetensorsFileTest {
    static Path reference() {
        String name = "reference.safetensors";
        try {
            return Path.of(
                    Objects.requireNonNull(SafetensorsFileTest.class.getResource(name), name)
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyTensorIsListedInTheOrderOfItsData() {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThat(file.metadata()).containsExactly(Map.entry("format", "pt"));
            long start = 8 + 0x1c0;
            assertThat(file.listing().values())
                    .containsExactly(
                            info("ids", SafetensorsType.I64, start, 16, 2),
                            info("double", SafetensorsType.F64, start + 16, 8, 1),
                            info("bias", SafetensorsType.F32, start + 24, 20, 5),
                            info("empty", SafetensorsType.F32, start + 44, 0, 0, 3),
                            info("one", SafetensorsType.F32, start + 44, 4),
                            info("weight", SafetensorsType.BF16, start + 48, 12, 2, 3),
                            info("größe", SafetensorsType.F16, start + 60, 6, 3));
        }
    }

    @Test
    void dataAreTheBytesOfTheTensor() {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            List<SafetensorsTensor> tensors =
                    Stream.of("bias", "empty", "one", "weight", "größe").map(file::tensor).toList();
            assertThat(tensors)
                    .extracting(SafetensorsTensor::type)
                    .containsExactly(
                            TensorType.F32,
                            TensorType.F32,
                            TensorType.F32,
                            TensorType.BF16,
                            TensorType.F16);
            assertThat(tensors)
                    .extracting(tensor -> tensor.data().byteSize())
                    .containsExactly(20L, 0L, 4L, 12L, 6L);
            for (SafetensorsTensor tensor : tensors) {
                MemorySegment data = tensor.data();
                assertThat(data.isReadOnly()).isTrue();
                for (int i = 0; i < data.byteSize(); i++) {
                    assertThat(data.get(ValueLayout.JAVA_BYTE, i)).isEqualTo((byte) (7 * i + 3));
                }
            }
        }
    }

    @Test
    void aTypeThatCannotBeRunIsRefusedWhenAskedFor() {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThatThrownBy(() -> file.tensor("ids"))
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageEndingWith(
                            "reference.safetensors: tensor ids: has type I64, expected F32, F16 or BF16");
            assertThatThrownBy(file::tensors)
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageContaining("tensor ids: has type I64");
        }
    }

    @Test
    void aTensorThatIsNotThereIsNamed() {
        try (SafetensorsFile file = SafetensorsFile.open(reference())) {
            assertThatThrownBy(() -> file.tensor("wDown"))
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessageContaining(
                            "tensor wDown: not among the 7 tensors, expected it there");
        }
    }

    private static SafetensorsInfo info(
            String name, SafetensorsType type, long offset, long bytes, long... shape) {
        List<Long> dims = Arrays.stream(shape).boxed().toList();
        return new SafetensorsInfo(name, type, dims, offset, bytes);
    }
}
