package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.contribution.Linearity;
import dev.candor.lab.contribution.MeanContribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How loud neurons are where the dial is turned: on prompts of the benchmarks, with the untouched
/// model's first words behind them. Nothing is read before it is needed.
final class Loudness {
    /// Prompts of each benchmark: a mean over a few thousand tokens hardly moves any more.
    static final int PROMPTS = 8;

    /// A reply's beginning is enough of it.
    private static final int TOKENS = 32;

    private final LoadedModel loaded;
    private final List<int[]> prompts;
    private final List<String> stop;
    private final int width;
    private @Nullable List<int[]> sequences;

    /// @param prompts as tokens; those that leave no room for a reply are passed over
    /// @param stop texts that end every reply
    /// @param width replies that decode together
    Loudness(LoadedModel loaded, List<int[]> prompts, List<String> stop, int width) {
        this.loaded = loaded;
        this.prompts =
                prompts.stream()
                        .filter(prompt -> prompt.length < loaded.session().context())
                        .toList();
        this.stop = stop;
        this.width = width;
    }

    /// Whether any prompt leaves room for a reply.
    boolean canBeMeasured() {
        return !sequences().isEmpty();
    }

    /// Mean CETT of every neuron, shape [layers · ffn].
    ///
    /// @throws IllegalArgumentException if no prompt leaves room for a reply
    float[] means() {
        if (!canBeMeasured()) {
            throw new IllegalArgumentException(
                    "no prompt of the benchmarks leaves room for a reply in a context of %d tokens; leave matched out of --controls"
                            .formatted(loaded.session().context()));
        }
        return mean().of(sequences(), Gains.NONE);
    }

    /// What α does to the neurons' own contributions.
    Linearity linearity(NeuronSet neurons, List<Double> alphas) {
        if (!canBeMeasured()) {
            return new Linearity(List.of(), neurons.size());
        }
        List<Double> moved = alphas.stream().filter(alpha -> alpha != 1).toList();
        return Linearity.measure(mean(), neurons, moved, sequences());
    }

    private MeanContribution mean() {
        return new MeanContribution(loaded.session(), loaded.tokenizer());
    }

    private List<int[]> sequences() {
        List<int[]> known = sequences;
        if (known == null) {
            known = read();
            sequences = known;
        }
        return known;
    }

    private List<int[]> read() {
        List<int[]> read = new ArrayList<>();
        List<Asked> asked =
                prompts.stream()
                        .map(prompt ->
                                new Asked(prompt, GenerateOptions.greedy(TOKENS, stop), read))
                        .toList();
        try (PromptCache cache = new PromptCache(loaded.session(), new int[0])) {
            new ContinuousBatch(loaded.session(), loaded.tokenizer(), cache, width)
                    .run(asked.iterator());
        }
        return read;
    }

    /// @param read takes prompt and reply
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    private record Asked(int[] prompt, GenerateOptions options, List<int[]> read)
            implements ContinuousBatch.Job {
        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            if (done.isEmpty()) {
                return List.of(options);
            }
            int[] reply = done.getFirst().tokens();
            int[] whole = Arrays.copyOf(prompt, prompt.length + reply.length);
            System.arraycopy(reply, 0, whole, prompt.length, reply.length);
            read.add(whole);
            return List.of();
        }
    }
}
