package dev.candor.bench;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// One prompt under the dial's seven α, side by side. Gains change what is read of the prompt too,
/// so each α reads it for itself.
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
record Alphas(Session session, List<Gains> gains, int[] prompt) {
    static Alphas of(Session session, NeuronSet neurons, int[] prompt) {
        List<Gains> gains =
                Stream.of(0f, 0.5f, 1f, 1.5f, 2f, 2.5f, 3f)
                        .map(alpha -> Gains.of(neurons, alpha))
                        .toList();
        return new Alphas(session, gains, prompt);
    }

    /// The first alone, or all.
    Read read(int count) {
        Map<Sequence, Gains> own = new HashMap<>();
        List<Sequence> sequences = new ArrayList<>();
        Batch batch = new Batch();
        for (Gains each : gains.subList(0, count)) {
            Sequence sequence = session.sequence();
            own.put(sequence, each);
            sequences.add(sequence);
            batch.add(sequence, prompt, Batch.Want.LAST);
        }
        long start = System.nanoTime();
        Logits logits = session.forward(batch, ForwardTap.NONE, gainsOf(own));
        double seconds = (System.nanoTime() - start) / 1e9;
        Answer.Sum first = new Answer.Sum();
        first.add(logits.values(), logits.from(0, 0), logits.vocabulary());
        Answer.Sum all = new Answer.Sum();
        for (int s = 0; s < count; s++) {
            all.add(logits.values(), logits.from(s, 0), logits.vocabulary());
        }
        Answer answer = new Answer(seconds, all.text(), first.text());
        return new Read(sequences, Greedy.likeliest(logits, count), answer);
    }

    /// Sequences that have read the prompt.
    ///
    /// @param next the likeliest token of each
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    record Read(List<Sequence> sequences, int[] next, Answer answer) implements AutoCloseable {
        @Override
        public void close() {
            sequences.forEach(Sequence::close);
        }
    }

    /// Decodes copies of the first `count` sequences.
    Answer decode(Read read, int count, int steps) {
        Map<Sequence, Gains> own = new HashMap<>();
        List<Sequence> copies = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            Sequence copy = session.fork(read.sequences().get(s), prompt.length);
            own.put(copy, gains.get(s));
            copies.add(copy);
        }
        try {
            return new Greedy(session, ForwardTap.NONE, gainsOf(own))
                    .decode(copies, Arrays.copyOf(read.next(), count), steps, steps, () -> {});
        } finally {
            copies.forEach(Sequence::close);
        }
    }

    private static Batch.SequenceGains gainsOf(Map<Sequence, Gains> own) {
        return sequence -> Objects.requireNonNull(own.get(sequence));
    }
}
