package dev.candor.guard.live;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.LiveJob;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.DecodedText;
import dev.candor.guard.monitor.AnswerToken;
import dev.candor.guard.monitor.LastSentence;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.NeuronShare;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.monitor.SentenceRisk;
import dev.candor.guard.monitor.Sentences;
import dev.candor.guard.monitor.TokenStream;
import dev.candor.guard.monitor.Watch;
import dev.candor.lab.answer.RuleSpan;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.corpus.Instruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Generates one reply and watches it.
public final class WatchedJob implements LiveJob {
    private static final Risk UNWATCHED = new Risk.NoScore("nothing watched this reply");

    private final Wanted wanted;
    private final @Nullable Monitor monitor;
    private final @Nullable Watch watch;
    private final ReplyListener listener;
    private final String question;
    private final TokenStream stream;
    private final List<Chance> chances = new ArrayList<>();
    private final List<LiveToken> told = new ArrayList<>();
    private final @Nullable LastSentence lastSentence;
    private DecodedText text = new DecodedText("", new int[0], new int[0]);
    private SpanResult answer = new SpanResult.None(SpanResult.Reason.EMPTY_REPLY);
    private int lookedAt = -1;
    private int drawn;
    private int length;

    /// @param monitor null to watch nothing
    public WatchedJob(Wanted wanted, @Nullable Monitor monitor, ReplyListener listener) {
        this.wanted = wanted;
        this.monitor = monitor;
        this.watch = monitor == null ? null : monitor.watch(wanted.prompt().length);
        this.lastSentence =
                monitor == null || watch == null ? null : new LastSentence(monitor, watch);
        this.listener = listener;
        this.question = Instruction.stripFrom(wanted.question());
        this.stream =
                watch == null || monitor == null
                        ? new TokenStream(Position.EMIT, token -> null, this::tell)
                        : new TokenStream(monitor.probe().position(), watch::score, this::tell);
    }

    @Override
    public int[] prompt() {
        return wanted.prompt();
    }

    @Override
    public GenerateOptions options() {
        return wanted.options();
    }

    @Override
    public Gains gains() {
        return wanted.gains();
    }

    @Override
    public boolean readsLast() {
        return monitor != null && monitor.probe().position() == Position.INPUT;
    }

    @Override
    public void activations(int layer, int position, float[] z, int zFrom) {
        if (watch != null) {
            watch.activations(layer, position, z, zFrom);
        }
    }

    @Override
    public void ffn(int layer, int position, float[] z, int zFrom, float[] h, int hFrom) {
        if (watch != null) {
            watch.ffn(layer, position, h, hFrom);
        }
    }

    @Override
    public void drawn(int token, float[] logits, int from, int vocabulary) {
        drawn = token;
        if (wanted.rivals() >= 0) {
            chances.add(Chance.of(token, logits, from, vocabulary, wanted.rivals()));
        }
    }

    @Override
    public void advanced(DecodedText decoded, int certain, int read) {
        text = decoded;
        stream.emitted(drawn);
        stream.advance(decoded, certain, read);
    }

    private void tell(AnswerToken token) {
        int number = told.size();
        Double score = token.score();
        List<NeuronShare> neurons =
                watch == null || wanted.neurons() == 0
                        ? List.of()
                        : watch.top(number, wanted.neurons());
        LiveToken live =
                new LiveToken(
                        token.id(),
                        length,
                        token.text(),
                        score,
                        score == null || monitor == null ? null : monitor.risk(score),
                        watch == null ? null : answers(answerSoFar(), number),
                        neurons,
                        wanted.soFar() ? soFar(number) : null,
                        number < chances.size() ? chances.get(number) : null);
        length += token.text().length();
        told.add(live);
        listener.token(live);
    }

    private Risk soFar(int last) {
        if (monitor == null || watch == null || lastSentence == null) {
            return UNWATCHED;
        }
        int end = Arrays.stream(text.ends(), 0, last + 1).max().orElseThrow();
        DecodedText read =
                new DecodedText(
                        text.text().substring(0, end),
                        Arrays.copyOf(text.starts(), last + 1),
                        Arrays.copyOf(text.ends(), last + 1));
        SentenceRisk sentence = lastSentence.of(read);
        if (sentence == null) {
            return monitor.risk(span(read), watch);
        }
        Double score = sentence.score();
        Double risk = sentence.risk();
        return score == null || risk == null
                ? new Risk.NoScore("the sentence names nothing")
                : new Risk.Scored(score, risk, monitor.probe().isWrong(score));
    }

    /// Where the answer is by the text so far. In a long reply it is looked for now and then only:
    /// rules over all of it at every token would hold everybody up.
    private SpanResult answerSoFar() {
        int grown = text.text().length() - lookedAt;
        if (grown > 0 && grown >= lookedAt / 8 - 32) {
            answer = span(text);
            lookedAt = text.text().length();
        }
        return answer;
    }

    private SpanResult span(DecodedText decoded) {
        return new RuleSpan().find(question, decoded.text(), decoded.starts(), decoded.ends());
    }

    private static @Nullable Boolean answers(SpanResult span, int token) {
        return switch (span) {
            case SpanResult.None none -> null;
            case SpanResult.Found found ->
                    found.span().from() <= token && token < found.span().to();
        };
    }

    @Override
    public void ended(Generation generation) {
        text = generation.decoded();
        stream.finish(generation.tokens(), text);
        SpanResult span = span(text);
        List<LiveToken> tokens = new ArrayList<>();
        for (LiveToken token : told) {
            tokens.add(token.with(watch == null ? null : answers(span, tokens.size())));
        }
        Risk risk = UNWATCHED;
        List<SentenceRisk> sentences = List.of();
        if (monitor != null && watch != null) {
            risk = monitor.risk(span, watch);
            sentences = Sentences.of(text, monitor, watch);
        }
        listener.ended(new LiveReply(generation, tokens, span, risk, sentences));
    }

    @Override
    public void failed(RuntimeException problem) {
        listener.failed(problem);
    }
}
