package dev.candor.lab.origin;

import static dev.candor.engine.testing.TinyModels.seed;
import static dev.candor.engine.testing.TinyModels.tensor;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.engine.testing.TinyModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightDriftTest {
    private static final Kernels KERNELS = KernelProvider.best(warning -> {});

    static WeightDrift between(Model base, Model instruct) {
        try (Workers workers = new Workers(2)) {
            int[] told = {0};
            WeightDrift drift =
                    WeightDrift.between(
                            base,
                            instruct,
                            KERNELS,
                            workers,
                            done -> assertThat(done).isEqualTo(++told[0]));
            assertThat(told[0]).isEqualTo(base.config().layers());
            return drift;
        }
    }

    /// Decoded, row by row.
    static float[] values(Model model, int layer, boolean up) {
        var w = model.weights().layers().get(layer).feedForward();
        Matrix matrix = (up ? w.wUp() : w.wDown()).weight();
        float[] values = new float[matrix.rows() * matrix.columns()];
        for (int r = 0; r < matrix.rows(); r++) {
            KERNELS.decode(matrix, r, 0, matrix.columns(), values, r * matrix.columns());
        }
        return values;
    }

    @Test
    void theSameModelTwiceDidNotTurnAtAll() {
        try (Model model = TinyModels.llama();
                Model again = TinyModels.llama()) {
            WeightDrift drift = between(model, again);
            assertThat(drift.up()).hasSize(80).containsOnly(0);
            assertThat(drift.down()).hasSize(80).containsOnly(0);
            assertThat(drift.zeroUp() + drift.zeroDown()).isZero();
        }
    }

    /// In every family, Phi-3's fused tensor and GPT-2 without a gate included.
    @ParameterizedTest
    @EnumSource
    void driftIsThatOfTheWeightsTheModelMultipliesWith(TinyFamily family) {
        try (Model base = TinyModels.llama(TinyFamilies.of(family));
                Model other = other(family)) {
            WeightDrift drift = between(base, other);
            int f = base.config().ffn();
            int d = base.config().width();
            for (int layer = 0; layer < base.config().layers(); layer++) {
                float[] up = values(base, layer, true);
                float[] otherUp = values(other, layer, true);
                float[] down = values(base, layer, false);
                float[] otherDown = values(other, layer, false);
                for (int j = 0; j < f; j++) {
                    assertThat(drift.up()[layer * f + j])
                            .isCloseTo(turned(up, otherUp, j * d, 1, d), within(1e-9));
                    assertThat(drift.down()[layer * f + j])
                            .isCloseTo(turned(down, otherDown, j, f, d), within(1e-9));
                }
            }
            assertThat(DoubleStream.of(drift.up()).min().orElseThrow()).isGreaterThan(0.01);
        }
    }

    private static Model other(TinyFamily family) {
        return TinyModels.llama(TinyFamilies.of(family), seed(99));
    }

    /// 1 − cos of two strided vectors, the long way.
    private static double turned(float[] one, float[] other, int from, int step, int n) {
        double dot = 0;
        double own = 0;
        double others = 0;
        for (int i = 0; i < n; i++) {
            double a = one[from + i * step];
            double b = other[from + i * step];
            dot += a * b;
            own += a * a;
            others += b * b;
        }
        return 1 - dot / Math.sqrt(own) / Math.sqrt(others);
    }

    @Test
    void theFusedTensorsSecondHalfIsUp() {
        try (Model phi = TinyModels.llama(TinyFamilies.of(TinyFamily.PHI3))) {
            GgufTensor fused = phi.file().tensor("blk.0.ffn_up.weight");
            assertThat(fused.rows()).isEqualTo(2L * phi.config().ffn());
            float[] up = values(phi, 0, true);
            float[] all = new float[(int) (fused.rows() * fused.columns())];
            Matrix whole =
                    new Matrix(
                            fused.type(), (int) fused.rows(), (int) fused.columns(), fused.data());
            for (int r = 0; r < whole.rows(); r++) {
                KERNELS.decode(whole, r, 0, whole.columns(), all, r * whole.columns());
            }
            assertThat(up).isEqualTo(Arrays.copyOfRange(all, up.length, all.length));
        }
    }

    @Test
    void eightBitWeightsAreReadAsTheModelReadsThem() {
        try (Model plain = TinyModels.llama(width(32), TinyModels.ffn(64));
                Model packed =
                        TinyModels.llama(width(32), TinyModels.ffn(64), type(TensorType.Q8_0))) {
            WeightDrift drift = between(plain, packed);
            assertThat(DoubleStream.of(drift.up()).max().orElseThrow()).isBetween(1e-9, 1e-3);
            assertThat(DoubleStream.of(drift.down()).max().orElseThrow()).isBetween(1e-9, 1e-3);
        }
    }

    @Test
    void aNeuronOfZerosIsCountedAndGivesANumber() {
        Path file = TinyModels.llamaFile();
        try (Model base = Model.open(file)) {
            int d = base.config().width();
            float[] up = values(base, 1, true);
            Arrays.fill(up, 3 * d, 4 * d, 0);
            try (Model zeroed =
                    TinyModels.llama(tensor("blk.1.ffn_up.weight", up, d, base.config().ffn()))) {
                WeightDrift one = between(base, zeroed);
                assertThat(one.up()[base.config().ffn() + 3]).isEqualTo(1);
                assertThat(one.zeroUp()).isEqualTo(1);
                WeightDrift both = between(zeroed, zeroed);
                assertThat(both.up()).containsOnly(0);
                assertThat(both.zeroUp()).isEqualTo(1);
                assertThat(both.zeroDown()).isZero();
            }
        }
    }
}
