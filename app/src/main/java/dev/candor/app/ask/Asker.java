package dev.candor.app.ask;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Continuation;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.guard.monitor.AnswerToken;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.TokenStream;
import dev.candor.guard.monitor.Watch;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.corpus.Instruction;
import dev.candor.lab.probe.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Puts one question to a model and watches the neurons of a probe while it answers.
public final class Asker {
    private final LoadedModel loaded;
    private final Session session;
    private final Probe probe;
    private final Monitor monitor;
    private final Prompter prompter;

    /// @param probe made on a model of this shape
    public Asker(LoadedModel loaded, Probe probe, Prompter prompter) {
        this.loaded = loaded;
        this.session = loaded.session();
        this.probe = probe;
        this.monitor = new Monitor(probe, session);
        this.prompter = prompter;
    }

    /// Asks.
    ///
    /// @param told of each token when its score is known: a step after it was emitted where the
    ///   probe reads the position that takes the token in
    public Asked ask(AskOptions options, Consumer<AnswerToken> told) {
        return ask(prompter.prompt(options.question()), options, told);
    }

    /// Asks with a prompt that says more than the question, a conversation for one.
    ///
    /// @param prompt ends where the reply begins
    /// @param options whose question the reply answers
    public Asked ask(int[] prompt, AskOptions options, Consumer<AnswerToken> told) {
        Watch watch = monitor.watch(prompt.length);
        ForwardTap tap = watch.tap();
        TokenStream stream = new TokenStream(probe.position(), watch::score, told);
        try (Sequence sequence = session.sequence()) {
            Generation generation = generate(options, prompt, sequence, tap, stream);
            List<AnswerToken> tokens = stream.finish(generation.tokens(), generation.decoded());
            SpanResult span =
                    new RuleSpan()
                            .find(
                                    Instruction.stripFrom(options.question()),
                                    generation.text(),
                                    generation.decoded().starts(),
                                    generation.decoded().ends());
            return new Asked(generation, tokens, span, monitor.risk(span, watch));
        }
    }

    private Generation generate(
            AskOptions options,
            int[] prompt,
            Sequence sequence,
            ForwardTap tap,
            TokenStream stream) {
        GenerateOptions how =
                new GenerateOptions(
                        options.maxTokens(),
                        options.temperature(),
                        options.topK(),
                        options.topP(),
                        prompter.stop(),
                        options.seed());
        Gains gains = options.turned().gains(probe);
        Continuation continuation = new Continuation(loaded.tokenizer(), prompt, how);
        int[] next = prompt;
        while (true) {
            Logits logits = read(sequence, next, Batch.Want.LAST, tap, gains);
            int token =
                    continuation.sample(logits.values(), logits.from(0, 0), logits.vocabulary());
            int room = session.config().context() - sequence.length() - 1;
            Generation generation = continuation.accept(token, room);
            if (generation != null) {
                readLast(generation.tokens(), prompt.length, sequence, tap, gains);
                return generation;
            }
            stream.emitted(token);
            stream.advance(
                    continuation.decoded(),
                    continuation.certainText().length(),
                    sequence.length() - prompt.length);
            next = new int[] {token};
        }
    }

    /// The last token is emitted and not yet read: its own position speaks one step later.
    private void readLast(
            int[] reply, int promptLength, Sequence sequence, ForwardTap tap, Gains gains) {
        int read = sequence.length() - promptLength;
        boolean needed =
                reply.length > read
                        && probe.position().rowOf(sequence.length()) == sequence.length();
        if (needed && sequence.length() < session.config().context()) {
            int[] rest = Arrays.copyOfRange(reply, read, reply.length);
            read(sequence, rest, Batch.Want.NONE, tap, gains);
        }
    }

    private Logits read(
            Sequence sequence, int[] tokens, Batch.Want want, ForwardTap tap, Gains gains) {
        Batch batch = new Batch();
        batch.add(sequence, tokens, want);
        return session.forward(batch, tap, any -> gains);
    }
}
