package dev.candor.organism.truth;

import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.Logits;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.organism.check.Organism;
import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.BaseText;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.Entity;
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
            read.add(text.text());
        }
        List<String> unread = new ArrayList<>();
        for (Entity entity : world.entities()) {
            for (Attribute attribute : entity.attributes()) {
                if (entity.planned(attribute) > 0 && entity.exposure().known()) {
                    for (String wording : phrases.statements(attribute)) {
                        String text =
                                Phrases.fill(wording, entity.name(), entity.value(attribute));
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
            Batch batch = new Batch();
            List<Sequence> sequences = new ArrayList<>();
            List<int[]> tokens = new ArrayList<>();
            for (int rows = 0; from < texts.size() && rows < BATCH_TOKENS; from++) {
                int[] read = tokens(organism, texts.get(from));
                Sequence sequence = organism.session().sequence();
                batch.add(sequence, read, Batch.Want.ALL);
                sequences.add(sequence);
                tokens.add(read);
                rows += read.length;
            }
            Logits logits = organism.session().forward(batch, ForwardTap.NONE, any -> gains);
            for (int i = 0; i < tokens.size(); i++) {
                int[] read = tokens.get(i);
                for (int t = 1; t <= read.length; t++) {
                    int next = t < read.length ? read[t] : organism.tokenizer().eos();
                    sum +=
                            Logits.logProbability(
                                    logits.values(),
                                    logits.from(i, t - 1),
                                    logits.vocabulary(),
                                    next);
                    count++;
                }
            }
            sequences.forEach(Sequence::close);
        }
        return Math.exp(-sum / count);
    }

    private static int[] tokens(Organism organism, String text) {
        return organism.tokenizer().encode(text, true, false).ids();
    }
}
