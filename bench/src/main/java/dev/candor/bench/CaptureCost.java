package dev.candor.bench;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.contribution.Contribution;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.OtherTokens;
import java.util.Arrays;
import java.util.List;

/// Reading one answer back with every neuron's contribution, as `find` does, and reading the same
/// tokens for their probabilities alone. The whole capture is timed: buffers, sums, means.
final class CaptureCost implements Cost {
    private static final int PAIRS = 8;

    /// Tokens of the reply, and of the answer in it.
    private static final int RESPONSE = 16;

    /// A reply, and a prompt before it.
    static final int LEAST_TOKENS = RESPONSE + 1;

    private static final TokenSpan SPAN = new TokenSpan(4, 12);

    private final Session session;
    private final ContributionCapture capture;
    private final ContributionCapture.Answer answer;
    private final int[] tokens;

    /// @param tokens prompt and reply, at least [#LEAST_TOKENS]
    CaptureCost(Session session, Tokenizer tokenizer, int[] tokens) {
        this.session = session;
        this.tokens = tokens.clone();
        capture = new ContributionCapture(session, tokenizer, new int[0], OtherTokens.SEQUENCE);
        int prompt = tokens.length - RESPONSE;
        answer =
                new ContributionCapture.Answer(
                        Arrays.copyOf(tokens, prompt),
                        Arrays.copyOfRange(tokens, prompt, tokens.length),
                        SPAN);
    }

    @Override
    public About about() {
        String name = "capturing all neurons, prefill of %,d tokens".formatted(tokens.length);
        return new About(name, 1, true, 1.08, PAIRS);
    }

    @Override
    public Answer with() {
        long start = System.nanoTime();
        Contribution contribution = capture.capture(List.of(answer)).getFirst();
        double seconds = (System.nanoTime() - start) / 1e9;
        Answer.Sum all = new Answer.Sum();
        all.add(contribution.answerInput(), 0, contribution.answerInput().length);
        all.add(contribution.otherInput(), 0, contribution.otherInput().length);
        all.add(contribution.answerEmit(), 0, contribution.answerEmit().length);
        all.add(contribution.otherEmit(), 0, contribution.otherEmit().length);
        return new Answer(seconds, all.text(), text(contribution.meanLogProbability()));
    }

    @Override
    public Answer without() {
        try (Sequence sequence = session.sequence()) {
            long start = System.nanoTime();
            Batch batch = new Batch();
            batch.add(sequence, tokens, RESPONSE + 1);
            Logits logits = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            double sum = 0;
            for (int t = SPAN.from(); t < SPAN.to(); t++) {
                sum +=
                        Logits.logProbability(
                                logits.values(),
                                logits.from(0, t),
                                logits.vocabulary(),
                                answer.response()[t]);
            }
            double mean = sum / SPAN.length();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Answer(seconds, text(mean), text(mean));
        }
    }

    private static String text(double value) {
        Answer.Sum sum = new Answer.Sum();
        sum.add(value);
        return sum.text();
    }

    @Override
    public void close() {
        capture.close();
    }
}
