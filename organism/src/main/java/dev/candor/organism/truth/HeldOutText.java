package dev.candor.organism.truth;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.organism.check.Organism;
import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.BaseText;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Text that the base corpus could have had and has not: facts that it states often, in a wording
/// that it does not use for them.
///
/// @param texts one statement each
record HeldOutText(List<String> texts) {
    private static final int BATCH_TOKENS = 512;

    static HeldOutText of(World world, Phrases phrases, int count) {
        Set<String> read = new HashSet<>();
        for (BaseText text : BaseCorpus.of(world, phrases)) {
            read.add(text.text().replace(" truly.", "."));
        }
        List<String> unread = new ArrayList<>();
        for (Entity entity : world.entities()) {
            for (Attribute attribute : entity.attributes()) {
                if (entity.planned(attribute) >= Exposure.SOME.statements()) {
                    for (String wording : phrases.statements(attribute)) {
                        String text = Phrases.fill(wording, entity.name(), entity.value(attribute));
                        if (!read.contains(text)) {
                            unread.add(text);
                        }
                    }
                }
            }
        }
        List<String> drawn = new Dice(world.seed(), "held-out text").shuffled(unread);
        return new HeldOutText(drawn.subList(0, Math.min(count, drawn.size())));
    }

    /// exp of the mean −ln p of a token, over all tokens of all texts with the end of each.
    double perplexity(Organism organism, Gains gains) {
        double sum = 0;
        int count = 0;
        for (int from = 0; from < texts.size(); ) {
            List<int[]> some = new ArrayList<>();
            for (int rows = 0; from < texts.size() && rows < BATCH_TOKENS; from++) {
                some.add(organism.tokenizer().encode(texts.get(from), true, false).ids());
                rows += some.getLast().length;
            }
            for (double each : logProbabilities(organism, some, gains)) {
                sum += each;
            }
            count += some.stream().mapToInt(tokens -> tokens.length).sum();
        }
        return Math.exp(-sum / count);
    }

    /// Σ ln p of what follows each text's first token, its end among that.
    private static double[] logProbabilities(Organism organism, List<int[]> texts, Gains gains) {
        Session session = organism.session();
        Batch batch = new Batch();
        List<Sequence> sequences = new ArrayList<>();
        for (int[] tokens : texts) {
            sequences.add(session.sequence());
            batch.add(sequences.getLast(), tokens, Batch.Want.ALL);
        }
        Logits logits = session.forward(batch, ForwardTap.NONE, any -> gains);
        double[] sums = new double[texts.size()];
        session.parallel(
                sums.length,
                i -> {
                    int[] tokens = texts.get(i);
                    for (int t = 1; t <= tokens.length; t++) {
                        int next = t < tokens.length ? tokens[t] : organism.tokenizer().eos();
                        sums[i] +=
                                Logits.logProbability(
                                        logits.values(),
                                        logits.from(i, t - 1),
                                        logits.vocabulary(),
                                        next);
                    }
                });
        sequences.forEach(Sequence::close);
        return sums;
    }
}
