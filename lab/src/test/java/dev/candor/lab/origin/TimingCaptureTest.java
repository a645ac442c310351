package dev.candor.lab.origin;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.engine.neuron.TapRows;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.contribution.ContributionCapture.Answer;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.testing.TinyRunner;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against the same contributions taken by hand: one answer a forward call, in double.
class TimingCaptureTest {
    private static final int BOS = 1;
    private static final int EOS = 2;

    private final TinyRunner tiny = new TinyRunner(layers(3), vocabulary(400), context(700));
    private final NeuronSet several =
            NeuronSet.of(new NeuronId(0, 3), new NeuronId(0, 17), new NeuronId(2, 39));
    private final NeuronSet one = NeuronSet.of(new NeuronId(1, 5));

    @AfterEach
    void close() {
        tiny.close();
    }

    private static int[] random(int count, long seed) {
        return new Random(seed).ints(count, 259, 400).toArray();
    }

    /// One with all tokens, one that begins too early, one that ends with EOS too soon.
    private static List<Answer> answers() {
        int[] early = random(3, 1);
        early[0] = BOS;
        int[] ended = random(3, 2);
        ended[2] = EOS;
        int[] longer = random(600, 3);
        return List.of(
                new Answer(random(9, 4), random(7, 5), new TokenSpan(1, 3)),
                new Answer(longer, random(5, 6), new TokenSpan(0, 1)),
                new Answer(early, random(6, 7), new TokenSpan(0, 2)),
                new Answer(random(8, 8), ended, new TokenSpan(1, 2)));
    }

    private double[] byHand(Answer answer, NeuronSet set, Position position) {
        int[] all = new int[answer.prompt().length + answer.response().length];
        System.arraycopy(answer.prompt(), 0, all, 0, answer.prompt().length);
        System.arraycopy(
                answer.response(), 0, all, answer.prompt().length, answer.response().length);
        double[] sums = new double[all.length];
        int d = tiny.session().config().width();
        int f = tiny.session().config().ffn();
        ForwardTap tap =
                new ForwardTap() {
                    @Override
                    public void ffn(int layer, TapRows rows, float[] z, float[] h) {
                        float[] norms = tiny.session().downColumnNorms(layer);
                        for (int row = 0; row < rows.count(); row++) {
                            double squares = 0;
                            for (int i = 0; i < d; i++) {
                                squares += (double) h[row * d + i] * h[row * d + i];
                            }
                            for (int j : set.indices(layer)) {
                                sums[rows.position(row)] +=
                                        Math.abs((double) z[row * f + j])
                                                * norms[j]
                                                / (Math.sqrt(squares) + 1e-8)
                                                / set.size();
                            }
                        }
                    }
                };
        try (Sequence sequence = tiny.session().sequence()) {
            Batch batch = new Batch();
            batch.add(sequence, all, Batch.Want.NONE);
            tiny.session().forward(batch, tap, Batch.SequenceGains.NONE);
        }
        double[] values = new double[TimingCapture.OFFSETS];
        int first = answer.prompt().length + answer.span().from();
        for (int k = 0; k < values.length; k++) {
            int t = first - 5 + k;
            boolean there = t >= 0 && t < all.length && all[t] != BOS && all[t] != EOS;
            int row = position == Position.INPUT ? t : t - 1;
            values[k] = !there || (position == Position.EMIT && t < 2) ? Double.NaN : sums[row];
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void contributionsAroundTheFirstTokenAreThoseTakenByHand(Position position) {
        TimingCapture capture =
                new TimingCapture(
                        tiny.session(), tiny.tokenizer(), position, List.of(several, one));
        List<float[][]> read = capture.read(answers());
        assertThat(read).hasSize(4);
        int missing = 0;
        for (int a = 0; a < read.size(); a++) {
            for (int s = 0; s < 2; s++) {
                double[] expected = byHand(answers().get(a), s == 0 ? several : one, position);
                for (int k = 0; k < expected.length; k++) {
                    float found = read.get(a)[s][k];
                    if (Double.isNaN(expected[k])) {
                        missing++;
                        assertThat(found).isNaN();
                    } else {
                        assertThat((double) found)
                                .isCloseTo(expected[k], within(1e-5 * expected[k]));
                    }
                }
            }
        }
        assertThat(missing).isGreaterThan(4);
    }
}
