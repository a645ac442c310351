package dev.candor.lab.contribution;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.TokenSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Reads answers back through the model and reduces every layer's neurons to sums over spans on the
/// way: nothing of size layers × tokens × neurons is ever stored.
public final class ContributionCapture implements AutoCloseable {
    /// One answer as tokens.
    ///
    /// @param prompt what the model read
    /// @param response what it replied
    /// @param span the answer within the response
    @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
    public record Answer(int[] prompt, int[] response, TokenSpan span) {}

    /// Tokens of a batch; more answers than fit are read in turns.
    private static final int BATCH_TOKENS = 512;

    private static final byte NONE = 0;
    private static final byte ANSWER = 1;
    private static final byte OTHER = 2;

    private final Session session;
    private final Tokenizer tokenizer;
    private final OtherTokens other;
    private final float[][] downNorms;
    private final int layers;
    private final int ffn;
    private final Sequence prefix;
    private final int[] commonPrefix;
    private final int[] prefixTokens;
    private final Sums prefixSums;

    /// Sums of the answer and other tokens at both positions, each [layers · ffn].
    private final class Sums {
        final float[] answerInput = new float[layers * ffn];
        final float[] otherInput = new float[layers * ffn];
        final float[] answerEmit = new float[layers * ffn];
        final float[] otherEmit = new float[layers * ffn];

        void begin(Sums with) {
            System.arraycopy(with.otherInput, 0, otherInput, 0, otherInput.length);
            System.arraycopy(with.otherEmit, 0, otherEmit, 0, otherEmit.length);
        }
    }

