package dev.candor.bench;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.kernel.KernelProvider;
import dev.candor.engine.kernel.Kernels;
import dev.candor.engine.kernel.Workers;
import dev.candor.engine.model.Model;
import dev.candor.engine.neuron.ForwardTap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Our side: a [Session] and nothing above it. Greedy decoding, prompts of ids drawn from a fixed
/// seed, as the peer's are drawn from its own.
final class Engine implements AutoCloseable {
    private final Model model;
    private final Kernels kernels;
    private final Workers workers;
    private final Session session;

    /// @param warn told what makes it slower than it could be
    Engine(Path file, int threads, Consumer<String> warn) {
        model = Model.open(file);
        kernels = KernelProvider.best(warn);
        workers = new Workers(threads);
        session = new Session(model, kernels, workers);
    }

    Model model() {
        return model;
    }

    Session session() {
        return session;
    }

    Workers workers() {
        return workers;
    }

    String kernels() {
        return kernels.describe();
    }

    /// @param common steps that [Answer#first] covers, at most the workload's
    Answer run(Workload workload, int common) {
        List<Sequence> sequences = new ArrayList<>();
        try {
            Batch prompts = new Batch();
            for (int s = 0; s < workload.sequences(); s++) {
                sequences.add(session.sequence());
                prompts.add(sequences.get(s), prompt(s, workload.prompt()), Batch.Want.LAST);
            }
            long start = System.nanoTime();
            Logits logits = session.forward(prompts, ForwardTap.NONE, Batch.SequenceGains.NONE);
            if (workload.isPrefill()) {
                double seconds = (System.nanoTime() - start) / 1e9;
                Answer.Sum sum = new Answer.Sum();
                sum.add(Greedy.likeliest(logits, 1)[0]);
                sum.add(logits.values(), logits.from(0, 0), logits.vocabulary());
                return new Answer(seconds, sum.text(), sum.text());
            }
            int[] first = Greedy.likeliest(logits, sequences.size());
            return new Greedy(session, ForwardTap.NONE, Batch.SequenceGains.NONE)
                    .decode(sequences, first, workload.decoded(), common, () -> {});
        } finally {
            sequences.forEach(Sequence::close);
        }
    }

    /// Ids from a seed of the sequence's own.
    int[] prompt(int sequence, int tokens) {
        SplittableRandom random = new SplittableRandom(sequence);
        return random.ints(tokens, 0, session.config().vocabulary()).toArray();
    }

    @Override
    public void close() {
        workers.close();
        model.close();
    }
}
