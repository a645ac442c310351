package dev.candor.engine.forward;

import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Generates for many prompts at once: continuations join and leave one running batch, and those of
/// one prompt fork its computed sequence.
public final class ContinuousBatch {
    /// Prompt rows that may join a step of decoding.
    private static final int PROMPT_ROWS = 256;

    /// A sequence to go on from, and who reads what it has read.
    ///
    /// @param sequence open; whoever holds this closes it
    /// @param tokens that it has read, or the first of them
    @SuppressWarnings("ArrayRecordComponent") // handed through; never compared
    public record Begun(Sequence sequence, int[] tokens) implements AutoCloseable {
        /// A sequence that has read as much of a prompt as this one, at most all but its last
        /// token.
        Sequence of(Session session, int[] prompt) {
            int limit = Math.min(Math.min(tokens.length, sequence.length()), prompt.length - 1);
            int same = Arrays.mismatch(tokens, 0, limit, prompt, 0, limit);
            return session.fork(sequence, same < 0 ? limit : same);
        }

        @Override
        public void close() {
            sequence.close();
        }
    }

    /// One prompt and the continuations wanted of it.
    public interface Job {
        /// At least one token.
        int[] prompt();

        /// What has read some beginning of the prompt already under the same gains, such as the
        /// turns before; it is closed once the job begins.
        default @Nullable Begun begun() {
            return null;
        }

        /// Offered what a continuation leaves behind, before [#finished].
        ///
        /// @return whether the job keeps it, and closes it
        default boolean keeps(Begun end) {
            return false;
        }

        default Gains gains() {
            return Gains.NONE;
        }

        /// Replies whose probability is wanted, as tokens, at least one each.
        default List<int[]> alternatives() {
            return List.of();
        }

        /// Told what the alternatives weigh, once and before [#next] is first asked; not told if
        /// there are none.
        ///
        /// @param logProbabilities ln p of each option's tokens after the prompt, in nats
        default void weighed(double[] logProbabilities) {}

        /// What to generate next: called at the beginning with an empty list and then whenever all
        /// that was asked for is done.
        ///
        /// @param done all continuations so far, in the order asked for
        /// @return options of further continuations; empty ends the job
        List<GenerateOptions> next(List<Generation> done);

        /// Told of each continuation as soon as it ends, before [#next] is asked.
        ///
        /// @param number of the continuation, in the order asked for
        default void finished(int number, Generation generation) {}
    }

    private final class Running {
        final Job job;
        final Sequence prompt;
        float[] logits = new float[0];
        final List<@Nullable Generation> done = new ArrayList<>();
        int open;

        Running(Job job, Sequence prompt) {
            this.job = job;
            this.prompt = prompt;
        }

        /// Asks the job for more; closes it when there is none.
        void ask() {
            List<Generation> finished = new ArrayList<>();
            for (Generation generation : done) {
                if (generation != null) {
                    finished.add(generation);
                }
            }
            List<GenerateOptions> wanted = job.next(finished);
            if (!wanted.isEmpty() && prompt.length() == session.context()) {
                // A reply beyond the context could not be read back.
                throw new ContextExceededException(prompt.length(), session.context());
            }
            for (GenerateOptions options : wanted) {
                waiting.add(new Sample(this, done.size(), options));
                done.add(null);
            }
            open = wanted.size();
            if (wanted.isEmpty()) {
                prompt.close();
            }
        }
    }

    /// A job whose options are being weighed.
    private record Weighed(Running of, Weighing options) {
        void tell() {
            of.job.weighed(options.logProbabilities());
            of.ask();
        }
    }

    private final class Sample {
        final Running of;
        final int number;
        final Continuation continuation;
        final Sequence sequence;
        int token;

        Sample(Running of, int number, GenerateOptions options) {
            this.of = of;
            this.number = number;
            this.continuation = new Continuation(tokenizer, of.job.prompt(), options);
            this.sequence = session.fork(of.prompt, of.prompt.length());
        }

        /// Whether it goes on after the drawn token.
        boolean accept() {
            int room = session.config().context() - sequence.length() - 1;
            Generation generation = continuation.accept(token, room);
            if (generation == null) {
                return true;
            }
            if (!of.job.keeps(end(generation))) {
                sequence.close();
            }
            of.done.set(number, generation);
            of.job.finished(number, generation);
            if (--of.open == 0) {
                of.ask();
            }
            return false;
        }

