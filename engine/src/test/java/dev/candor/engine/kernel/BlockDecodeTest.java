package dev.candor.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes written down by hand from the layout in [TensorType] against the values they stand for.
class BlockDecodeTest {
    private static final List<Kernels> BOTH = List.of(new ScalarKernels(), new VectorKernels());

    private static float[] decode(Kernels kernels, TensorType type, int columns, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        Matrix w = new Matrix(type, 1, columns, MemorySegment.ofArray(bytes));
        float[] out = new float[columns];
        kernels.decode(w, 0, 0, columns, out, 0);
        return out;
    }

    @Test
    void f32IsLittleEndian() {
        for (Kernels kernels : BOTH) {
            assertThat(decode(kernels, TensorType.F32, 3, "0000803f 000020c1 db0f4940"))
                    .containsExactly(1f, -10f, 3.1415927f);
        }
    }

    @Test
    void f16HasFiveExponentBitsAndSubnormals() {
        for (Kernels kernels : BOTH) {
            assertThat(decode(kernels, TensorType.F16, 6, "003c 00c0 ff7b 0100 0080 5535"))
                    .containsExactly(1f, -2f, 65504f, 0x1p-24f, -0f, 0.33325195f);
        }
    }

    @Test
    void bf16IsTheUpperHalfOfAnF32() {
        for (Kernels kernels : BOTH) {
            assertThat(decode(kernels, TensorType.BF16, 4, "803f 20c1 4940 0100"))
                    .containsExactly(1f, -10f, 3.140625f, Float.intBitsToFloat(0x10000));
        }
    }

    @Test
    void q8IsAScaleTimesSignedBytes() {
        // d = 0.5; q = 0, 1, … 29, then −128 and −1
        StringBuilder hex = new StringBuilder("0038");
        for (int i = 0; i < 30; i++) {
            hex.append("%02x".formatted(i));
        }
        hex.append("80ff");
        float[] expected = new float[32];
        for (int i = 0; i < 30; i++) {
            expected[i] = 0.5f * i;
        }
        expected[30] = -64;
        expected[31] = -0.5f;
        for (Kernels kernels : BOTH) {
            assertThat(decode(kernels, TensorType.Q8_0, 32, hex.toString())).isEqualTo(expected);
        }
    }

    @Test
    void q4HoldsTheFirstHalfInTheLowAndTheSecondInTheHighNibbles() {
        // d = −2; byte i is i in the low nibble, 15 − i in the high one
        StringBuilder hex = new StringBuilder("00c0");
        float[] expected = new float[32];
        for (int i = 0; i < 16; i++) {
            hex.append("%x%x".formatted(15 - i, i));
            expected[i] = -2f * (i - 8);
            expected[16 + i] = -2f * (7 - i);
        }
        expected[8] = -0f;
        expected[16 + 7] = -0f;
        for (Kernels kernels : BOTH) {
            assertThat(decode(kernels, TensorType.Q4_0, 32, hex.toString())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartOfALaterRowIsThatPart(TensorType type) {
        Matrix w = TestMatrices.random(type, 3, 1024, 9);
        float[] whole = new float[1024];
        new ScalarKernels().decode(w, 2, 0, 1024, whole, 0);
        for (Kernels kernels : BOTH) {
            float[] part = new float[520];
            kernels.decode(w, 2, 256, 512, part, 4);
            for (int i = 0; i < 520; i++) {
                assertThat(part[i]).isEqualTo(i < 4 || i >= 516 ? 0f : whole[256 + i - 4]);
            }
        }
    }

    @Test
    void aMatrixWithTooFewBytesIsRefused() {
        assertThatThrownBy(() ->
                        new Matrix(TensorType.Q8_0, 2, 32, MemorySegment.ofArray(new byte[67])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix 2×32 Q8_0 has 67 bytes, expected 68");
    }
}
