package dev.candor.engine.forward;

import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A batch that is always open: jobs join and leave while the others go on, each with gains of its
/// own. For one thread at a time. A reply depends on its own job alone, to the bit.
///
/// Long prompts are read in pieces beside the tokens of the others, so that nobody's reply stands
/// still meanwhile. What prompts under equal gains have in common is read once, by the first.
public final class LiveBatch implements AutoCloseable {
    /// Rows of prompts in a step that also decodes: what they take, the others wait.
    private static final int ROWS_BESIDE = 64;

    private static final int ROWS_ALONE = 256;

    /// Tokens that are worth waiting for, if another job is reading them just now.
    private static final int WORTH_WAITING = 16;

    private final class Running {
        final LiveJob job;
        final int[] prompt;
        final Gains gains;
        final Continuation continuation;

        /// Prompt and reply so far, shape [count].
        int[] tokens;

        int count;
        @Nullable Sequence sequence;
        boolean promptKept;
        @Nullable Generation end;
        @Nullable RuntimeException problem;
        int drawn;

        Running(LiveJob job) {
            this.job = job;
            this.prompt = job.prompt();
            this.gains = job.gains();
            this.continuation = new Continuation(tokenizer, prompt, job.options());
            this.tokens = prompt.clone();
            this.count = prompt.length;
        }

        /// Tokens that have not been read.
        int left() {
            return count - (sequence == null ? 0 : sequence.length());
        }

        boolean isReadingPrompt() {
            return sequence != null && sequence.length() < prompt.length;
        }

        void push(int token) {
            if (count == tokens.length) {
                tokens = Arrays.copyOf(tokens, count + Math.max(64, count / 2));
            }
            tokens[count++] = token;
        }

        void close() {
            if (sequence != null) {
                sequence.close();
                sequence = null;
            }
        }
    }

    /// What a step reads of one job.
    private record Part(Running of, Sequence sequence, boolean wantsLogits) {}

    private final Session session;
    private final Tokenizer tokenizer;
    private final PrefixCache cache;
    private final List<Running> running = new ArrayList<>();