        private Begun end(Generation generation) {
            int[] prompt = of.job.prompt();
            int[] reply = generation.tokens();
            int[] read = Arrays.copyOf(prompt, prompt.length + reply.length);
            System.arraycopy(reply, 0, read, prompt.length, reply.length);
            return new Begun(sequence, read);
        }
    }

    private final Session session;
    private final Tokenizer tokenizer;
    private final PromptCache cache;
    private final int width;
    private final ArrayDeque<Sample> waiting = new ArrayDeque<>();
    private final Map<Sequence, Gains> gains = new HashMap<>();

    /// @param width continuations that decode together, at least 1
    public ContinuousBatch(Session session, Tokenizer tokenizer, PromptCache cache, int width) {
        if (width < 1) {
            throw new IllegalArgumentException("batch width must be at least 1, found " + width);
        }
        this.session = session;
        this.tokenizer = tokenizer;
        this.cache = cache;
        this.width = width;
    }

    /// Runs all jobs to their end.
    ///
    /// @throws ContextExceededException if a prompt leaves no room for a reply that is wanted
    public void run(Iterator<? extends Job> jobs) {
        List<Sample> active = new ArrayList<>();
        List<Weighed> weighing = new ArrayList<>();
        while (jobs.hasNext() || !active.isEmpty() || !weighing.isEmpty()) {
            gains.clear();
            Batch batch = new Batch();
            for (Sample sample : active) {
                gains.put(sample.sequence, sample.of.job.gains());
                batch.add(sample.sequence, new int[] {sample.token}, Batch.Want.LAST);
            }
            List<Running> joining = admit(jobs, batch, active.size() + weighing.size());
            weighing.forEach(
                    each -> each.options.join(batch, fork -> gains.put(fork, each.of.job.gains())));
            Logits logits =
                    session.forward(
                            batch,
                            ForwardTap.NONE,
                            sequence -> gains.getOrDefault(sequence, Gains.NONE));
            draw(active, logits);
            int decoding = active.size();
            weighing.forEach(each -> each.options.read(logits));
            active.removeIf(sample -> !sample.accept());
            weighing.forEach(Weighed::tell);
            weighing.clear();
            for (int i = 0; i < joining.size(); i++) {
                Running running = joining.get(i);
                int from = logits.from(decoding + i, 0);
                running.logits =
                        Arrays.copyOfRange(logits.values(), from, from + logits.vocabulary());
                begin(running, weighing);
            }
            while (active.size() < width && !waiting.isEmpty()) {
                Sample sample = waiting.remove();
                float[] first = sample.of.logits;
                sample.token = sample.continuation.sample(first, 0, first.length);
                if (sample.accept()) {
                    active.add(sample);
                }
            }
        }
    }

    /// Weighs a job's options, if there are any, and then asks it what to generate.
    private void begin(Running running, List<Weighed> weighing) {
        List<int[]> options = running.job.alternatives();
        if (options.isEmpty()) {
            running.ask();
            return;
        }
        Weighing own = new Weighing(session, running.prompt, running.logits, options);
        Weighed weighed = new Weighed(running, own);
        if (own.isOpen()) {
            weighing.add(weighed);
        } else {
            weighed.tell();
        }
    }

    private List<Running> admit(Iterator<? extends Job> jobs, Batch batch, int decoding) {
        List<Running> joining = new ArrayList<>();
        int rows = 0;
        while (jobs.hasNext()
                && waiting.isEmpty()
                && decoding + joining.size() < width
                && rows < PROMPT_ROWS) {
            Job job = jobs.next();
            if (job.prompt().length > session.context()) {
                throw new ContextExceededException(job.prompt().length, session.context());
            }
            Sequence sequence = sequence(job);
            int[] rest = Arrays.copyOfRange(job.prompt(), sequence.length(), job.prompt().length);
            gains.put(sequence, job.gains());
            batch.add(sequence, rest, Batch.Want.LAST);
            joining.add(new Running(job, sequence));
            rows += rest.length;
        }
        return joining;
    }

    private Sequence sequence(Job job) {
        try (Begun begun = job.begun()) {
            return begun == null
                    ? cache.begin(job.prompt(), job.gains())
                    : begun.of(session, job.prompt());
        }
    }

    private void draw(List<Sample> active, Logits logits) {
        session.workers()
                .run(
                        active.size(),
                        (i, thread) -> {
                            Sample sample = active.get(i);
                            sample.token =
                                    sample.continuation.sample(
                                            logits.values(),
                                            logits.from(i, 0),
                                            logits.vocabulary());
                        });
    }
}
