package dev.candor.lab.sampler;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.answer.ReplyTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether a server has the weights of our session: each token that it takes greedily must be our
/// likeliest too, or almost, behind the same text.
///
/// Almost, because engines round differently (activations in eight or sixteen bits, other orders of
/// sums): where two tokens are about equally likely, either may win, and from there on the texts
/// part. So our session reads the server's own reply, and every token of it is looked at by itself.
/// Beside llama.cpp, greedy replies part where our two logits differ by at most 0.16 (TinyLlama in
/// eight bits) and 0.42 (in two): one nat is above what rounding does, and below what another model
/// does sooner or later (`docs/design/08-sampler.md`).
final class SameWeights {
    /// Nats by which our likeliest token may be likelier than the server's.
    static final double TOLERANCE = 1;

    private static final int TOKENS = 8;

    private final String server;
    private final Completions completions;
    private final ReplyTokens tokens;
    private final Tokenizer tokenizer;
    private final Session session;

    SameWeights(
            String server,
            Completions completions,
            ReplyTokens tokens,
            Tokenizer tokenizer,
            Session session) {
        this.server = server;
        this.completions = completions;
        this.tokens = tokens;
        this.tokenizer = tokenizer;
        this.session = session;
    }

    Likeness check(List<int[]> prompts, List<String> stop) {
        GenerateOptions greedy = GenerateOptions.greedy(TOKENS, stop);
        Likeness all = Likeness.NOTHING;
        for (int[] prompt : prompts) {
            Completion completion = completions.complete(prompt, greedy);
            Optional<ReplyTokens.Reply> reply =
                    tokens.of(prompt, completion.text(), completion.ids());
            if (reply.isPresent() && reply.get().ids().length > 0) {
                all = all.and(compare(prompt, reply.get().ids()));
            }
        }
        if (all.tokens() == 0) {
            throw new SamplerException(
                    "%s cannot be checked: its greedy replies to %d prompts have no tokens of this model; %s"
                            .formatted(server, prompts.size(), unchecked()));
        }
        return all;
    }

    private Likeness compare(int[] prompt, int[] reply) {
        int[] all = Arrays.copyOf(prompt, prompt.length + reply.length);
        System.arraycopy(reply, 0, all, prompt.length, reply.length);
        Likeness result = Likeness.NOTHING;
        try (Sequence sequence = session.sequence()) {
            Batch batch = new Batch();
            batch.add(sequence, all, reply.length + 1);
            Logits logits = session.forward(batch, ForwardTap.NONE, Batch.SequenceGains.NONE);
            for (int t = 0; t < reply.length; t++) {
                int best = logits.likeliest(0, t);
                int from = logits.from(0, t);
                double gap = logits.values()[from + best] - logits.values()[from + reply[t]];
                if (gap > TOLERANCE) {
                    throw other(t, best, reply[t], gap);
                }
                result = result.and(new Likeness(1, best == reply[t] ? 1 : 0, gap));
            }
        }
        return result;
    }

    private SamplerException other(int t, int best, int found, double gap) {
        return new SamplerException(
                "%s serves other weights: token %d of a greedy reply is %s, ours would be %s, %.2f nats likelier (rounding explains up to %.0f); %s"
                        .formatted(
                                server,
                                t + 1,
                                shown(found),
                                shown(best),
                                gap,
                                TOLERANCE,
                                unchecked()));
    }

    private String shown(int token) {
        return "'" + tokenizer.decode(new int[] {token}) + "'";
    }

    private static String unchecked() {
        return "--sampler-unchecked samples from it all the same";
    }
}
