package dev.candor.lab.sampler;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.ReplyTokens;
import dev.candor.lab.endpoint.Patience;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Runs the jobs of a [ContinuousBatch] on a server, so many requests at a time.
///
/// A reply that our tokenizer cannot spell keeps its text and has no tokens: it counts as a sample,
/// and never becomes a row.
public final class ServerSampler implements AutoCloseable {
    /// What came back.
    ///
    /// @param replies that arrived
    /// @param asSampled of them, those with the tokens the server drew
    /// @param unspelled of them, those whose text is no tokens of ours
    /// @param repeats requests that were sent again
    public record Counts(int replies, int asSampled, int unspelled, int repeats) {}

    private final JsonServer server;
    private final Completions completions;
    private final ReplyTokens tokens;
    private final Tokenizer tokenizer;
    private final int parallel;
    private int replies;
    private int asSampled;
    private int unspelled;

    /// @param url see [Endpoint#parse]
    /// @param model its name on the server; null to take the only one it lists
    /// @param key sent as a bearer token, null for none
    /// @param parallel most requests under way at a time, at least 1
    public ServerSampler(
            URI url,
            @Nullable String model,
            @Nullable String key,
            int parallel,
            Tokenizer tokenizer,
            Patience patience) {
        this.server = new JsonServer(url, key, patience);
        this.completions = new Completions(server, model, tokenizer);
        this.tokens = new ReplyTokens(tokenizer);
        this.tokenizer = tokenizer;
        this.parallel = parallel;
    }

    /// Compares the server's weights with those of a session.
    ///
    /// @param prompts a few
    /// @param stop texts that end the replies
    /// @throws SamplerException if they are not the same
    public Likeness check(Session session, List<int[]> prompts, List<String> stop) {
        return new SameWeights(server.name(), completions, tokens, tokenizer, session)
                .check(prompts, stop);
    }

    public Counts counts() {
        return new Counts(replies, asSampled, unspelled, server.repeats());
    }

    /// A job with what it has got so far.
    private static final class Running {
        final ContinuousBatch.Job job;
        final List<@Nullable Generation> done = new ArrayList<>();
        int open;

        Running(ContinuousBatch.Job job) {
            if (!job.gains().equals(Gains.NONE)) {
                throw new IllegalArgumentException("a server dials no neurons");
            }
            this.job = job;
        }

        void ask(ArrayDeque<Request> waiting) {
            List<Generation> finished = new ArrayList<>();
            for (Generation generation : done) {
                if (generation != null) {
                    finished.add(generation);
                }
            }
            for (GenerateOptions options : job.next(finished)) {
                waiting.add(new Request(this, done.size(), options));
                done.add(null);
                open++;
            }
        }
    }

    private record Request(Running of, int number, GenerateOptions options) {}

    private record Answered(Request request, Completion completion) {}

    /// Runs all jobs to their end. When a request fails for good, those under way are still waited
    /// for and told.
    ///
    /// @throws SamplerException if the server does not answer
    public void run(Iterator<? extends ContinuousBatch.Job> jobs) {
        ArrayDeque<Request> waiting = new ArrayDeque<>();
        @Nullable SamplerException failure = null;
        int asked = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ExecutorCompletionService<Answered> requests = new ExecutorCompletionService<>(threads);
            while (true) {
                while (failure == null && asked < parallel) {
                    if (waiting.isEmpty() && jobs.hasNext()) {
                        new Running(jobs.next()).ask(waiting);
                    } else if (waiting.isEmpty()) {
                        break;
                    } else {
                        Request next = waiting.remove();
                        Future<Answered> _ = requests.submit(() -> answer(next));
                        asked++;
                    }
                }
                if (asked == 0) {
                    break;
                }
                try {
                    asked--;
                    finish(requests.take().get(), waiting);
                } catch (ExecutionException e) {
                    failure = failure(e);
                } catch (InterruptedException e) {
                    threads.shutdownNow();
                    Thread.currentThread().interrupt();
                    throw new SamplerException(server.name() + ": interrupted");
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Answered answer(Request request) {
        int[] prompt = request.of().job.prompt();
        return new Answered(request, completions.complete(prompt, request.options()));
    }

    private static SamplerException failure(ExecutionException e) {
        if (e.getCause() instanceof SamplerException known) {
            return known;
        }
        throw new IllegalStateException(e);
    }

    private void finish(Answered answered, ArrayDeque<Request> waiting) {
        Request request = answered.request();
        Running of = request.of();
        Generation generation = generation(of.job.prompt(), answered.completion());
        of.done.set(request.number(), generation);
        of.job.finished(request.number(), generation);
        if (--of.open == 0) {
            of.ask(waiting);
        }
    }

    private Generation generation(int[] prompt, Completion completion) {
        replies++;
        Optional<ReplyTokens.Reply> spelled =
                tokens.of(prompt, completion.text(), completion.ids());
        if (spelled.isEmpty()) {
            unspelled++;
            DecodedText text = new DecodedText(sound(completion.text()), new int[0], new int[0]);
            return new Generation(new int[0], text, completion.end());
        }
        ReplyTokens.Reply reply = spelled.get();
        asSampled += reply.asSampled() ? 1 : 0;
        return new Generation(reply.ids(), reply.decoded(), completion.end());
    }

    /// Without halves of surrogate pairs, which no log could hold.
    private static String sound(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
