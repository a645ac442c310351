package dev.candor.lab.contribution;

import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.layers;
import static dev.candor.engine.testing.TinyModels.untied;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.gguf.GgufTensor;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.TapRows;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.contribution.ContributionCapture.Answer;
import dev.candor.lab.testing.TinyRunner;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The means of a capture against the same means taken by hand: one answer a forward call, nothing
/// shared, every CETT of every token kept in double.
class ContributionCaptureTest {
    private static final int BOS = 1;
    private static final int EOS = 2;

    private final TinyRunner tiny =
            new TinyRunner(layers(3), vocabulary(400), context(300), untied());
    private final int layers = tiny.session().config().layers();
    private final int ffn = tiny.session().config().ffn();
    private final int width = tiny.session().config().width();

    @AfterEach
    void close() {
        tiny.close();
    }

    private static int[] random(int count, long seed) {
        return new Random(seed).ints(count, 259, 400).toArray();
    }

    private static int[] join(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(IntStream::of).toArray();
    }

    /// Prompts as a chat template writes them: BOS, a common beginning, a question, EOS, an end.
    private static List<Answer> answers() {
        int[] common = join(new int[] {BOS}, random(20, 1), new int[] {EOS}, random(13, 2));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            int[] prompt = join(common, random(3 + 17 * i, 10 + i), new int[] {EOS}, random(4, 3));
            int[] response = random(2 + i, 50 + i);
            response[i + 1] = i % 4 == 2 ? EOS : response[i + 1];
            TokenSpan span =
                    i % 3 == 0 ? new TokenSpan(0, 1 + i / 2) : new TokenSpan(1, 1 + (i + 1) / 2);
            answers.add(new Answer(prompt, response, span));
        }
        answers.add(new Answer(join(common, random(5, 30)), random(3, 31), new TokenSpan(0, 3)));
        return answers;
    }

    private int[] commonPrefix(List<Answer> answers) {
        return PromptCache.commonPrefix(answers.stream().map(Answer::prompt).toList());
    }

    private List<Contribution> capture(int[] prefix, OtherTokens other, List<Answer> answers) {
        try (ContributionCapture capture =
                new ContributionCapture(tiny.session(), tiny.tokenizer(), prefix, other)) {
            return capture.capture(answers);
        }
    }

    /// CETT of every neuron at every position of one sequence, and its logits.
    private final class ByHand implements ForwardTap {
        final int[] tokens;
        final int begin;
        final TokenSpan span;
        final OtherTokens other;
        final double[][] cett;
        final float[][] residual;
        final double[][] sparse;
        final float[] logits;

        ByHand(Answer answer, OtherTokens other) {
            this.tokens = join(answer.prompt(), answer.response());
            this.begin = answer.prompt().length;
            this.span = answer.span();
            this.other = other;
            this.cett = new double[tokens.length][layers * ffn];
            this.residual = new float[tokens.length][layers * width];
            this.sparse = new double[tokens.length][Sparsity.NAMES.size()];
            Batch batch = new Batch();
            try (Sequence sequence = tiny.session().sequence()) {
                batch.add(sequence, tokens, Batch.Want.ALL);
                Logits all = tiny.session().forward(batch, this, Batch.SequenceGains.NONE);
                this.logits = Arrays.copyOf(all.values(), tokens.length * all.vocabulary());
            }
        }

        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            GgufTensor down = tiny.model().file().tensor("blk." + layer + ".ffn_down.weight");
            for (int row = 0; row < rows.count(); row++) {
                double[] measures = Sparsity.of(z, row * ffn, ffn);
                for (int k = 0; k < measures.length; k++) {
                    sparse[rows.position(row)][k] += measures[k] / layers;
                }
                double output = 0;
                for (int i = 0; i < width; i++) {
                    output += Math.pow(h[row * width + i], 2);
                }
                for (int j = 0; j < ffn; j++) {
                    double column = 0;
                    for (int i = 0; i < width; i++) {
                        long at = 4L * (i * ffn + j);
                        column +=
                                Math.pow(down.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, at), 2);
                    }
                    cett[rows.position(row)][layer * ffn + j] =
                            Math.abs(z[row * ffn + j])
                                    * Math.sqrt(column)
                                    / (Math.sqrt(output) + 1e-8);
                }
            }
        }

        @Override
        public void residual(int layer, TapRows rows, float[] values) {
            for (int row = 0; row < rows.count(); row++) {
                System.arraycopy(
                        values, row * width, residual[rows.position(row)], layer * width, width);
            }
        }

        /// Positions that speak for the answer's tokens.
        int[] speaking(Position position) {
            return IntStream.range(0, tokens.length)
                    .filter(this::isAnswer)
                    .map(position::rowOf)
                    .filter(row -> row >= 0)
                    .toArray();
        }

        double entropy(int t) {
            int vocabulary = logits.length / tokens.length;
            double mass = 0;
            for (int id = 0; id < vocabulary; id++) {
                mass += Math.exp(logits[t * vocabulary + id]);
            }
            double entropy = 0;
            for (int id = 0; id < vocabulary; id++) {
                double p = Math.exp(logits[t * vocabulary + id]) / mass;
                entropy -= p * Math.log(p);
            }
            return entropy;
        }

        double logProbability(int t) {
            int vocabulary = logits.length / tokens.length;
            double mass = 0;
            for (int id = 0; id < vocabulary; id++) {
                mass += Math.exp(logits[(t - 1) * vocabulary + id]);
            }
            return logits[(t - 1) * vocabulary + tokens[t]] - Math.log(mass);
        }

        boolean isAnswer(int t) {
            return t >= begin + span.from() && t < begin + span.to();
        }

        boolean isOther(int t) {
            boolean counts = other == OtherTokens.SEQUENCE || t >= begin;
            return counts && !isAnswer(t) && tokens[t] != BOS && tokens[t] != EOS;
        }

        /// @param offset 0 for the position that reads a token, −1 for the one that emits it
        void requireMean(float[] found, IntPredicate counts, int offset) {
            int[] chosen =
                    IntStream.range(0, tokens.length)
                            .filter(t -> counts.test(t) && (offset == 0 || t >= 2))
                            .toArray();
            if (chosen.length == 0) {
                assertThat(found).isEmpty();
                return;
            }
            assertThat(found).hasSize(layers * ffn);
            for (int column = 0; column < found.length; column++) {
                double mean = 0;
                for (int t : chosen) {
                    mean += cett[t + offset][column] / chosen.length;
                }
                double error = Math.abs(found[column] - mean);
                assertThat(error).as("column %d", column).isLessThanOrEqualTo(1e-6 + 1e-5 * mean);
            }
        }

        double meanLogProbability() {
            return IntStream.range(begin + span.from(), begin + span.to())
                    .mapToDouble(this::logProbability)
                    .average()
                    .orElseThrow();
        }
    }

    private void requireByHand(Answer answer, OtherTokens other, Contribution found) {
        ByHand expected = new ByHand(answer, other);
        expected.requireMean(found.answerInput(), expected::isAnswer, 0);
        expected.requireMean(found.otherInput(), expected::isOther, 0);
        expected.requireMean(found.answerEmit(), expected::isAnswer, -1);
        expected.requireMean(found.otherEmit(), expected::isOther, -1);
        assertThat(found.answerTokens()).isEqualTo(answer.span().length());
        assertThat(Math.abs(found.meanLogProbability() - expected.meanLogProbability()))
                .isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void contributionsAreTheMeansTakenByHand(OtherTokens other) {
        List<Answer> answers = answers();
        List<Contribution> captured = capture(commonPrefix(answers), other, answers);
        assertThat(captured).hasSameSizeAs(answers);
        for (int i = 0; i < answers.size(); i++) {
            requireByHand(answers.get(i), other, captured.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void signalsAndResidualStreamAreTheMeansTakenByHand(Position position) {
        List<Answer> answers = answers();
        List<ContributionCapture.Captured> captured;
        List<Contribution> alone = capture(commonPrefix(answers), OtherTokens.SEQUENCE, answers);
        try (ContributionCapture capture =
                new ContributionCapture(
                        tiny.session(),
                        tiny.tokenizer(),
                        commonPrefix(answers),
                        OtherTokens.SEQUENCE)) {
            captured = capture.captureAll(answers, position);
        }
        for (int i = 0; i < answers.size(); i++) {
            ByHand expected = new ByHand(answers.get(i), OtherTokens.SEQUENCE);
            ContributionCapture.Captured found = captured.get(i);
            assertThat(found.contribution().answerInput()).isEqualTo(alone.get(i).answerInput());
            assertThat(found.contribution().otherEmit()).isEqualTo(alone.get(i).otherEmit());
            int[] speaking = expected.speaking(position);
            for (int column = 0; column < layers * width; column++) {
                double mean = 0;
                for (int t : speaking) {
                    mean += (double) expected.residual[t][column] / speaking.length;
                }
                assertThat((double) found.residual()[column])
                        .isCloseTo(mean, within(1e-5 + 1e-4 * Math.abs(mean)));
            }
            for (int k = 0; k < Sparsity.NAMES.size(); k++) {
                double z = 0;
                double hidden = 0;
                for (int t : speaking) {
                    z += expected.sparse[t][k] / speaking.length;
                    hidden +=
                            Sparsity.of(expected.residual[t], (layers - 1) * width, width)[k]
                                    / speaking.length;
                }
                assertThat(found.signals().z()[k]).isCloseTo(z, within(1e-3));
                assertThat(found.signals().hidden()[k]).isCloseTo(hidden, within(1e-3));
            }
            int from = expected.begin + expected.span.from();
            int to = expected.begin + expected.span.to();
            assertThat(found.signals().minLogProbability())
                    .isCloseTo(
                            IntStream.range(from, to)
                                    .mapToDouble(expected::logProbability)
                                    .min()
                                    .orElseThrow(),
                            within(1e-5));
            // The choice of a token is made at the position before it.
            assertThat(found.signals().meanEntropy())
                    .isCloseTo(
                            IntStream.range(from, to)
                                    .mapToDouble(t -> expected.entropy(t - 1))
                                    .average()
                                    .orElseThrow(),
                            within(1e-5));
            assertThat(found.signals().meanLogProbability())
                    .isEqualTo(found.contribution().meanLogProbability());
        }
    }

    @Test
    void repliesThatAreTheirAnswerHaveNoOtherTokensOfTheirOwn() {
        List<Answer> answers = answers();
        Contribution last = capture(new int[0], OtherTokens.RESPONSE, answers).getLast();
        assertThat(last.otherInput()).isEmpty();
        assertThat(last.otherEmit()).isEmpty();
        assertThat(last.answerInput()).hasSize(layers * ffn);
    }

    /// What of the prompts is read once for all, and which answers share a batch, changes no bit.
    @ParameterizedTest
    @EnumSource
    void sharingThePrefixAndTheBatchChangesNoBit(OtherTokens other) {
        List<Answer> answers = answers();
        int[] prefix = commonPrefix(answers);
        assertThat(prefix).hasSize(35);
        List<Contribution> shared = capture(prefix, other, answers);
        List<Contribution> partly = capture(Arrays.copyOf(prefix, 9), other, answers);
        for (int i = 0; i < answers.size(); i++) {
            Contribution alone = capture(new int[0], other, List.of(answers.get(i))).getFirst();
            assertThat(shared.get(i))
                    .as("answer %d", i)
                    .usingRecursiveComparison()
                    .isEqualTo(alone);
            assertThat(partly.get(i)).usingRecursiveComparison().isEqualTo(alone);
        }
    }

    /// Its last token decides what the position before it emits, here a word or EOS.
    @Test
    void aPromptThatLeavesThePrefixAtItsLastTokenIsCountedByItsOwnTokens() {
        int[] prefix = join(new int[] {BOS}, random(9, 60));
        int[] leaves = join(Arrays.copyOf(prefix, 9), new int[] {EOS}, random(4, 61));
        List<Answer> answers =
                List.of(
                        new Answer(leaves, random(4, 62), new TokenSpan(0, 2)),
                        new Answer(Arrays.copyOf(prefix, 5), random(9, 63), new TokenSpan(1, 3)),
                        new Answer(random(12, 64), random(3, 65), new TokenSpan(0, 2)));
        List<Contribution> captured = capture(prefix, OtherTokens.SEQUENCE, answers);
        for (int i = 0; i < answers.size(); i++) {
            requireByHand(answers.get(i), OtherTokens.SEQUENCE, captured.get(i));
        }
    }
}
