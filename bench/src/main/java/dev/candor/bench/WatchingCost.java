package dev.candor.bench;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.Watch;
import dev.candor.lab.probe.Probe;
import java.util.List;
import java.util.Objects;

/// A short decode with the risk of every token, as `ask` shows it, and without.
final class WatchingCost implements Cost {
    private static final int PAIRS = 32;

    private final Session session;
    private final Probe probe;
    private final Watch watch;
    private final ForwardTap tap;
    private final int promptLength;
    private final Sequence read;
    private final int[] first;
    private final int steps;

    /// @param prompt that the decode starts behind
    /// @param steps tokens decoded in each half of a pair
    WatchingCost(Session session, Probe probe, int[] prompt, int steps) {
        this.session = session;
        this.probe = probe;
        this.steps = steps;
        watch = new Monitor(probe, session).watch(prompt.length);
        tap = watch.tap();
        promptLength = prompt.length;
        read = session.sequence();
        Batch batch = new Batch();
        batch.add(read, prompt, Batch.Want.LAST);
        Logits logits = session.forward(batch, tap, Batch.SequenceGains.NONE);
        first = Greedy.likeliest(logits, 1);
    }

    @Override
    public About about() {
        String name = "watching %,d neurons, decode, a token".formatted(probe.weights().size());
        return new About(name, steps, true, 1.01, PAIRS);
    }

    @Override
    public Answer with() {
        try (Sequence own = session.fork(read, read.length())) {
            Runnable risk =
                    () -> Objects.requireNonNull(watch.score(own.length() - 1 - promptLength));
            return decode(own, tap, risk);
        }
    }

    @Override
    public Answer without() {
        try (Sequence own = session.fork(read, read.length())) {
            return decode(own, ForwardTap.NONE, () -> {});
        }
    }

    private Answer decode(Sequence sequence, ForwardTap seen, Runnable after) {
        return new Greedy(session, seen, Batch.SequenceGains.NONE)
                .decode(List.of(sequence), first, steps, steps, after);
    }

    @Override
    public void close() {
        read.close();
    }
}
