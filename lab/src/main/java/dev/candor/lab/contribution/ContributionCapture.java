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

    /// The contributions of some answers, in their order.
    public List<Contribution> capture(List<Answer> answers) {
        List<Contribution> contributions = new ArrayList<>();
        for (int from = 0; from < answers.size(); ) {
            int to = from;
            int tokens = 0;
            while (to < answers.size() && (to == from || tokens < BATCH_TOKENS)) {
                Answer answer = answers.get(to++);
                tokens += answer.prompt.length + answer.response.length - prefixTokens.length;
            }
            contributions.addAll(read(answers.subList(from, to)));
            from = to;
        }
        return contributions;
    }

    private List<Contribution> read(List<Answer> answers) {
        List<byte[]> kinds = new ArrayList<>();
        List<Sums> sums = new ArrayList<>();
        List<Sequence> sequences = new ArrayList<>();
        Batch batch = new Batch();
        for (Answer answer : answers) {
            int[] all = tokens(answer);
            boolean shares = beginsWithPrefix(answer.prompt);
            int shared = shares ? prefixTokens.length : 0;
            Sequence sequence = session.fork(prefix, shared);
            Sums own = new Sums();
            if (shares) {
                own.begin(prefixSums);
            }
            batch.add(
                    sequence,
                    Arrays.copyOfRange(all, shared, all.length),
                    answer.response.length + 1);
            kinds.add(kinds(answer));
            sums.add(own);
            sequences.add(sequence);
        }
        Logits logits = session.forward(batch, new Tap(kinds, sums), Batch.SequenceGains.NONE);
        List<Contribution> contributions = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            contributions.add(contribution(answers.get(i), kinds.get(i), sums.get(i), logits, i));
        }
        sequences.forEach(Sequence::close);
        return contributions;
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

    private static Contribution contribution(
            Answer answer, byte[] kinds, Sums sums, Logits logits, int entry) {
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

    @Override
    public void close() {
        prefix.close();
    }
}
