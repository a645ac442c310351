package dev.candor.engine.forward;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.testing.ReferenceGguf;
import dev.candor.engine.testing.ReferenceModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TapTest {
    private record Place(int layer, int entry, int position) {}

    private static float[] at(Map<Place, float[]> seen, Place place) {
        return Objects.requireNonNull(seen.get(place), place::toString);
    }

    /// Copies every row it is shown, and refuses one shown twice.
    private static final class Recorder implements ForwardTap {
        private final int width;
        private final int ffn;
        private final int vocabulary;
        final Map<Place, float[]> z = new HashMap<>();
        final Map<Place, float[]> h = new HashMap<>();
        final Map<Place, float[]> residual = new HashMap<>();
        final Map<Place, float[]> logits = new HashMap<>();

        Recorder(Runner runner) {
            width = runner.session.config().width();
            ffn = runner.session.config().ffn();
            vocabulary = runner.session.config().vocabulary();
        }

        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            keep(this.z, layer, rows, z, ffn);
            keep(this.h, layer, rows, h, width);
        }

        @Override
        public void residual(int layer, TapRows rows, float[] residual) {
            keep(this.residual, layer, rows, residual, width);
        }

        @Override
        public void logits(TapRows rows, float[] logits) {
            keep(this.logits, -1, rows, logits, vocabulary);
        }

        private static void keep(
                Map<Place, float[]> into, int layer, TapRows rows, float[] values, int columns) {
            for (int row = 0; row < rows.count(); row++) {
                Place place = new Place(layer, rows.entry(row), rows.position(row));
                float[] copy = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
                assertThat(into.put(place, copy)).as("%s a second time", place).isNull();
            }
        }
    }

    @Test
    void theTapSeesEveryRowOfEveryLayerOnceWhateverTheChunks() {
        try (Runner runner = Runner.of(layers(3), context(1400))) {
            Sequence begun = runner.session.sequence();
            runner.read(begun, Runner.tokens(17, 1));
            Recorder tap = new Recorder(runner);
            Batch batch = new Batch();
            batch.add(begun, Runner.tokens(600, 2), Batch.Want.LAST);
            batch.add(runner.session.sequence(), Runner.tokens(3, 3), Batch.Want.ALL);
            batch.add(runner.session.sequence(), Runner.tokens(700, 4), Batch.Want.NONE);
            runner.session.forward(batch, tap, Batch.SequenceGains.NONE);
            assertThat(tap.z).hasSize(3 * 1303);
            assertThat(tap.h.keySet()).isEqualTo(tap.z.keySet());
            assertThat(tap.residual.keySet()).isEqualTo(tap.z.keySet());
            for (int layer = 0; layer < 3; layer++) {
                assertThat(tap.z)
                        .containsKeys(
                                new Place(layer, 0, 17),
                                new Place(layer, 0, 616),
                                new Place(layer, 1, 0),
                                new Place(layer, 1, 2),
                                new Place(layer, 2, 699));
            }
            assertThat(tap.logits)
                    .containsOnlyKeys(
                            new Place(-1, 0, 616),
                            new Place(-1, 1, 0),
                            new Place(-1, 1, 1),
                            new Place(-1, 1, 2));
        }
    }

    @Test
    void hIsWDownTimesZAloneAndTheResidualIsWhatItJoins() {
        int[] tokens = Runner.tokens(20, 5);
        try (Runner runner = Runner.of()) {
            Path path = runner.model().file().path();
            ReferenceModel.Trace exact;
            try (GgufFile file = GgufFile.open(path)) {
                exact = ReferenceGguf.read(file).run(tokens);
            }
            Recorder tap = new Recorder(runner);
            Batch batch = new Batch();
            batch.add(runner.session.sequence(), tokens, Batch.Want.ALL);
            Logits logits = runner.session.forward(batch, tap, Batch.SequenceGains.NONE);
            int width = runner.session.config().width();
            int ffn = runner.session.config().ffn();
            for (int layer = 0; layer < 2; layer++) {
                float[] down = new float[width * ffn];
                for (int row = 0; row < width; row++) {
                    new ScalarKernels()
                            .decode(
                                    runner.model()
                                            .weights()
                                            .layers()
                                            .get(layer)
                                            .feedForward()
                                            .wDown()
                                            .weight(),
                                    row,
                                    0,
                                    ffn,
                                    down,
                                    row * ffn);
                }
                for (int t = 0; t < tokens.length; t++) {
                    Place place = new Place(layer, 0, t);
                    float[] z = at(tap.z, place);
                    for (int i = 0; i < width; i++) {
                        double sum = 0;
                        double magnitude = 0;
                        for (int j = 0; j < ffn; j++) {
                            sum += (double) down[i * ffn + j] * z[j];
                            magnitude += Math.abs((double) down[i * ffn + j] * z[j]);
                        }
                        double error = Math.abs(at(tap.h, place)[i] - sum);
                        assertThat(error <= (ffn + 1) * 0x1p-24 * magnitude)
                                .as("h %d of %s", i, place)
                                .isTrue();
                    }
                    requireNear(exact.z()[layer][t], z);
                    requireNear(exact.h()[layer][t], at(tap.h, place));
                    requireNear(exact.residual()[layer][t], at(tap.residual, place));
                }
            }
            for (int t = 0; t < tokens.length; t++) {
                assertThat(at(tap.logits, new Place(-1, 0, t)))
                        .isEqualTo(Runner.rows(logits, 0, tokens.length)[t]);
            }
        }
    }

    private static void requireNear(double[] exact, float[] found) {
        assertThat(ReferenceComparison.difference(exact, found)).isLessThan(1e-5);
    }

    /// With attention's output weights at zero, nothing but h joins the residual.
    @Test
    void theResidualOfALayerIsTheOneBeforePlusH() {
        float[] zeros = new float[24 * 24];
        try (Runner runner = Runner.of(tensor("blk.1.attn_output.weight", zeros, 24, 24))) {
            Recorder tap = new Recorder(runner);
            Batch batch = new Batch();
            batch.add(runner.session.sequence(), Runner.tokens(9, 6), Batch.Want.NONE);
            runner.session.forward(batch, tap, Batch.SequenceGains.NONE);
            for (int t = 0; t < 9; t++) {
                float[] sum = at(tap.residual, new Place(0, 0, t)).clone();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += at(tap.h, new Place(1, 0, t))[i];
                }
                assertThat(at(tap.residual, new Place(1, 0, t))).isEqualTo(sum);
            }
        }
    }

    @Test
    void lookingDoesNotChangeTheLogits() {
        int[] tokens = Runner.tokens(33, 7);
        try (Runner runner = Runner.of()) {
            float[][] unseen = runner.all(tokens);
            Batch batch = new Batch();
            batch.add(runner.session.sequence(), tokens, Batch.Want.ALL);
            Logits seen =
                    runner.session.forward(batch, new Recorder(runner), Batch.SequenceGains.NONE);
            assertThat(Runner.rows(seen, 0, 33)).isDeepEqualTo(unseen);
        }
    }
}
