package dev.candor.lab.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.testing.RandomBlocks;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Columns of a matrix whose blocks lie within rows.
class ScaledColumnsTest {
    private static final int ROWS = 9;
    private static final int COLUMNS = 96;

    private static float[][] decoded(TensorType type, byte[] data) {
        float[][] values = new float[ROWS][COLUMNS];
        Matrix matrix = new Matrix(type, ROWS, COLUMNS, MemorySegment.ofArray(data));
        for (int row = 0; row < ROWS; row++) {
            new ScalarKernels().decode(matrix, row, 0, COLUMNS, values[row], 0);
        }
        return values;
    }

    private static byte[] random(TensorType type) {
        int blocks = ROWS * COLUMNS / type.blockValues();
        return RandomBlocks.within(type, blocks, 1, new Random(3));
    }

    private static ScaledColumns scaled(
            TensorType type, byte[] data, Map<Integer, Double> factors) {
        return new ScaledColumns(
                type, ROWS, COLUMNS, MemorySegment.ofArray(data), new TreeMap<>(factors));
    }

    private static byte[] written(ScaledColumns scaled, byte[] data) throws IOException {
        byte[] copy = data.clone();
        scaled.writeTo((at, bytes) ->
                MemorySegment.copy(bytes, 0, MemorySegment.ofArray(copy), at, bytes.byteSize()));
        return copy;
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"})
    void smallerColumnsLeaveTheirNeighboursToTheBit(TensorType type) throws IOException {
        byte[] data = random(type);
        float[][] before = decoded(type, data);
        ScaledColumns scaled = scaled(type, data, Map.of(40, 0.0, 41, 0.5));
        float[][] after = decoded(type, written(scaled, data));
        double step = step(type);
        for (int row = 0; row < ROWS; row++) {
            for (int j = 0; j < COLUMNS; j++) {
                double factor = j == 40 ? 0 : j == 41 ? 0.5 : 1;
                assertThat((double) after[row][j])
                        .as("%d, %d", row, j)
                        .isCloseTo(
                                factor * before[row][j],
                                Offset.offset(factor == 1 ? 0 : step / 2 + 1e-3));
            }
        }
        assertThat(scaled.accuracy().worst()).isBetween(0.0, 0.4);
        if (type == TensorType.F32) {
            assertThat(scaled.accuracy()).isEqualTo(Accuracy.EXACT);
        }
        if (type == TensorType.Q4_0) {
            assertThat(scaled.accuracy().worst()).isGreaterThan(0.01);
        }
    }

    /// Largest distance of two values that a block of values within ±1 can hold: blocks are drawn
    /// over a few powers of two.
    private static double step(TensorType type) {
        return switch (type) {
            case Q8_0 -> 2.0 / 127;
            case Q5_0, Q5_1 -> 2.0 / 15;
            case Q4_0, Q4_1 -> 2.0 / 7;
            default -> 0;
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"})
    void aColumnThatOutgrowsItsBlockIsThereAndNeighboursMoveByLessThanAStep(TensorType type)
            throws IOException {
        byte[] data = random(type);
        float[][] before = decoded(type, data);
        ScaledColumns scaled = scaled(type, data, Map.of(40, 3.0));
        float[][] after = decoded(type, written(scaled, data));
        double step = 3 * step(type);
        for (int row = 0; row < ROWS; row++) {
            for (int j = 0; j < COLUMNS; j++) {
                double factor = j == 40 ? 3 : 1;
                boolean inBlock = j >= 32 && j < 64;
                assertThat((double) after[row][j])
                        .as("%d, %d", row, j)
                        .isCloseTo(factor * before[row][j], Offset.offset(inBlock ? step : 0));
            }
        }
    }
}
