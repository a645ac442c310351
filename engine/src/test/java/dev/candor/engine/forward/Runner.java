package dev.candor.engine.forward;

import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.VectorKernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.testing.TinyModels;
import java.util.Arrays;
import java.util.Random;

/// A tiny model with a session of its own, and the forward calls that tests make most.
final class Runner implements AutoCloseable {
    private final Workers workers = new Workers(2);
    private final Model model;
    final Session session;

    private Runner(Model model, Kernels kernels) {
        this.model = model;
        this.session = new Session(model, kernels, workers);
    }

    static Runner of(TinyModels.Option... options) {
        return of(TinyModels.llama(options));
    }

    static Runner of(Model model) {
        return new Runner(model, new VectorKernels());
    }

    Model model() {
        return model;
    }

    /// Logits behind every token, read at once by a fresh sequence: [tokens][vocabulary].
    float[][] all(Gains gains, int... tokens) {
        try (Sequence sequence = session.sequence()) {
            return read(sequence, gains, tokens);
        }
    }

    float[][] all(int... tokens) {
        return all(Gains.NONE, tokens);
    }

    /// Logits behind every token that `sequence` reads on: [tokens][vocabulary].
    float[][] read(Sequence sequence, Gains gains, int... tokens) {
        Batch batch = new Batch();
        batch.add(sequence, tokens, Batch.Want.ALL);
        return rows(session.forward(batch, ForwardTap.NONE, s -> gains), 0, tokens.length);
    }

    float[][] read(Sequence sequence, int... tokens) {
        return read(sequence, Gains.NONE, tokens);
    }

    static float[][] rows(Logits logits, int entry, int count) {
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            int from = logits.from(entry, i);
            rows[i] = Arrays.copyOfRange(logits.values(), from, from + logits.vocabulary());
        }
        return rows;
    }

    /// Token ids below 259, the least vocabulary a tiny model has.
    static int[] tokens(int count, long seed) {
        return new Random(seed).ints(count, 0, 259).toArray();
    }

    @Override
    public void close() {
        workers.close();
        model.close();
    }
}