    /// @param cachedTokens how many tokens' keys and values are kept of prompts and replies that
    ///   are over
    public LiveBatch(Session session, Tokenizer tokenizer, int cachedTokens) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.cache = new PrefixCache(session, cachedTokens);
    }

    /// Jobs that are not over.
    public int size() {
        return running.size();
    }

    /// Lets a job join.
    ///
    /// @throws ContextExceededException if its prompt leaves no room for a reply
    public void add(LiveJob job) {
        int length = job.prompt().length;
        if (length >= session.context()) {
            throw new ContextExceededException(length + 1, session.context());
        }
        running.add(new Running(job));
    }

    /// Reads one piece of every job: the next token, or some of its prompt. What it throws its jobs
    /// were told too.
    public void step() {
        try {
            read();
        } catch (RuntimeException | Error problem) {
            failAll(problem);
            throw problem;
        }
    }

    private void read() {
        leave(each -> each.job.isCancelled());
        List<Part> parts = new ArrayList<>();
        Batch batch = batch(parts);
        if (batch.isEmpty()) {
            return;
        }
        Map<Sequence, Gains> gains = new HashMap<>();
        parts.forEach(part -> gains.put(part.sequence, part.of.gains));
        Logits logits;
        try {
            logits =
                    session.forward(
                            batch,
                            tap(parts),
                            sequence -> gains.getOrDefault(sequence, Gains.NONE));
        } catch (NonFiniteLogitsException broken) {
            restart(parts);
            fail(parts.get(broken.entry()).of, broken);
            return;
        }
        advance(parts, logits);
    }

    private void leave(Predicate<Running> which) {
        running.removeIf(each -> {
            boolean leaves = which.test(each);
            if (leaves) {
                each.close();
            }
            return leaves;
        });
    }

    /// Tokens to decode first, then as much of the prompts as there is room for, see [#shares].
    private Batch batch(List<Part> parts) {
        for (Running each : running) {
            if (each.sequence == null) {
                each.sequence = begin(each);
            }
        }
        Batch batch = new Batch();
        for (Running each : running) {
            if (each.sequence != null && each.left() == 1) {
                add(batch, parts, each, each.sequence, 1);
            }
        }
        shares(batch.isEmpty() ? ROWS_ALONE : ROWS_BESIDE)
                .forEach((each, rows) -> {
                    Sequence sequence = each.sequence;
                    if (sequence != null) {
                        add(batch, parts, each, sequence, rows);
                    }
                });
        return batch;
    }

    /// How many rows of its prompt each job reads: half of the room goes to who has least left, so
    /// that a question need not wait for somebody's book, the rest to who came first.
    private Map<Running, Integer> shares(int room) {
        List<Running> reading =
                running.stream().filter(each -> each.sequence != null && each.left() > 1).toList();
        List<Running> shortest =
                reading.stream().sorted(Comparator.comparingInt(Running::left)).toList();
        Map<Running, Integer> shares = new LinkedHashMap<>();
        int second = share(shortest, room / 2, shares);
        share(reading, room - room / 2 + second, shares);
        return shares;
    }

    /// @return what nobody needs
    private static int share(List<Running> order, int room, Map<Running, Integer> shares) {
        int free = room;
        for (Running each : order) {
            int rows = Math.min(each.left() - shares.getOrDefault(each, 0), free);
            if (rows > 0) {
                shares.merge(each, rows, Integer::sum);
                free -= rows;
            }
        }
        return free;
    }

    private static void add(
            Batch batch, List<Part> parts, Running each, Sequence sequence, int rows) {
        int from = sequence.length();
        boolean wantsLogits = from + rows == each.count && each.end == null;
        batch.add(
                sequence,
                Arrays.copyOfRange(each.tokens, from, from + rows),
                wantsLogits ? Batch.Want.LAST : Batch.Want.NONE);
        parts.add(new Part(each, sequence, wantsLogits));
    }

    /// A sequence that has read what the prompt has in common with what has been read; null while
    /// another job is reading more of it.
    private @Nullable Sequence begin(Running each) {
        int most = cache.shared(each.prompt, each.gains);
        int coming = most;
        Running from = null;
        for (Running other : running) {
            if (other.sequence != null && other.gains.equals(each.gains)) {
                int common = PrefixCache.common(other.prompt, each.prompt);
                int read = Math.min(common, other.sequence.length());
                coming = Math.max(coming, common);
                if (read > most) {
                    most = read;
                    from = other;
                }
            }
        }
        if (coming - most >= WORTH_WAITING) {
            return null;
        }
        return from == null || from.sequence == null
                ? cache.begin(each.prompt, each.gains)
                : session.fork(from.sequence, most);
    }

    private ForwardTap tap(List<Part> parts) {
        int ffn = session.config().ffn();
        int d = session.config().width();
        return new ForwardTap() {
            @Override
            public void activations(int layer, TapRows rows, float[] z) {
                each(rows, (job, row) -> job.activations(layer, rows.position(row), z, row * ffn));
            }

            @Override
            public void ffn(int layer, TapRows rows, float[] z, float[] h) {
                each(
                        rows,
                        (job, row) -> job.ffn(layer, rows.position(row), z, row * ffn, h, row * d));
            }

            private void each(TapRows rows, ObjIntConsumer<LiveJob> show) {
                for (int row = 0; row < rows.count(); row++) {
                    Running of = parts.get(rows.entry(row)).of;
                    try {
                        show.accept(of.job, row);
                    } catch (RuntimeException | StackOverflowError problem) {
                        of.problem = LiveJob.failure(problem);
                    }
                }
            }
        };
    }

    private void advance(List<Part> parts, Logits logits) {
        session.parallel(
                parts.size(),
                i -> {
                    Part part = parts.get(i);
                    if (part.wantsLogits) {
                        part.of.drawn =
                                part.of.continuation.sample(
                                        logits.values(), logits.from(i, 0), logits.vocabulary());
                    }
                });
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Running of = part.of;
            keepPrompt(of, part.sequence);
            if (of.problem != null) {
                fail(of, of.problem);
                continue;
            }
            try {
                if (of.end != null) {
                    if (of.left() == 0) {
                        end(of, part.sequence, of.end);
                    }
                } else if (part.wantsLogits) {
                    int from = logits.from(i, 0);
                    of.job.drawn(of.drawn, logits.values(), from, logits.vocabulary());
                    accept(of, part.sequence);
                }
            } catch (RuntimeException | StackOverflowError problem) {
                fail(of, LiveJob.failure(problem));
            }
        }
    }

    private void keepPrompt(Running of, Sequence sequence) {
        if (!of.promptKept && sequence.length() >= of.prompt.length) {
            of.promptKept = true;
            cache.keep(sequence, of.prompt, of.gains);
        }
    }

    private void accept(Running of, Sequence sequence) {
        int room = session.context() - sequence.length() - 1;
        Generation generation = of.continuation.accept(of.drawn, room);
        if (generation == null) {
            of.push(of.drawn);
            of.job.advanced(
                    of.continuation.decoded(),
                    of.continuation.certainText().length(),
                    sequence.length() - of.prompt.length);
            return;
        }
        int[] reply = generation.tokens();
        int whole = of.prompt.length + reply.length;
        if (of.job.readsLast() && sequence.length() < Math.min(whole, session.context())) {
            of.count = sequence.length();
            for (int i = sequence.length() - of.prompt.length; i < reply.length; i++) {
                of.push(reply[i]);
            }
            of.end = generation;
        } else {
            end(of, sequence, generation);
        }
    }

    private void end(Running of, Sequence sequence, Generation generation) {
        cache.keep(sequence, Arrays.copyOf(of.tokens, sequence.length()), of.gains);
        of.close();
        running.remove(of);
        of.job.ended(generation);
    }

    private void fail(Running of, RuntimeException problem) {
        of.close();
        if (running.remove(of)) {
            of.job.failed(problem);
        }
    }

    /// Has the jobs of a step that came to nothing read everything again.
    private void restart(List<Part> parts) {
        for (Part part : parts) {
            part.of.close();
        }
    }

    private void failAll(Throwable problem) {
        List<Running> all = List.copyOf(running);
        for (Running each : all) {
            fail(each, new IllegalStateException("the forward pass failed: " + problem, problem));
        }
        cache.close();
    }

    /// Drops all jobs, without a word to them.
    @Override
    public void close() {
        leave(each -> true);
        cache.close();
    }
}
