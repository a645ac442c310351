package dev.candor.app.server;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.guard.live.BusyException;
import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.GuardedModel;
import dev.candor.guard.live.LiveToken;
import dev.candor.guard.live.Place;
import dev.candor.guard.live.ReplySink;
import dev.candor.guard.live.Wanted;
import dev.candor.guard.monitor.Monitor;
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
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
        private final Choices choices = new Choices();

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
                            request.includeUsage(),
                            served.loaded().tokenizer());
            // A policy watches also who asked not to be: its rules are not the asker's to turn off.
            boolean watched = request.dial().watched() || policy != null;
            this.monitor = watched ? served.monitor() : null;
            this.candor = new CandorJson(monitor);
            this.rules = policy == null ? null : policy.get();
            if (request.dial().turns() && !caller.mayTurn(rules != null)) {
                throw ApiException.forbidden(
                        "candor.alpha and candor.neurons change the risk that the server's policy goes by:"
                                + " only a reviewer may set them");
            }
            if (request.n() > model.places()) {
                throw ApiException.bad(
                        "n",
                        "n is %d, expected at most %d: the server has room for no more"
                                .formatted(request.n(), model.places()));
            }
            Long asked = request.seed();
            this.seed = asked == null ? random.nextLong() : asked;
        }

        /// Refuses before anything is generated or sent, or has room for all choices.
        void answer(ServerResponse response) {
            List<Place> places = admitted();
            try {
                if (request.stream()) {
                    stream(response, places);
                } else {
                    whole(response, places);
                }
            } finally {
                places.forEach(Place::close);
            }
        }

        private List<Place> admitted() {
            try {
                return model.admit(caller.name(), request.n());
            } catch (BusyException busy) {
                metrics.refused();
                throw busy;
            }
        }

        private void whole(ServerResponse response, List<Place> places) {
            List<Guarded> replies = all(places, index -> held(() -> {}));
            ObjectNode candorNode = about();
            candorNode.putArray("choices").addAll(settled(replies));
            RiskHeaders.put(response, replies);
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

        private void stream(ServerResponse response, List<Place> places) {
            EventStream events = new EventStream(response, () -> metrics.firstToken(seconds()));
            try {
                List<Guarded> replies =
                        rules != null && rules.needsWholeAnswer()
                                ? held(events, places)
                                : live(events, places);
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
                events.fail(Json.error(known));
            }
        }

        /// Decided on before any of it is sent; comments show meanwhile whether anybody listens.
        private List<Guarded> held(EventStream events, List<Place> places) {
            List<Guarded> replies = all(places, index -> held(events::comment));
            List<ObjectNode> nodes = settled(replies);
            for (int i = 0; i < replies.size(); i++) {
                sink(i, events).all(replies.get(i), nodes.get(i));
            }
            return replies;
        }

        private List<Guarded> live(EventStream events, List<Place> places) {
            return choices.all(
                    request.n(),
                    index -> {
                        ChoiceEvents sink = sink(index, events);
                        Guarded guarded = one(index, places.get(index), sink);
                        sink.close(guarded, settled(index, guarded));
                        return guarded;
                    });
        }

        private ChoiceEvents sink(int index, EventStream events) {
            return new ChoiceEvents(index, events, openAi, candor, this::about, choices::isOver);
        }

        /// Writes nothing of the reply.
        private ReplySink held(Runnable waiting) {
            return new ReplySink() {
                @Override
                public void token(LiveToken token) {}

                @Override
                public void waiting() {
                    waiting.run();
                }

                @Override
                public boolean isGone() {
                    return choices.isOver();
                }
            };
        }

        private List<Guarded> all(List<Place> places, IntFunction<ReplySink> sinks) {
            return choices.all(
                    request.n(), index -> one(index, places.get(index), sinks.apply(index)));
        }

        private Guarded one(int index, Place place, ReplySink sink) {
            int room = served.loaded().session().context() - prompt.tokens().length;
            int most = request.maxTokens() == 0 ? maxTokens : request.maxTokens();
            Wanted wanted =
                    new Wanted(
                            prompt.question(),
                            prompt.asked(),
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
            return model.answer(place, wanted, monitor, rules, deadline, sink);
        }

        /// Settles all before anything is told of any.
        private List<ObjectNode> settled(List<Guarded> replies) {
            List<ObjectNode> nodes = new ArrayList<>();
            for (Guarded each : replies) {
                nodes.add(settled(nodes.size(), each));
            }
            return nodes;
        }

        /// Puts into the queue what belongs there, before anybody is told, and counts.
        ///
        /// @return what is told
        private ObjectNode settled(int index, Guarded guarded) {
            String own = index == 0 ? id : id + "-" + index;
            double seconds = seconds();
            ObjectNode review =
                    reviews.settle(
                            new Reviews.Given(
                                    own,
                                    caller.name(),
                                    prompt.question(),
                                    guarded,
                                    alpha(guarded),
                                    served.sha256()),
                            rules);
            metrics.answered(guarded, seconds);
            log.answered(own, caller, guarded, seconds, prompt.question());
            return candor.choice(index, own, guarded, review);
        }

        private double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }

        private double alpha(Guarded guarded) {
            Double again = guarded.retriedAt();
            return again == null ? served.alphaOf(request.dial()) : again;
        }
    }
}
