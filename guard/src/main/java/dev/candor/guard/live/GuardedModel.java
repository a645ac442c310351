package dev.candor.guard.live;

import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.LiveJob;
import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Decision;
import dev.candor.guard.policy.Observed;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.UserWords;
import dev.candor.guard.policy.Verifier;
import dev.candor.lab.answer.SpanResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Has a watched model answer and does with the answer what a policy says. May be used from several
/// threads.
public final class GuardedModel {
    private final LiveModel model;
    private final Verifier verifier;
    private final Consumer<Exception> failures;

    /// @param verifier asked where a policy says so
    /// @param failures told why the verifier gave no verdict
    public GuardedModel(LiveModel model, Verifier verifier, Consumer<Exception> failures) {
        this.model = model;
        this.verifier = verifier;
        this.failures = failures;
    }

    /// Gives room for replies, for all of them or none; see [LiveModel#admit].
    ///
    /// @throws BusyException if there is not as much room now
    /// @throws ClosingException if the model takes no more
    public List<Place> admit(String asker, int replies) {
        return model.admit(asker, replies);
    }

    /// How many replies there can be room for.
    public int places() {
        return model.places();
    }

    /// Answers, and waits for it.
    ///
    /// @param place room for the reply, given back when no more is generated; the caller's to close
    ///   all the same
    /// @param wanted the reply
    /// @param monitor null to watch nothing
    /// @param policy null to let everything out
    /// @param within how long it may take, retries included
    /// @param sink takes the tokens that go out, as soon as they may
    /// @throws ClosingException if the model ended before the reply was whole
    /// @throws DeadlineException if time is over before the reply is whole
    /// @throws CancellationException if the sink is gone
    public Guarded answer(
            Place place,
            Wanted wanted,
            @Nullable Monitor monitor,
            @Nullable Policy policy,
            Duration within,
            ReplySink sink) {
        Call call = new Call(place, monitor, System.nanoTime() + within.toNanos(), sink);
        if (policy == null) {
            return Guarded.unjudged(call.stream(wanted));
        }
        UserWords words = UserWords.of(wanted.asked());
        return policy.needsWholeAnswer()
                ? buffered(wanted, words, monitor, policy, call)
                : streamed(wanted.withSoFar(), words, policy, call);
    }

    private Guarded buffered(
            Wanted wanted, UserWords words, @Nullable Monitor monitor, Policy policy, Call call) {
        Wanted next = wanted;
        Double alpha = null;
        for (int retries = 0; ; retries++) {
            LiveReply reply = call.hold(next);
            Observed observed = observed(wanted, words, reply);
            Decision decision =
                    policy.verified(policy.decide(observed, retries), observed, verifier, failures);
            switch (decision.action()) {
                case Action.Retry retry -> {
                    alpha = retry.alpha();
                    next = monitor == null ? wanted : lowered(wanted, monitor, retry.alpha());
                }
                case Action.Verify _ -> throw new IllegalStateException("verified already");
                case Action.Final action -> {
                    call.place.close();
                    Guarded guarded = Guarded.of(reply, decision, action, retries, alpha);
                    if (guarded.shown()) {
                        reply.tokens().forEach(call.sink::token);
                    }
                    return guarded;
                }
            }
        }
    }

    /// Turns nothing up: a dial that stands lower already stays.
    private static Wanted lowered(Wanted wanted, Monitor monitor, double alpha) {
        return wanted.with(wanted.gains().atMost(monitor.probe().hNeurons(), (float) alpha));
    }

    private static Observed observed(Wanted wanted, UserWords words, LiveReply reply) {
        int tokens = reply.tokens().size();
        return new Observed(wanted.question(), words, reply.text(), reply.risk(), tokens, true);
    }

    /// What was sent cannot be taken back: an abstention at the end follows it.
    private Guarded streamed(Wanted wanted, UserWords words, Policy policy, Call call) {
        List<LiveToken> sent = new ArrayList<>();
        Cut cut = new Cut(wanted.question(), words, policy, sent, call.sink);
        LiveReply whole = call.last(wanted, cut);
        LiveReply reply = whole == null ? cut.reply() : whole;
        Decision decision =
                whole == null ? cut.decision() : policy.decide(observed(wanted, words, whole), 0);
        Guarded end =
                switch (decision.action()) {
                    case Action.Final action -> Guarded.of(reply, decision, action, 0, null);
                    case Action.Retry _, Action.Verify _ ->
                            throw new IllegalStateException("refused when the policy was read");
                };
        if (end.shown()) {
            return end;
        }
        StringBuilder text = new StringBuilder();
        sent.forEach(token -> text.append(token.text()));
        text.append(text.isEmpty() ? "" : " ").append(end.text());
        return new Guarded(reply, text.toString(), false, end.decision(), 0, null);
    }

