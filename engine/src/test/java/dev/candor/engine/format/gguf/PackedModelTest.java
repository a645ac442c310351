package dev.candor.engine.format.gguf;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.FileBytes;
import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.TensorType;
import dev.candor.engine.testing.TinyModels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackedModelTest {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static PackedModel packed(TinyModels.Option... options) {
        return new PackedModel(GgufFile.open(TinyModels.llamaFile(options)));
    }

    /// d = 254 / 127 = 2; halves go away from zero; a block of zeros has d = 0.
    @Test
    void valuesAreRoundedAsByHand() {
        float[] values = new float[96];
        values[0] = 254;
        values[1] = 1;
        values[2] = -1;
        values[3] = 0.99f;
        values[4] = 3;
        values[5] = -5;
        values[6] = -254;
        values[64] = -0.001f;
        values[65] = 0.0004f;
        try (PackedModel model = packed(tensor("some.weight", values, 32, 3))) {
            GgufTensor tensor = model.tensor("some.weight");
            MemorySegment data = tensor.data();
            assertThat(tensor.type()).isEqualTo(TensorType.Q8_0);
            assertThat(tensor.dims()).containsExactly(32, 3);
            assertThat(data.byteSize()).isEqualTo(3 * 34);
            assertThat(Float.float16ToFloat(data.get(SHORT, 0))).isEqualTo(2);
            assertThat(data.asSlice(2, 8).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(127, 1, -1, 0, 2, -3, -127, 0);
            assertThat(data.asSlice(34, 34).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
            assertThat(data.get(SHORT, 68)).isEqualTo(Float.floatToFloat16(0.001f / 127));
            assertThat(data.asSlice(70, 3).toArray(ValueLayout.JAVA_BYTE))
                    .containsExactly(-127, 51, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16"})
    void matricesArePackedAndTheRestStaysAsItIs(TensorType type) {
        try (PackedModel model = packed(width(64), ffn(40), type(type))) {
            assertThat(model.info("blk.0.attn_q.weight").typeName()).isEqualTo("Q8_0");
            assertThat(model.info("blk.0.attn_q.weight").byteSize()).isEqualTo(64 * 64 / 32 * 34);
            assertThat(model.tensor("blk.0.attn_q.weight").type()).isEqualTo(TensorType.Q8_0);
            assertThat(model.tensor("blk.0.attn_norm.weight").type()).isEqualTo(TensorType.F32);
            assertThat(model.tensor("blk.0.ffn_down.weight").type())
                    .as("rows of 40")
                    .isEqualTo(type);
            assertThat(model.info("blk.0.ffn_down.weight").typeName()).isEqualTo(type.name());
            assertThat(model.tensor("blk.0.attn_q.weight"))
                    .as("packed once")
                    .isSameAs(model.tensor("blk.0.attn_q.weight"));
        }
    }

    @Test
    void whatIsPackedAlreadyStaysAsItIs() {
        try (PackedModel model = packed(width(64), ffn(64), type(TensorType.Q4_0))) {
            assertThat(model.tensor("blk.0.attn_q.weight").type()).isEqualTo(TensorType.Q4_0);
        }
    }

    @Test
    void itIsAnotherModelThanTheStoredOne() {
        try (PackedModel model = packed();
                PackedModel again = packed();
                GgufFile stored = GgufFile.open(TinyModels.llamaFile())) {
            assertThat(model.sha256())
                    .isEqualTo(again.sha256())
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo(stored.sha256());
            byte[] text = ("q8_0 " + stored.sha256()).getBytes(StandardCharsets.UTF_8);
            assertThat(model.sha256()).isEqualTo(FileBytes.sha256(MemorySegment.ofArray(text)));
        }
    }

    @Test
    void valuesThatFitNoBlockAreRefused() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e7f}) {
            float[] values = new float[64];
            values[40] = bad;
            try (PackedModel model = packed(tensor("some.weight", values, 32, 2))) {
                assertThatThrownBy(() -> model.tensor("some.weight"))
                        .isInstanceOf(MalformedModelException.class)
                        .hasMessageContaining("tensor some.weight: row 1 has values that are no");
            }
        }
    }
}
