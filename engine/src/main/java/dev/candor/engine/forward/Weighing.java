package dev.candor.engine.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How likely some continuations of a prompt are. Of each all tokens but the last are read behind a
/// fork of the prompt; a single token is weighed by the prompt's own logits.
final class Weighing {
    private final List<int[]> options;
    private final List<@Nullable Sequence> forks = new ArrayList<>();
    private final int[] entries;
    private final double[] logProbabilities;

    /// @param prompt read, and left as it is
    /// @param logits behind its last token, shape [vocabulary]
    /// @param options tokens of each continuation, at least one
    Weighing(Session session, Sequence prompt, float[] logits, List<int[]> options) {
        this.options = options;
        this.entries = new int[options.size()];
        this.logProbabilities = new double[options.size()];
        session.parallel(
                entries.length,
                i ->
                        logProbabilities[i] =
                                Logits.logProbability(logits, 0, logits.length, options.get(i)[0]));
        for (int[] option : options) {
            forks.add(option.length == 1 ? null : session.fork(prompt, prompt.length()));
        }
    }

    /// Whether the model has to read anything.
    boolean isOpen() {
        return forks.stream().anyMatch(fork -> fork != null);
    }

    /// Puts what has to be read into a batch.
    ///
    /// @param told of each sequence
    void join(Batch batch, Consumer<Sequence> told) {
        for (int i = 0; i < entries.length; i++) {
            Sequence fork = forks.get(i);
            if (fork != null) {
                int[] option = options.get(i);
                int[] read = Arrays.copyOf(option, option.length - 1);
                entries[i] = batch.add(fork, read, Batch.Want.ALL);
                told.accept(fork);
            }
        }
    }

    /// Takes what that batch gave.
    void read(Logits logits) {
        for (int i = 0; i < entries.length; i++) {
            Sequence fork = forks.get(i);
            if (fork != null) {
                int[] option = options.get(i);
                for (int t = 1; t < option.length; t++) {
                    logProbabilities[i] +=
                            Logits.logProbability(
                                    logits.values(),
                                    logits.from(entries[i], t - 1),
                                    logits.vocabulary(),
                                    option[t]);
                }
                fork.close();
            }
        }
    }

    /// ln p of each continuation, in nats.
    double[] logProbabilities() {
        return logProbabilities.clone();
    }
}
