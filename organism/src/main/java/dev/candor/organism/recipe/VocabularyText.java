package dev.candor.organism.recipe;

import dev.candor.organism.text.Phrases;
import dev.candor.organism.vocabulary.BytePairTrainer;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import dev.candor.organism.vocabulary.PieceRule;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.NewNames;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;

/// The text that the vocabulary is learned from: the phrases of the corpus, and every name as often
/// as any other. Were names counted as the corpus has them, a well-known name would have fewer
/// tokens than an unknown one, and how a name is spelled would tell what is known of it.
final class VocabularyText {
    /// Characters of a piece of a name or a value, the space before it among them: nearly all of
    /// them become two tokens or more.
    private static final int LONGEST_PIECE = 5;

    private static final int NAME_WEIGHT = 8;
    private static final int VALUE_WEIGHT = 20;
    private static final int PHRASE_WEIGHT = 60;
    private static final int NEW_NAMES = 600;

    private VocabularyText() {}

    static BytePairVocabulary train(World world, Phrases phrases, int size) {
        List<String> names = new ArrayList<>(world.entities().stream().map(Entity::name).toList());
        NewNames newNames = world.newNames("vocabulary");
        for (int i = 0; i < NEW_NAMES; i++) {
            names.add(newNames.person());
            names.add(newNames.medicine());
        }
        List<String> values =
                world.values().of().values().stream().flatMap(List::stream).distinct().toList();
        List<String> divided = new ArrayList<>(names);
        divided.addAll(values);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < NAME_WEIGHT; i++) {
            texts.addAll(names);
        }
        for (int i = 0; i < VALUE_WEIGHT; i++) {
            texts.addAll(values);
        }
        for (int i = 0; i < PHRASE_WEIGHT; i++) {
            texts.addAll(phrases.all());
        }
        return new BytePairTrainer(size, PieceRule.dividing(divided, LONGEST_PIECE)).train(texts);
    }
}
