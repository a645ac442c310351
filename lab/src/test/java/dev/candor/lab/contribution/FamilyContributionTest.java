package dev.candor.lab.contribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.testing.ReferenceGguf;
import dev.candor.engine.testing.ReferenceModel;
import dev.candor.engine.testing.TinyFamilies;
import dev.candor.engine.testing.TinyFamily;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.contribution.ContributionCapture.Answer;
import dev.candor.lab.testing.TinyRunner;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// CETT where more stands between a neuron and the residual than in Llama: a norm behind the
/// network (Gemma), a bias on its output (GPT-2), gate and up in one tensor (Phi-3). Taken by hand
/// from the double-precision pass and the file's own numbers: h is wDown · z and nothing else.
class FamilyContributionTest {
    private static final int PROMPT = 30;
    private static final int RESPONSE = 9;
    private static final TokenSpan SPAN = new TokenSpan(2, 6);

    private static int[] random(int count, long seed) {
        return new Random(seed).ints(count, 259, 320).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void contributionsAreTheMeansTakenByHand(TinyFamily family) {
        int[] prompt = random(PROMPT, 1);
        int[] response = random(RESPONSE, 2);
        int[] all = new int[PROMPT + RESPONSE];
        System.arraycopy(prompt, 0, all, 0, PROMPT);
        System.arraycopy(response, 0, all, PROMPT, RESPONSE);
        try (TinyRunner tiny = new TinyRunner(TinyFamilies.of(family));
                ContributionCapture capture =
                        new ContributionCapture(
                                tiny.session(),
                                tiny.tokenizer(),
                                new int[0],
                                OtherTokens.SEQUENCE)) {
            Contribution found =
                    capture.capture(List.of(new Answer(prompt, response, SPAN))).getFirst();
            GgufModel file = tiny.model().file();
            ReferenceModel.Trace trace = ReferenceGguf.read(file).run(all);
            int layers = tiny.session().config().layers();
            for (int layer = 0; layer < layers; layer++) {
                double[][] cett = cett(file, layer, trace.z()[layer]);
                requireMean(found.answerInput(), layer, cett, PROMPT + SPAN.from());
                requireMean(found.answerEmit(), layer, cett, PROMPT + SPAN.from() - 1);
            }
        }
    }

    /// Of every position and neuron of one layer.
    private static double[][] cett(GgufModel file, int layer, double[][] z) {
        MemorySegment down = file.tensor("blk." + layer + ".ffn_down.weight").data();
        int ffn = z[0].length;
        int width = (int) (down.byteSize() / 4 / ffn);
        double[][] cett = new double[z.length][ffn];
        for (int t = 0; t < z.length; t++) {
            double output = 0;
            for (int i = 0; i < width; i++) {
                double sum = 0;
                for (int j = 0; j < ffn; j++) {
                    sum += at(down, i * ffn + j) * z[t][j];
                }
                output += sum * sum;
            }
            for (int j = 0; j < ffn; j++) {
                double column = 0;
                for (int i = 0; i < width; i++) {
                    column += Math.pow(at(down, i * ffn + j), 2);
                }
                cett[t][j] = Math.abs(z[t][j]) * Math.sqrt(column) / (Math.sqrt(output) + 1e-8);
            }
        }
        return cett;
    }

    private static double at(MemorySegment values, int i) {
        return values.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i);
    }

    private static void requireMean(float[] found, int layer, double[][] cett, int first) {
        int ffn = cett[0].length;
        for (int j = 0; j < ffn; j++) {
            double mean = 0;
            for (int t = first; t < first + SPAN.length(); t++) {
                mean += cett[t][j] / SPAN.length();
            }
            double error = Math.abs(found[layer * ffn + j] - mean);
            assertThat(error)
                    .as("layer %d, neuron %d", layer, j)
                    .isLessThanOrEqualTo(2e-5 + 2e-5 * mean);
        }
    }
}
