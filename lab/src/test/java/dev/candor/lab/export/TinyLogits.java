package dev.candor.lab.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// Logits of tiny models behind the same tokens.
final class TinyLogits {
    private static final int[] TOKENS = new Random(5).ints(30, 0, 259).toArray();

    private TinyLogits() {}

    /// The model under a dial computes what the other does by itself, and something else than
    /// without the dial.
    ///
    /// @param tolerance of a logit, as a share of 1 + |logit|
    static void assertAlike(
            Model model, SortedMap<NeuronId, Double> alphas, Model other, float tolerance) {
        Map<NeuronId, Float> factors = new TreeMap<>();
        alphas.forEach((neuron, alpha) -> factors.put(neuron, alpha.floatValue()));
        float[] expected = of(model, Gains.of(factors));
        float[] found = of(other, Gains.NONE);
        float[] plain = of(model, Gains.NONE);
        double apart = 0;
        double effect = 0;
        for (int i = 0; i < expected.length; i++) {
            double scale = 1 + Math.abs(expected[i]);
            apart = Math.max(apart, Math.abs(found[i] - expected[i]) / scale);
            effect = Math.max(effect, Math.abs(plain[i] - expected[i]) / scale);
        }
        assertThat(apart).isLessThan(tolerance);
        assertThat(effect).isGreaterThan(2 * apart).isGreaterThan(1e-3);
    }

    private static float[] of(Model model, Gains gains) {
        try (Workers workers = new Workers(1)) {
            Session session = new Session(model, new VectorKernels(), workers);
            try (Sequence sequence = session.sequence()) {
                Batch batch = new Batch();
                batch.add(sequence, TOKENS, Batch.Want.ALL);
                Logits logits = session.forward(batch, ForwardTap.NONE, _ -> gains);
                int from = logits.from(0, 0);
                return Arrays.copyOfRange(
                        logits.values(), from, from + TOKENS.length * logits.vocabulary());
            }
        }
    }
}