    /// @param commonPrefix tokens that prompts begin with, read once; a prompt that does not is
    ///   read whole
    public ContributionCapture(
            Session session, Tokenizer tokenizer, int[] commonPrefix, OtherTokens other) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.other = other;
        layers = session.config().layers();
        ffn = session.config().ffn();
        downNorms = new float[layers][];
        session.parallel(layers, layer -> downNorms[layer] = session.downColumnNorms(layer));
        this.commonPrefix = commonPrefix.clone();
        // The last common position emits a token that differs, so it is read with each answer.
        prefixTokens = Arrays.copyOf(commonPrefix, Math.max(0, commonPrefix.length - 1));
        prefix = session.sequence();
        prefixSums = new Sums();
        if (prefixTokens.length > 0) {
            byte[] kinds = new byte[prefixTokens.length + 1];
            for (int t = 0; t < kinds.length; t++) {
                kinds[t] = promptKind(commonPrefix[t]);
            }
            Batch batch = new Batch();
            batch.add(prefix, prefixTokens, Batch.Want.NONE);
            session.forward(
                    batch, new Tap(List.of(kinds), List.of(prefixSums)), Batch.SequenceGains.NONE);
        }
    }

    private byte promptKind(int token) {
        return other == OtherTokens.RESPONSE || isMarker(token) ? NONE : OTHER;
    }

    /// BOS is an attention sink, EOS no word: neither counts.
    private boolean isMarker(int token) {
        return token == tokenizer.bos() || token == tokenizer.eos();
    }

    /// What each token of a sequence counts as.
    private byte[] kinds(Answer answer) {
        byte[] kinds = new byte[answer.prompt.length + answer.response.length];
        for (int t = 0; t < answer.prompt.length; t++) {
            kinds[t] = promptKind(answer.prompt[t]);
        }
        for (int t = 0; t < answer.response.length; t++) {
            boolean inSpan = t >= answer.span.from() && t < answer.span.to();
            kinds[answer.prompt.length + t] =
                    inSpan ? ANSWER : isMarker(answer.response[t]) ? NONE : OTHER;
        }
        return kinds;
    }

    /// Everything that is captured of an answer.
    ///
    /// @param contribution of its neurons
    /// @param signals what baselines need
    /// @param residual residual stream behind every layer, mean over the answer tokens, shape
    ///   [layers · d]
    @SuppressWarnings("ArrayRecordComponent") // thousands of numbers, handed on once
    public record Captured(Contribution contribution, AnswerSignals signals, float[] residual) {}

    /// The contributions of some answers, in their order.
    public List<Contribution> capture(List<Answer> answers) {
        List<Contribution> contributions = new ArrayList<>();
        inBatches(
                answers,
                readings -> {
                    Logits logits = forward(readings, new Tap(readings));
                    for (int i = 0; i < readings.size(); i++) {
                        contributions.add(contribution(readings.get(i), logits, i));
                    }
                });
        return contributions;
    }

    /// Contributions and what baselines need, on the same tokens.
    ///
    /// @param position which position speaks for a token in signals and residual
    public List<Captured> captureAll(List<Answer> answers, Position position) {
        List<Captured> captured = new ArrayList<>();
        inBatches(
                answers,
                readings -> {
                    SpanTap spans =
                            new SpanTap(
                                    session,
                                    readings.stream()
                                            .map(reading -> speaking(reading, position))
                                            .toList());
                    Logits logits = forward(readings, new Both(new Tap(readings), spans));
                    for (int i = 0; i < readings.size(); i++) {
                        Contribution contribution = contribution(readings.get(i), logits, i);
                        captured.add(
                                new Captured(
                                        contribution,
                                        signals(readings.get(i), contribution, logits, i, spans),
                                        spans.residual(i)));
                    }
                });
        return captured;
    }

    /// @param read reads some answers, in their order
    private void inBatches(List<Answer> answers, Consumer<List<Reading>> read) {
        for (int from = 0; from < answers.size(); ) {
            int to = from;
            int tokens = 0;
            while (to < answers.size() && (to == from || tokens < BATCH_TOKENS)) {
                Answer answer = answers.get(to++);
                tokens += answer.prompt.length + answer.response.length - prefixTokens.length;
            }
            List<Reading> readings = readings(answers.subList(from, to));
            try {
                read.accept(readings);
            } finally {
                readings.forEach(Reading::close);
            }
            from = to;
        }
    }

    /// One answer on its way through the model.
    ///
    /// @param kinds what each token counts as
    /// @param shared tokens read before, with the common prefix
    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(Answer answer, byte[] kinds, Sums sums, Sequence sequence, int shared) {
        void close() {
            sequence.close();
        }
    }

    private List<Reading> readings(List<Answer> answers) {
        List<Reading> readings = new ArrayList<>();
        for (Answer answer : answers) {
            boolean shares = beginsWithPrefix(answer.prompt);
            int shared = shares ? prefixTokens.length : 0;
            Sums own = new Sums();
            if (shares) {
                own.begin(prefixSums);
            }
            readings.add(
                    new Reading(answer, kinds(answer), own, session.fork(prefix, shared), shared));
        }
        return readings;
    }

    private Logits forward(List<Reading> readings, ForwardTap tap) {
        Batch batch = new Batch();
        for (Reading reading : readings) {
            int[] all = tokens(reading.answer);
            batch.add(
                    reading.sequence,
                    Arrays.copyOfRange(all, reading.shared, all.length),
                    reading.answer.response.length + 1);
        }
        return session.forward(batch, tap, Batch.SequenceGains.NONE);
    }

    /// The positions that speak for the tokens of the answer.
    private static boolean[] speaking(Reading reading, Position position) {
        boolean[] speaking = new boolean[reading.kinds.length];
        for (int t = 0; t < speaking.length; t++) {
            int row = position.rowOf(t);
            if (reading.kinds[t] == ANSWER && row >= 0) {
                speaking[row] = true;
            }
        }
        return speaking;
    }

    private static AnswerSignals signals(
            Reading reading, Contribution contribution, Logits logits, int entry, SpanTap spans) {
        Answer answer = reading.answer;
        double least = 0;
        double entropy = 0;
        for (int t = answer.span.from(); t < answer.span.to(); t++) {
            int from = logits.from(entry, t);
            least =
                    Math.min(
                            least,
                            Logits.logProbability(
                                    logits.values(),
                                    from,
                                    logits.vocabulary(),
                                    answer.response[t]));
            entropy += Logits.entropy(logits.values(), from, logits.vocabulary());
        }
        return new AnswerSignals(
                contribution.meanLogProbability(),
                least,
                entropy / answer.span.length(),
                spans.hidden(entry),
                spans.z(entry));
    }

    /// The whole prefix: what its last token is decides what the position before it emits.
    private boolean beginsWithPrefix(int[] prompt) {
        int length = commonPrefix.length;
        return prompt.length >= length && Arrays.equals(commonPrefix, 0, length, prompt, 0, length);
    }

    private static int[] tokens(Answer answer) {
        int[] all = Arrays.copyOf(answer.prompt, answer.prompt.length + answer.response.length);
        System.arraycopy(answer.response, 0, all, answer.prompt.length, answer.response.length);
        return all;
    }

    private static Contribution contribution(Reading reading, Logits logits, int entry) {
        Answer answer = reading.answer;
        byte[] kinds = reading.kinds;
        Sums sums = reading.sums;
        double logProbability = 0;
        for (int t = answer.span.from(); t < answer.span.to(); t++) {
            logProbability +=
                    Logits.logProbability(
                            logits.values(),
                            logits.from(entry, t),
                            logits.vocabulary(),
                            answer.response[t]);
        }
        return new Contribution(
                mean(sums.answerInput, kinds, 0, ANSWER),
                mean(sums.otherInput, kinds, 0, OTHER),
                mean(sums.answerEmit, kinds, Position.FIRST_EMIT, ANSWER),
                mean(sums.otherEmit, kinds, Position.FIRST_EMIT, OTHER),
                answer.span.length(),
                logProbability / answer.span.length());
    }

    /// @param first first token that has this position
    private static float[] mean(float[] sums, byte[] kinds, int first, byte kind) {
        int count = 0;
        for (int t = first; t < kinds.length; t++) {
            count += kinds[t] == kind ? 1 : 0;
        }
        if (count == 0) {
            return new float[0];
        }
        for (int j = 0; j < sums.length; j++) {
            sums[j] /= count;
        }
        return sums;
    }

    /// Adds each row's CETT to the sums of the token it reads and of the token it emits.
    private final class Tap implements ForwardTap {
        private final List<byte[]> kinds;
        private final List<Sums> sums;

        Tap(List<Reading> readings) {
            this(
                    readings.stream().map(Reading::kinds).toList(),
                    readings.stream().map(Reading::sums).toList());
        }

        Tap(List<byte[]> kinds, List<Sums> sums) {
            this.kinds = kinds;
            this.sums = sums;
        }

        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            int d = session.config().width();
            session.parallel(
                    sums.size(),
                    entry -> {
                        for (int row = 0; row < rows.count(); row++) {
                            if (rows.entry(row) == entry) {
                                add(layer, rows, row, z, Cett.inverseNorm(h, row * d, d));
                            }
                        }
                    });
        }

        private void add(int layer, TapRows rows, int row, float[] z, float inverseNorm) {
            Sums own = sums.get(rows.entry(row));
            byte[] kind = kinds.get(rows.entry(row));
            int position = rows.position(row);
            switch (kind[position]) {
                case ANSWER -> add(layer, row, z, inverseNorm, own.answerInput);
                case OTHER -> add(layer, row, z, inverseNorm, own.otherInput);
                default -> {}
            }
            if (position >= Position.FIRST_EMIT - 1 && position + 1 < kind.length) {
                switch (kind[position + 1]) {
                    case ANSWER -> add(layer, row, z, inverseNorm, own.answerEmit);
                    case OTHER -> add(layer, row, z, inverseNorm, own.otherEmit);
                    default -> {}
                }
            }
        }

        private void add(int layer, int row, float[] z, float inverseNorm, float[] into) {
            Cett.add(z, row * ffn, downNorms[layer], inverseNorm, into, layer * ffn);
        }
    }

    /// Two taps on one pass.
    private record Both(Tap contributions, SpanTap spans) implements ForwardTap {
        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            contributions.ffn(layer, rows, z, h);
            spans.ffn(layer, rows, z, h);
        }

        @Override
        public void residual(int layer, TapRows rows, float[] residual) {
            spans.residual(layer, rows, residual);
        }
    }

    @Override
    public void close() {
        prefix.close();
    }
}
