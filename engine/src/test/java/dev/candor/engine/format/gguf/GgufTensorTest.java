package dev.candor.engine.format.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Shapes of tensors, and the table of types they come in.
final class GgufTensorTest {
    @Test
    void columnsAreTheFirstDimensionAndRowsAllOthers() {
        assertThat(tensor(4, 3, 2).columns()).isEqualTo(4);
        assertThat(tensor(4, 3, 2).rows()).isEqualTo(6);
        assertThat(tensor(24).rows()).isEqualTo(1);
    }

    @Test
    void expectedShapeGivesTheTensorItself() {
        GgufTensor tensor = tensor(4, 6);
        assertThat(tensor.expect(4, 6)).isSameAs(tensor);
        assertThat(tensor.expect(4, 6, 1)).isSameAs(tensor);
        GgufTensor column = tensor(24, 1);
        assertThat(column.expect(24)).isSameAs(column);
    }

    @Test
    void otherShapeIsNamed() {
        assertThatThrownBy(() -> tensor(4, 6).expect(6, 4))
                .isInstanceOf(MalformedModelException.class)
                .hasMessage("m.gguf: tensor t: has dimensions [4, 6], expected [6, 4]");
        assertThatThrownBy(() -> tensor(4, 6).expect(4))
                .hasMessageContaining("has dimensions [4, 6], expected [4]");
    }

    @Test
    void dimensionsCannotBeChangedFromOutside() {
        long[] dims = {4, 6};
        GgufTensor tensor =
                new GgufTensor(
                        Path.of("m.gguf"),
                        "t",
                        TensorType.F32,
                        dims,
                        0,
                        MemorySegment.ofArray(new byte[96]));
        dims[0] = 9;
        tensor.dims()[1] = 9;
        assertThat(tensor.dims()).containsExactly(4, 6);
    }

    @Test
    void rowsWithAnyOtherByteDiffer() {
        GgufTensor other = tensor(4, 6);
        byte[] bytes = new byte[96];
        bytes[0] = 1; // row 0
        bytes[3] = 1;
        bytes[63] = 1; // row 3
        bytes[64] = 1; // row 4, right behind
        bytes[95] = 1; // row 5
        GgufTensor changed =
                new GgufTensor(
                        other.file(),
                        other.name(),
                        other.type(),
                        other.dims(),
                        0,
                        MemorySegment.ofArray(bytes));
        assertThat(changed.differingRows(other)).containsExactly(0L, 3L, 4L, 5L);
        assertThat(other.differingRows(tensor(4, 6))).isEmpty();
    }

    @Test
    void everySupportedTypeIsInTheTableWithTheSameBlocks() {
        for (TensorType type : TensorType.values()) {
            GgmlType ggml = Objects.requireNonNull(GgmlType.byId(type.ggmlId()));
            assertThat(ggml.name()).isEqualTo(type.name());
            assertThat(ggml.blockValues()).isEqualTo(type.blockValues());
            assertThat(ggml.blockBytes()).isEqualTo(type.blockBytes());
            assertThat(ggml.supported()).isEqualTo(type);
        }
        assertThat(GgmlType.IQ3_S.supported()).isNull();
        assertThat(GgmlType.byId(4)).isNull();
    }

    private static GgufTensor tensor(long... dims) {
        return new GgufTensor(
                Path.of("m.gguf"),
                "t",
                TensorType.F32,
                dims,
                0,
                MemorySegment.ofArray(new byte[96]));
    }
}
