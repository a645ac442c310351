package dev.candor.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.FloatMatrix;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Threshold.Criterion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomControlTest {
    private static final NeuronColumns NEURONS = new NeuronColumns(4, 10);

    /// Columns 0 to 7 tell the classes apart, 8 to 39 do not.
    private final Problem problem = Problem.of("control", 51, 600, 40, 0, 0.5, false);

    private final FloatMatrix matrix = problem.matrix();
    private final LabelledRows test = part(400, 600);

    @Test
    void informativeNeuronsScoreHighAndOthersNearOneHalf() {
        RandomControl control = fit(columns(0, 1, 2, 3, 4, 5, 6, 7), columns(8, 9, 10));
        assertThat(Roc.of(control.draws().get(0).score().of(matrix, test), test.labels()).auroc())
                .isGreaterThan(0.85);
        assertThat(Roc.of(control.draws().get(1).score().of(matrix, test), test.labels()).auroc())
                .isBetween(0.35, 0.65);
    }

    @Test
    void spreadIsMeanAndDeviationOverTheDraws() {
        RandomControl control = fit(columns(0, 20), columns(8, 9), columns(2, 3), columns(30, 31));
        RandomControl.Spread spread = evaluate(control, test);
        double[] aurocs =
                control.draws().stream()
                        .mapToDouble(draw ->
                                Roc.of(draw.score().of(matrix, test), test.labels()).auroc())
                        .toArray();
        double mean = Arrays.stream(aurocs).sum() / 4;
        double variance =
                Arrays.stream(aurocs).map(auroc -> (auroc - mean) * (auroc - mean)).sum() / 3;
        assertThat(spread.draws()).isEqualTo(4);
        assertThat(spread.mean().auroc()).isCloseTo(mean, within(1e-12));
        assertThat(spread.aurocDeviation()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(spread.mean().aurocInterval().low())
                .isBetween(Arrays.stream(aurocs).min().orElseThrow(), mean);
        assertThat(spread.mean().name()).isEqualTo("random neurons");
        assertThat(spread.mean().wrong() + spread.mean().correct()).isEqualTo(200);
        assertThat(spread.mean().accuracy()).isBetween(0.4, 1.0);
    }

    @Test
    void oneClassHasNoAuroc() {
        int[] rows = IntStream.range(400, 410).toArray();
        boolean[] wrong = new boolean[10];
        Arrays.fill(wrong, true);
        RandomControl.Spread spread =
                evaluate(fit(columns(1)), LabelledRows.unweighted(rows, wrong));
        assertThat(spread.mean().auroc()).isNaN();
        assertThat(spread.mean().accuracy()).isBetween(0.0, 1.0);
        assertThat(spread.mean().correct()).isZero();
    }

    private RandomControl.Spread evaluate(RandomControl control, LabelledRows rows) {
        return control.evaluate(control.scores(matrix, rows), rows);
    }

    private RandomControl fit(NeuronSet... sets) {
        return RandomControl.fit(
                "random neurons",
                List.of(sets),
                NEURONS,
                matrix,
                part(0, 300),
                part(300, 400),
                Criterion.BALANCED_ACCURACY,
                1);
    }

    private static NeuronSet columns(int... columns) {
        return NeuronSet.of(
                Arrays.stream(columns).mapToObj(NEURONS::neuron).toArray(NeuronId[]::new));
    }

    private LabelledRows part(int from, int to) {
        return LabelledRows.balanced(
                IntStream.range(from, to).toArray(),
                Arrays.copyOfRange(problem.rows().labels(), from, to));
    }
}
