package dev.candor.app.server;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.guard.live.BusyException;
import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.GuardedModel;
import dev.candor.guard.live.LiveToken;
import dev.candor.guard.live.ReplySink;
import dev.candor.guard.live.Wanted;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Policy;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/chat/completions` and `/v1/completions`.
final class Completions {
    private final ServedModel served;
    private final GuardedModel model;
    private final @Nullable Supplier<Policy> policy;
    private final Reviews reviews;
    private final ServerMetrics metrics;
    private final EventLog log;
    private final Duration deadline;
    private final int maxTokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /// @param policy null to let everything out
    /// @param deadline of a request
    /// @param maxTokens of a reply whose request names none
    Completions(
            ServedModel served,
            GuardedModel model,
            @Nullable Supplier<Policy> policy,
            Reviews reviews,
            ServerMetrics metrics,
            EventLog log,
            Duration deadline,
            int maxTokens,
            Clock clock) {
        this.served = served;
        this.model = model;
        this.policy = policy;
        this.reviews = reviews;
        this.metrics = metrics;
        this.log = log;
        this.deadline = deadline;
        this.maxTokens = maxTokens;
        this.clock = clock;
    }

    void chat(ServerRequest request, ServerResponse response) {
        ObjectNode body = Bodies.object(request);
        new Call(CompletionRequest.chat(body), true, Access.caller(request)).answer(response);
    }

    void text(ServerRequest request, ServerResponse response) {
        ObjectNode body = Bodies.object(request);
        new Call(CompletionRequest.text(body), false, Access.caller(request)).answer(response);
    }

    private String newId(boolean chat) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return (chat ? "chatcmpl-" : "cmpl-") + HexFormat.of().formatHex(bytes);
    }

    /// One request.
    private final class Call {
        private final CompletionRequest request;
        private final boolean chat;
        private final Caller caller;
        private final Prompts.Prompt prompt;
        private final String id;
        private final OpenAiJson openAi;
        private final @Nullable Monitor monitor;
        private final CandorJson candor;
        private final @Nullable Policy rules;
        private final long seed;
        private final long begun = System.nanoTime();

        /// Why one of the choices failed, which ends the others. An interrupt would close the
        /// connection that they write to.
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

        Call(CompletionRequest request, boolean chat, Caller caller) {
            this.request = request;
            this.chat = chat;
            this.caller = caller;
            this.prompt = Prompts.of(request.subject(), served.loaded());
            this.id = newId(chat);
            this.openAi =
                    new OpenAiJson(
                            id,
                            served.name(),
                            clock.instant().getEpochSecond(),
                            chat,
                            request.rivals() >= 0,
                            served.loaded().tokenizer());
            // A policy watches also who asked not to be: its rules are not the asker's to turn off.
            boolean watched = request.dial().watched() || policy != null;
            this.monitor = watched ? served.monitor() : null;
            this.candor = new CandorJson(monitor);
            this.rules = policy == null ? null : policy.get();
            if (rules != null && request.dial().turns() && !caller.role().may(Role.REVIEWER)) {
                throw ApiException.forbidden(
                        "candor.alpha and candor.neurons change the risk that the server's policy goes by:"
                                + " only a reviewer may set them");
            }
            Long asked = request.seed();
            this.seed = asked == null ? random.nextLong() : asked;
        }

        void answer(ServerResponse response) {
            try {
                if (request.stream()) {
                    stream(response);
                } else {
                    whole(response);
                }
            } catch (BusyException busy) {
                metrics.refused();
                long seconds = Math.max(1, (busy.retryAfter().toMillis() + 999) / 1_000);
                response.header("Retry-After", Long.toString(seconds));
                throw ApiException.other(
                        429, "rate_limit_error", String.valueOf(busy.getMessage()));
            }
        }

        private void whole(ServerResponse response) {
            List<Guarded> replies = all(index -> new Held());
            ArrayNode choices = Json.object().putArray("choices");
            List<@Nullable ObjectNode> held = new ArrayList<>();
            for (int i = 0; i < replies.size(); i++) {
                ObjectNode review = settle(i, replies.get(i));
                held.add(review);
                choices.add(candor.choice(i, replies.get(i), review));
            }
            ObjectNode candorNode = about().set("choices", choices);
            headers(response, replies.getFirst());
            Bodies.send(response, 200, openAi.response(replies, usage(replies), candorNode));
        }

        private ObjectNode about() {
            return Json.object()
                    .put("bundled", served.bundled())
                    .put("alpha", served.alphaOf(request.dial()));
        }

        private ObjectNode usage(List<Guarded> replies) {
            return OpenAiJson.usage(
                    prompt.tokens().length,
                    replies.stream().map(each -> each.reply().generation()).toList());
        }

        private void headers(ServerResponse response, Guarded first) {
            if (first.decision() != null) {
                response.header("Candor-Action", first.decision().action().word());
            }
            response.header(
                    "Candor-Risk",
                    switch (first.reply().risk()) {
                        case Risk.Scored scored ->
                                String.format(Locale.ROOT, "%.4f", scored.probability());
                        case Risk.NoScore none -> "no-score";
                    });
        }

        private void stream(ServerResponse response) {
            EventStream events = new EventStream(response);
            try {
                List<Guarded> replies =
                        rules != null && rules.needsWholeAnswer()
                                ? held(response, events)
                                : live(events);
                if (request.includeUsage()) {
                    events.send(openAi.usage(usage(replies)));
                }
                events.end();
            } catch (UncheckedIOException gone) {
                throw gone;
            } catch (RuntimeException problem) {
                if (!events.hasBegun()) {
                    throw problem;
                }
                // The status is sent: an error can only be the last event.
                ApiException known = Failures.known(problem);
                log.failed("POST", "stream", known.status(), problem.getClass().getSimpleName());
                events.send(Json.error(known));
                events.end();
            }
        }

        /// Decided on before anything is sent.
        private List<Guarded> held(ServerResponse response, EventStream events) {
            List<Guarded> replies = all(index -> new Held());
            List<@Nullable ObjectNode> reviews = new ArrayList<>();
            for (int i = 0; i < replies.size(); i++) {
                reviews.add(settle(i, replies.get(i)));
            }
            headers(response, replies.getFirst());
            for (int i = 0; i < replies.size(); i++) {
                Sink sink = new Sink(i, events);
                if (replies.get(i).shown()) {
                    replies.get(i).reply().tokens().forEach(sink::token);
                }
                sink.close(replies.get(i), reviews.get(i));
            }
            return replies;
        }

        private List<Guarded> live(EventStream events) {
            List<Sink> sinks = new ArrayList<>();
            for (int i = 0; i < request.n(); i++) {
                sinks.add(new Sink(i, events));
            }
            return all(
                    sinks::get,
                    (index, guarded) -> sinks.get(index).close(guarded, settle(index, guarded)));
        }

        private List<Guarded> all(IntFunction<ReplySink> sinks) {
            return all(sinks, (index, guarded) -> {});
        }

        private interface Then {
            void take(int index, Guarded guarded);
        }

        private List<Guarded> all(IntFunction<ReplySink> sinks, Then then) {
            if (request.n() == 1) {
                return List.of(settled(0, sinks.apply(0), then));
            }
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Guarded>> running = new ArrayList<>();
                for (int i = 0; i < request.n(); i++) {
                    int index = i;
                    running.add(threads.submit(() -> settled(index, sinks.apply(index), then)));
                }
                List<Guarded> replies = new ArrayList<>();
                for (Future<Guarded> each : running) {
                    replies.add(await(each));
                }
                return replies;
            }
        }

        private Guarded settled(int index, ReplySink sink, Then then) {
            try {
                Guarded guarded = one(index, sink);
                then.take(index, guarded);
                return guarded;
            } catch (RuntimeException problem) {
                failure.compareAndSet(null, problem);
                throw problem;
            }
        }

        private Guarded await(Future<Guarded> reply) {
            try {
                return reply.get();
            } catch (ExecutionException failed) {
                RuntimeException first = failure.get();
                throw first == null ? new IllegalStateException(failed) : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var stopped = new CancellationException("interrupted while a reply was generated");
                failure.compareAndSet(null, stopped);
                throw stopped;
            }
        }

        private Guarded one(int index, ReplySink sink) {
            int room = served.loaded().session().context() - prompt.tokens().length;
            int most = request.maxTokens() == 0 ? maxTokens : request.maxTokens();
            Wanted wanted =
                    new Wanted(
                            prompt.question(),
                            prompt.tokens(),
                            new GenerateOptions(
                                    Math.min(most, room),
                                    request.temperature(),
                                    0,
                                    request.topP(),
                                    request.stop(),
                                    seed + index),
                            served.gains(request.dial()),
                            request.dial().neurons(),
                            false,
                            request.rivals());
            return model.answer(
                    wanted,
                    monitor,
                    rules,
                    alpha ->
                            served.monitor() == null
                                    ? served.gains(request.dial())
                                    : served.gains(request.dial(), (float) alpha),
                    caller.name(),
                    deadline,
                    sink);
        }

        /// Puts into the queue what belongs there, before anybody is told, and counts.
        ///
        /// @return where the answer stands, if it waits
        private @Nullable ObjectNode settle(int index, Guarded guarded) {
            String own = index == 0 ? id : id + "-" + index;
            double seconds = (System.nanoTime() - begun) / 1e9;
            ObjectNode held =
                    reviews.settle(
                            own,
                            prompt.question(),
                            guarded,
                            rules,
                            alpha(guarded),
                            served.sha256());
            metrics.answered(guarded, seconds);
            log.answered(own, caller, guarded, seconds, prompt.question());
            return held;
        }

        private double alpha(Guarded guarded) {
            Double again = guarded.retriedAt();
            return again == null ? served.alphaOf(request.dial()) : again;
        }

        /// Writes nothing.
        private class Held implements ReplySink {
            @Override
            public void token(LiveToken token) {}

            @Override
            public void waiting() {}

            @Override
            public final boolean isGone() {
                return failure.get() != null;
            }
        }

        /// Writes one choice's events.
        private final class Sink extends Held {
            private final int index;
            private final EventStream events;
            private boolean opened;
            private int sent;

            Sink(int index, EventStream events) {
                this.index = index;
                this.events = events;
            }

            @Override
            public void token(LiveToken token) {
                open();
                ObjectNode node = about().put("index", index);
                node.putArray("tokens").add(candor.token(token));
                events.send(openAi.piece(index, token, node));
                sent += token.text().length();
            }

            @Override
            public void waiting() {
                events.comment();
            }

            private void open() {
                if (chat && !opened) {
                    events.send(openAi.opening(index));
                }
                if (!opened) {
                    metrics.firstToken((System.nanoTime() - begun) / 1e9);
                }
                opened = true;
            }

            void close(Guarded guarded, @Nullable ObjectNode review) {
                open();
                if (!guarded.shown() && guarded.text().length() > sent) {
                    events.send(openAi.words(index, guarded.text().substring(sent)));
                }
                ObjectNode node = about().put("index", index);
                node.set("choice", candor.choice(index, guarded, review));
                events.send(openAi.closing(index, guarded, node));
            }
        }
    }
}
