package dev.candor.lab.origin;

import static dev.candor.engine.testing.TinyModels.ffn;
import static dev.candor.engine.testing.TinyModels.type;
import static dev.candor.engine.testing.TinyModels.width;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufFile;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.kernel.Matrix;
import dev.candor.engine.kernel.ScalarKernels;
import dev.candor.engine.model.Linear;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.engine.testing.TinyFolder;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.testing.TinyRunner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinsMeasuresTest {
    private static final NeuronColumns NEURONS = new NeuronColumns(2, 40);

    @Test
    void matchesByChanceAreHypergeometricInEachLayer() {
        NeuronColumns four = new NeuronColumns(2, 4);
        NeuronSet two = NeuronSet.of(new NeuronId(0, 0), new NeuronId(0, 1));
        double[] one = Matching.chance(four, two, two);
        assertThat(one).containsExactly(new double[] {1 / 6.0, 4 / 6.0, 1 / 6.0}, within(1e-12));
        NeuronSet both = NeuronSet.of(new NeuronId(0, 0), new NeuronId(0, 1), new NeuronId(1, 3));
        double[] chance = Matching.chance(four, both, both);
        assertThat(Arrays.stream(chance).sum()).isCloseTo(1, within(1e-12));
        // 2 · 2 / 4 in the first layer and 1 / 4 in the second.
        assertThat(chance[1] + 2 * chance[2] + 3 * chance[3]).isCloseTo(1.25, within(1e-12));
        NeuronSet elsewhere = NeuronSet.of(new NeuronId(1, 3));
        assertThat(Matching.chance(four, two, elsewhere)).containsExactly(1);
    }

    @Test
    void textsThatAreReadTogetherAreReadAsTheyAreAlone() {
        try (TinyRunner runner = new TinyRunner()) {
            NeuronActivity.Text one = new NeuronActivity.Text(new int[] {1, 300, 301, 302}, 1);
            NeuronActivity.Text other = new NeuronActivity.Text(new int[] {1, 270, 280}, 2);
            NeuronActivity both = NeuronActivity.read(runner.session(), List.of(one, other));
            assertThat(both.tokens()).isEqualTo(4);
            float[] alone = NeuronActivity.read(runner.session(), List.of(other)).values()[1];
            float[] within = both.values()[1];
            assertThat(Arrays.copyOfRange(within, 3 * 40, 4 * 40))
                    .containsExactly(alone, within(1e-5f));
            float[] standardised = both.standardised(1);
            double mean = 0;
            double length = 0;
            for (int t = 0; t < 4; t++) {
                mean += standardised[t * 40 + 7];
                length += standardised[t * 40 + 7] * standardised[t * 40 + 7];
            }
            assertThat(mean).isCloseTo(0, within(1e-5));
            assertThat(length).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void sharesCountQuestionsAndUnclearIsNotCorrect() {
        Replies a =
                new Replies(
                        List.of("Rome", "Oslo", "?", "Bern"),
                        List.of(Verdict.CORRECT, Verdict.WRONG, Verdict.UNCLEAR, Verdict.CORRECT));
        Replies b =
                new Replies(
                        List.of("Rome", "Lima", "?", "Bonn"),
                        List.of(Verdict.CORRECT, Verdict.WRONG, Verdict.UNCLEAR, Verdict.WRONG));
        QuestionMeans means = new QuestionMeans(new int[] {0, 1, 2, 3}, 7);
        SameOutputs outputs = SameOutputs.of(a, b, means);
        assertThat(outputs.sameReplies().value()).isEqualTo(0.5);
        assertThat(outputs.sameVerdicts().value()).isEqualTo(0.75);
        assertThat(outputs.accuracyA().value()).isEqualTo(0.5);
        assertThat(outputs.difference().value()).isEqualTo(-0.25);
        SameOutputs itself = SameOutputs.of(a, a, means);
        assertThat(itself.sameReplies().value()).isEqualTo(1);
        assertThat(itself.sameReplies().interval().low()).isBetween(0.4, 0.6);
        NoiseEffect.Disturbed half = NoiseEffect.Disturbed.of(a, List.of(a, b));
        assertThat(half.changed()).containsExactly(0, 0.5, 0, 0.5);
        assertThat(half.correct()).containsExactly(1, 0, 0, 0.5);
        assertThat(half.before()).containsExactly(1, 0, 0, 1);
        assertThat(half.draws()).containsExactly(0.0, 0.5);
    }

    /// Four questions about two things are two pieces of evidence.
    @Test
    void sharesOfAllAlikeCountWhatTheQuestionsAreAbout() {
        QuestionMeans means = new QuestionMeans(new int[] {0, 0, 1, 1}, 7);
        double[] none = new double[4];
        assertThat(means.share(none).interval()).isEqualTo(Interval.ofShare(0, 2));
        assertThat(means.difference(none, none).value()).isZero();
        assertThat(means.difference(none, none).interval().high()).isNaN();
    }

    @Test
    void mapsThatKeepLoudnessAreOneToOneAndStayNearTheirPlace() {
        int ffn = 100;
        NeuronColumns neurons = new NeuronColumns(2, ffn);
        int[] own = new int[2 * ffn];
        int[] others = new int[2 * ffn];
        for (int j = 0; j < own.length; j++) {
            int first = j / ffn * ffn;
            own[j] = first + 7 * j % ffn;
            others[j] = first + 13 * j % ffn;
        }
        Alignment map =
                new Alignment(
                        neurons,
                        own,
                        new double[2 * ffn],
                        new double[2 * ffn],
                        new Alignment.Loudness(own, others));
        int[] place = new int[2 * ffn];
        for (int j = 0; j < place.length; j++) {
            place[others[j]] = j;
        }
        int furthest = 0;
        for (int draw = 0; draw < 50; draw++) {
            int[] to = map.asLoud(draw);
            assertThat(Arrays.stream(to).distinct().count()).isEqualTo(2 * ffn);
            for (int j = 0; j < own.length; j++) {
                furthest = Math.max(furthest, Math.abs(place[to[own[j]]] - j));
            }
        }
        assertThat(furthest).isBetween(25, 31);
    }

    @Test
    void noiseHasTheSizeThatWasAskedForOnEveryMatrix() {
        Path file = TinyModels.llamaFile(width(32), ffn(64), type(TensorType.Q8_0));
        NeuronColumns neurons = new NeuronColumns(2, 64);
        try (Model clean = Model.open(file);
                Model noisy =
                        Model.of(
                                new NoisyModel(
                                        GgufFile.open(file), neurons, new Noise(0.1, 4, null)));
                Model other =
                        Model.of(
                                new NoisyModel(
                                        GgufFile.open(file), neurons, new Noise(0.1, 5, null)))) {
            for (int layer = 0; layer < 2; layer++) {
                assertThat(size(up(clean, layer), up(noisy, layer))).isCloseTo(0.1, within(1e-4));
                assertThat(size(down(clean, layer), down(noisy, layer)))
                        .isCloseTo(0.1, within(1e-4));
                assertThat(size(gate(clean, layer), gate(noisy, layer)))
                        .isCloseTo(0.1, within(1e-4));
            }
            // Independent noise of the same size: apart by √2 of it.
            assertThat(size(up(other, 0), up(noisy, 0))).isCloseTo(0.1414, within(0.01));
            assertThat(noisy.file().sha256())
                    .isNotEqualTo(clean.file().sha256())
                    .isNotEqualTo(other.file().sha256());
        }
    }

    @Test
    void noiseOnANeuronTouchesItsRowAndItsColumnOnly() {
        Path file = TinyModels.llamaFile();
        Noise noise = new Noise(0.5, 4, NeuronSet.of(new NeuronId(1, 7)));
        try (Model clean = Model.open(file);
                Model noisy = Model.of(new NoisyModel(GgufFile.open(file), NEURONS, noise))) {
            assertThat(size(up(clean, 0), up(noisy, 0))).isZero();
            assertThat(size(gate(clean, 1), gate(noisy, 1))).isZero();
            float[][] before = up(clean, 1);
            float[][] after = up(noisy, 1);
            float[][] columns = down(clean, 1);
            float[][] noisyColumns = down(noisy, 1);
            for (int j = 0; j < 40; j++) {
                assertThat(Arrays.equals(before[j], after[j])).isEqualTo(j != 7);
                for (int r = 0; r < columns.length; r++) {
                    assertThat(columns[r][j] == noisyColumns[r][j]).isEqualTo(j != 7);
                }
            }
            assertThat(size(new float[][] {before[7]}, new float[][] {after[7]}))
                    .isCloseTo(0.5, within(1e-5));
        }
    }

    @Test
    void noiseOnAFolderHasTheSameSize(@TempDir Path folder) {
        TinyFolder.write(folder);
        Noise noise = new Noise(0.5, 4, null);
        try (Model clean = Model.open(folder);
                Model noisy = Model.of(new NoisyModel(ModelFiles.open(folder), NEURONS, noise))) {
            for (int layer = 0; layer < 2; layer++) {
                assertThat(size(up(clean, layer), up(noisy, layer))).isCloseTo(0.5, within(1e-4));
                assertThat(size(down(clean, layer), down(noisy, layer)))
                        .isCloseTo(0.5, within(1e-4));
            }
        }
    }

    private static float[][] up(Model model, int layer) {
        return rows(model.weights().layers().get(layer).feedForward().wUp());
    }

    private static float[][] down(Model model, int layer) {
        return rows(model.weights().layers().get(layer).feedForward().wDown());
    }

    private static float[][] gate(Model model, int layer) {
        Linear gate = model.weights().layers().get(layer).feedForward().wGate();
        return gate == null ? new float[0][] : rows(gate);
    }

    private static float[][] rows(Linear linear) {
        Matrix matrix = linear.weight();
        float[][] rows = new float[matrix.rows()][matrix.columns()];
        for (int r = 0; r < rows.length; r++) {
            new ScalarKernels().decode(matrix, r, 0, matrix.columns(), rows[r], 0);
        }
        return rows;
    }

    private static double size(float[][] before, float[][] after) {
        double apart = 0;
        double all = 0;
        for (int r = 0; r < before.length; r++) {
            for (int c = 0; c < before[r].length; c++) {
                double d = (double) after[r][c] - before[r][c];
                apart += d * d;
                all += (double) before[r][c] * before[r][c];
            }
        }
        return Math.sqrt(apart / all);
    }
}
