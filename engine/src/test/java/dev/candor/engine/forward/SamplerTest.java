package dev.candor.engine.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    /// ln of 0.05, 0.5, 0.15 and 0.3.
    private static final float[] LOGITS = logits(0.05, 0.5, 0.15, 0.3);

    private static float[] logits(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        return logits;
    }

    private static Sampler sampler(double temperature, int topK, double topP, long seed) {
        return new Sampler(
                new GenerateOptions(1, (float) temperature, topK, (float) topP, List.of(), seed));
    }

    private static int[] draws(Sampler sampler, float[] logits, int count) {
        return IntStream.range(0, count).map(i -> sampler.next(logits, 0, logits.length)).toArray();
    }

    private static TreeSet<Integer> seen(Sampler sampler, float[] logits, int count) {
        TreeSet<Integer> seen = new TreeSet<>();
        for (int token : draws(sampler, logits, count)) {
            seen.add(token);
        }
        return seen;
    }

    @Test
    void temperatureZeroTakesTheLikeliestAndOfEqualsTheLowestId() {
        Sampler sampler = sampler(0, 0, 1, 1);
        assertThat(sampler.next(new float[] {1, 3, 2}, 0, 3)).isEqualTo(1);
        assertThat(sampler.next(new float[] {1, 3, 3, 3}, 0, 4)).isEqualTo(1);
        assertThat(sampler.next(new float[] {-5, -5}, 0, 2)).isZero();
        assertThat(sampler.next(new float[] {-2, -3, -1}, 0, 3)).isEqualTo(2);
    }

    @Test
    void logitsAreReadFromTheirOffsetOnly() {
        float[] rows = {9, 0, 0, 0, 1, 0, 0, 9};
        assertThat(sampler(0, 0, 1, 1).next(rows, 3, 3)).isEqualTo(1);
        assertThat(sampler(1, 1, 1, 1).next(rows, 3, 3)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 50, 64})
    void topKKeepsTheKLikeliestAndOfEqualsTheLowestIds(int k) {
        Random random = new Random(k);
        float[] logits = new float[64];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextInt(12) - 6; // many ties, both signs
        }
        List<Integer> likeliest =
                IntStream.range(0, logits.length)
                        .boxed()
                        .sorted(Comparator.comparing((Integer i) -> -logits[i]))
                        .limit(k)
                        .toList();
        // So hot that all that are kept are about as likely: each is seen in 5,000 draws.
        assertThat(seen(sampler(1e6, k, 1, 3), logits, 5000)).isEqualTo(new TreeSet<>(likeliest));
    }

    @Test
    void topKZeroAndTopKAboveTheVocabularyKeepAll() {
        assertThat(seen(sampler(1, 0, 1, 4), LOGITS, 2000)).containsExactly(0, 1, 2, 3);
        assertThat(seen(sampler(1, 99, 1, 4), LOGITS, 2000)).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.49, 1", "0.51, 2", "0.79, 2", "0.81, 3", "0.94, 3", "0.96, 4", "1, 4"})
    void topPKeepsTheFewestTokensThatReachIt(double p, int kept) {
        List<Integer> order = List.of(1, 3, 2, 0);
        assertThat(seen(sampler(1, 0, p, 5), LOGITS, 2000))
                .isEqualTo(new TreeSet<>(order.subList(0, kept)));
    }

    /// Of the two likeliest, 0.5 and 0.3, the first has 0.625.
    @Test
    void topPCountsTheProbabilityThatTopKLeft() {
        assertThat(seen(sampler(1, 2, 0.6, 6), LOGITS, 2000)).containsExactly(1);
        assertThat(seen(sampler(1, 2, 0.65, 6), LOGITS, 2000)).containsExactly(1, 3);
        assertThat(seen(sampler(1, 0, 0.6, 6), LOGITS, 2000)).containsExactly(1, 3);
    }

    /// At temperature 2 probabilities are their square roots over their sum.
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "2, 0, 1", "0.5, 0, 1", "1, 3, 1", "1, 0, 0.7", "1.5, 3, 0.7"})
    void tokensComeAsOftenAsTheirProbabilitySays(double temperature, int k, double p) {
        double[] given = {0.05, 0.5, 0.15, 0.3};
        double[] expected =
                Arrays.stream(given).map(each -> Math.pow(each, 1 / temperature)).toArray();
        int[] order = {1, 3, 2, 0};
        int kept = k == 0 ? 4 : k;
        for (int i = kept; i < 4; i++) {
            expected[order[i]] = 0;
        }
        double sum = Arrays.stream(expected).sum();
        double reached = 0;
        for (int token : order) {
            boolean inside = reached < p * sum;
            reached += expected[token];
            expected[token] = inside ? expected[token] : 0;
        }
        double mass = Arrays.stream(expected).sum();

        int n = 40_000;
        int[] counts = new int[4];
        for (int token : draws(sampler(temperature, k, p, 11), LOGITS, n)) {
            counts[token]++;
        }
        for (int token = 0; token < 4; token++) {
            double share = expected[token] / mass;
            double deviation = Math.sqrt(n * share * (1 - share));
            assertThat((double) counts[token])
                    .as("token %d", token)
                    .isBetween(n * share - 4.5 * deviation, n * share + 4.5 * deviation);
        }
    }

    @Test
    void aSeedFixesTheTokensAndAnotherSeedGivesOthers() {
        int[] first = draws(sampler(1, 0, 1, 7), LOGITS, 100);
        assertThat(draws(sampler(1, 0, 1, 7), LOGITS, 100)).isEqualTo(first);
        assertThat(draws(sampler(1, 0, 1, 8), LOGITS, 100)).isNotEqualTo(first);
    }

    @Test
    void theColdestTemperatureIsTheLikeliestToken() {
        assertThat(seen(sampler(1e-30, 0, 1, 9), LOGITS, 100)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.7, 1, 2})
    void leavingOutWhatHasNoWeightChangesNoDraw(double temperature) {
        Random random = new Random(5);
        float[] logits = new float[4_096];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (20 * random.nextGaussian());
        }
        for (double topP : new double[] {0.9, 1}) {
            int[] drawn = draws(sampler(temperature, 0, topP, 11), logits, 300);
            SplittableRandom same = new SplittableRandom(11);
            assertThat(drawn)
                    .isEqualTo(
                            IntStream.range(0, 300)
                                    .map(i ->
                                            drawOfAll(
                                                    logits,
                                                    (float) temperature,
                                                    (float) topP,
                                                    same.nextDouble()))
                                    .toArray());
        }
    }

    /// The draw with every token of the vocabulary sorted and summed.
    private static int drawOfAll(float[] logits, float temperature, float topP, double at) {
        int[] tokens =
                IntStream.range(0, logits.length)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingDouble(i -> -logits[i])
                                        .thenComparingInt(i -> i))
                        .mapToInt(i -> i)
                        .toArray();
        double[] weights = new double[tokens.length];
        double max = logits[tokens[0]];
        double sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            weights[i] = StrictMath.exp((logits[tokens[i]] - max) / temperature);
            sum += weights[i];
        }
        int kept = 0;
        double mass = 0;
        while (mass < topP * sum) {
            mass += weights[kept++];
        }
        double draw = at * mass;
        for (int i = 0; i < kept; i++) {
            draw -= weights[i];
            if (draw < 0) {
                return tokens[i];
            }
        }
        return tokens[kept - 1];
    }
}
