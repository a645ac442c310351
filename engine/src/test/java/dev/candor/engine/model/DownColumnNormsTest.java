package dev.candor.engine.model;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.testing.TinyModels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownColumnNormsTest {
    @Test
    void theNormIsThatOfTheColumnAndNotOfTheRow() {
        float[] down = new float[24 * 40];
        // column 5 holds 3 and 4, row 7 also 12 in column 6
        down[2 * 40 + 5] = 3;
        down[7 * 40 + 5] = -4;
        down[7 * 40 + 6] = 12;
        try (Model model = TinyModels.llama(tensor("blk.1.ffn_down.weight", down, 40, 24))) {
            float[] norms = model.downColumnNorms(1, new VectorKernels());
            assertThat(norms).hasSize(40);
            for (int j = 0; j < 40; j++) {
                assertThat(norms[j]).isEqualTo(j == 5 ? 5f : j == 6 ? 12f : 0f);
            }
            assertThat(model.downColumnNorms(0, new VectorKernels())[0]).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void normsAreThoseOfTheDecodedWeights(TensorType type) {
        int width = Math.max(64, type.blockValues());
        int ffn = Math.max(96, 2 * type.blockValues());
        try (Model model = TinyModels.llama(width(width), ffn(ffn), type(type))) {
            float[] norms = model.downColumnNorms(0, new VectorKernels());
            float[] row = new float[ffn];
            double[] squares = new double[ffn];
            for (int r = 0; r < width; r++) {
                new ScalarKernels()
                        .decode(
                                model.weights().layers().get(0).feedForward().wDown().weight(),
                                r,
                                0,
                                ffn,
                                row,
                                0);
                for (int j = 0; j < ffn; j++) {
                    squares[j] += (double) row[j] * row[j];
                }
            }
            for (int j = 0; j < ffn; j++) {
                assertThat((double) norms[j]).isCloseTo(Math.sqrt(squares[j]), Offset.offset(1e-6));
            }
            int[] some = {ffn - 1, 0, 17, 17};
            assertThat(model.downColumnNorms(0, some, new VectorKernels()))
                    .containsExactly(norms[ffn - 1], norms[0], norms[17], norms[17]);
        }
    }
}