    /// One question's way through the model.
    private static final class Call {
        final Place place;
        final ReplySink sink;
        private final @Nullable Monitor monitor;
        private final long end;
        private long heard = System.nanoTime();

        Call(Place place, @Nullable Monitor monitor, long end, ReplySink sink) {
            this.place = place;
            this.monitor = monitor;
            this.end = end;
            this.sink = sink;
        }

        LiveReply stream(Wanted wanted) {
            return whole(
                    last(
                            wanted,
                            token -> {
                                sink.token(token);
                                return true;
                            }));
        }

        /// Lets nothing out, and says so now and then: else nobody would see that the asker left.
        LiveReply hold(Wanted wanted) {
            return whole(
                    run(
                            place::submit,
                            wanted,
                            token -> {
                                if (System.nanoTime() - heard >= ReplyQueue.PATIENCE_NANOS) {
                                    heard = System.nanoTime();
                                    sink.waiting();
                                }
                                return true;
                            }));
        }

        private static LiveReply whole(@Nullable LiveReply reply) {
            if (reply == null) {
                throw new IllegalStateException("nobody had enough of the reply");
            }
            return reply;
        }

        /// A reply that is not made again.
        @Nullable LiveReply last(Wanted wanted, ReplyQueue.Taker taker) {
            return run(place::submitLast, wanted, taker);
        }

        private @Nullable LiveReply run(
                BiFunction<LiveJob, Duration, LiveModel.Ticket> submit,
                Wanted wanted,
                ReplyQueue.Taker taker) {
            ReplyQueue queue = new ReplyQueue();
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            LiveModel.Ticket ticket = submit.apply(new WatchedJob(wanted, monitor, queue), left);
            try {
                return queue.await(
                        token -> {
                            goOn();
                            return taker.take(token);
                        },
                        () -> {
                            goOn();
                            sink.waiting();
                        });
            } finally {
                ticket.cancel();
            }
        }

        private void goOn() {
            if (sink.isGone()) {
                throw new CancellationException("nobody waits for the reply any more");
            }
        }
    }

    /// Lets tokens out until the policy ends the stream.
    private static final class Cut implements ReplyQueue.Taker {
        private final String question;
        private final UserWords words;
        private final Policy policy;
        private final List<LiveToken> sent;
        private final ReplySink sink;
        private final StringBuilder text = new StringBuilder();
        private @Nullable Decision decision;
        private @Nullable LiveToken last;

        Cut(String question, UserWords words, Policy policy, List<LiveToken> sent, ReplySink sink) {
            this.question = question;
            this.words = words;
            this.policy = policy;
            this.sent = sent;
            this.sink = sink;
        }

        @Override
        public boolean take(LiveToken token) {
            text.append(token.text());
            Observed soFar =
                    new Observed(
                            question, words, text.toString(), risk(token), sent.size() + 1, false);
            Optional<Decision> ends = policy.cuts(soFar);
            if (ends.isPresent()) {
                decision = ends.get();
                last = token;
                return false;
            }
            sink.token(token);
            sent.add(token);
            return true;
        }

        private static Risk risk(LiveToken token) {
            Risk risk = token.soFar();
            return risk == null ? new Risk.NoScore("not watched") : risk;
        }

        Decision decision() {
            if (decision == null) {
                throw new IllegalStateException("nothing was cut");
            }
            return decision;
        }

        /// The reply up to the token that ended it.
        LiveReply reply() {
            List<LiveToken> all = new ArrayList<>(sent);
            LiveToken end = last;
            if (end == null) {
                throw new IllegalStateException("nothing was cut");
            }
            all.add(end);
            DecodedText decoded =
                    new DecodedText(
                            text.toString(),
                            all.stream().mapToInt(LiveToken::start).toArray(),
                            all.stream().mapToInt(LiveToken::end).toArray());
            Generation generation =
                    new Generation(
                            all.stream().mapToInt(LiveToken::id).toArray(),
                            decoded,
                            Generation.End.STOP_TEXT);
            return new LiveReply(
                    generation,
                    all,
                    new SpanResult.None(SpanResult.Reason.NOT_EXTRACTED),
                    risk(end),
                    List.of());
        }
    }
}
