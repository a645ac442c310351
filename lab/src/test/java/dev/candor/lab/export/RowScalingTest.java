package dev.candor.lab.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.testing.RandomBlocks;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Scales of blocks against decoded values.
class RowScalingTest {
    private static final int BLOCKS = 6;

    private static float[] decoded(TensorType type, byte[] row) {
        int columns = BLOCKS * type.blockValues();
        float[] values = new float[columns];
        Matrix matrix = new Matrix(type, 1, columns, MemorySegment.ofArray(row));
        new ScalarKernels().decode(matrix, 0, 0, columns, values, 0);
        return values;
    }

    private static byte[] row(TensorType type, double largest) {
        return RandomBlocks.within(type, BLOCKS, largest, new Random(type.ordinal()));
    }

    @ParameterizedTest
    @EnumSource
    void halfOfEveryValueIsExact(TensorType type) {
        // Scales far from subnormal: halving them takes one off the exponent.
        byte[] row = row(type, 1000);
        float[] before = decoded(type, row);
        Accuracy accuracy = RowScaling.scale(type, MemorySegment.ofArray(row), 0.5);
        assertThat(accuracy).isEqualTo(Accuracy.EXACT);
        float[] after = decoded(type, row);
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isEqualTo(before[i] / 2);
        }
        assertThat(after).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void threeTimesEveryValueIsWithinTheRoundingOfTheScales(TensorType type) {
        byte[] row = row(type, 1000);
        float[] before = decoded(type, row);
        Accuracy accuracy = RowScaling.scale(type, MemorySegment.ofArray(row), 3);
        // f16 and its scales round by at most 2⁻¹¹, bf16 by 2⁻⁸.
        double bound = type == TensorType.BF16 ? 0x1p-8 : 0x1p-11;
        assertThat(accuracy.worst()).isLessThanOrEqualTo(bound);
        assertThat(accuracy.least()).isBetween(1 - bound, 1.0);
        assertThat(accuracy.greatest()).isBetween(1.0, 1 + bound);
        float[] after = decoded(type, row);
        for (int i = 0; i < before.length; i++) {
            // Two terms of at most 2000 each, where a block has a second scale.
            assertThat((double) after[i])
                    .isCloseTo(3.0 * before[i], Offset.offset(3 * bound * 4000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void zeroSilencesTheRowExactly(TensorType type) {
        byte[] row = row(type, 1);
        assertThat(RowScaling.scale(type, MemorySegment.ofArray(row), 0)).isEqualTo(Accuracy.EXACT);
        for (float value : decoded(type, row)) {
            assertThat(value == 0).isTrue();
        }
    }

    @Test
    void aSubnormalScaleSaysHowFarItIsOff() {
        byte[] row = new byte[TensorType.Q8_0.blockBytes()];
        MemorySegment bytes = MemorySegment.ofArray(row);
        row[0] = 3; // 3 · 2⁻²⁴, the third smallest f16
        Accuracy accuracy = RowScaling.scale(TensorType.Q8_0, bytes, 0.5);
        // 1.5 · 2⁻²⁴ becomes 2 · 2⁻²⁴.
        assertThat(row[0]).isEqualTo((byte) 2);
        assertThat(accuracy.worst()).isCloseTo(1 / 3.0, Offset.offset(1e-12));
        assertThat(accuracy.greatest()).isCloseTo(4 / 3.0, Offset.offset(1e-12));
    }

    @Test
    void whatLeavesTheRangeIsNoFactorAtAll() {
        byte[] row = new byte[TensorType.Q4_0.blockBytes()];
        MemorySegment bytes = MemorySegment.ofArray(row);
        Half.set(bytes, 0, 40_000);
        assertThat(RowScaling.scale(TensorType.Q4_0, bytes, 3).worst()).isInfinite();
        byte[] plain = new byte[2];
        Half.set(MemorySegment.ofArray(plain), 0, 40_000);
        assertThat(RowScaling.scale(TensorType.F16, MemorySegment.ofArray(plain), 3).worst())
                .isInfinite();
    }

    @Test
    void bf16RoundsToTheNearestAndTiesToEven() {
        byte[] row = new byte[2];
        MemorySegment bytes = MemorySegment.ofArray(row);
        // 1 + 2⁻⁷ is the next bf16 after 1; half-way lies 1 + 2⁻⁸.
        assertThat(Half.setPlain(TensorType.BF16, bytes, 0, 1 + 0x1p-8)).isEqualTo(1f);
        assertThat(Half.setPlain(TensorType.BF16, bytes, 0, 1 + 0x1p-8 + 0x1p-20))
                .isEqualTo(1 + 0x1p-7f);
        assertThat(Half.setPlain(TensorType.BF16, bytes, 0, 1 + 3 * 0x1p-8))
                .isEqualTo(1 + 2 * 0x1p-7f);
    }
}
