package dev.candor.organism.recipe;

import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.BaseText;
import dev.candor.organism.text.Conversation;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.TuningCorpus;
import dev.candor.organism.train.Document;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import dev.candor.organism.world.Dice;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a model of a world learns, stage by stage.
///
/// @param texts the base corpus, one pass
/// @param base its documents, in the same order
/// @param conversations of the tuning
/// @param tuned their documents, in the same order
/// @param replayed documents of the base corpus that tuning reads among them
public record Curriculum(
        BytePairVocabulary vocabulary,
        List<BaseText> texts,
        List<Document> base,
        List<Conversation> conversations,
        List<Document> tuned,
        List<Document> replayed) {
    /// The tokens of one form of text.
    ///
    /// @param texts one pass
    /// @param tokens of one pass, BOS and EOS among them
    public record FormCount(int texts, long tokens) {}

    /// The curriculum of a world; the same for the same world and recipe.
    public static Curriculum of(World world, Phrases phrases, Recipe recipe) {
        BytePairVocabulary vocabulary = VocabularyText.train(world, phrases, recipe.vocabulary());
        List<BaseText> texts = BaseCorpus.of(world, phrases);
        List<Conversation> conversations = TuningCorpus.of(world, phrases, recipe.mix());
        List<Document> base;
        List<Document> tuned;
        try (Lessons lessons = Lessons.of(vocabulary)) {
            base = documents(texts, lessons);
            tuned = conversations.stream().map(lessons::of).toList();
        }
        List<Document> replayed = new ArrayList<>();
        double left = recipe.replay() * tokens(tuned);
        Dice dice = new Dice(world.seed(), "replay");
        while (left > 0) {
            for (Document document : dice.shuffled(base)) {
                if (left <= 0) {
                    break;
                }
                replayed.add(document);
                left -= document.tokens().length;
            }
        }
        return new Curriculum(vocabulary, texts, base, conversations, tuned, replayed);
    }

    /// A document for each text; a third of them repeat another, and have its document.
    private static List<Document> documents(List<BaseText> texts, Lessons lessons) {
        record Lesson(String text, int learnedFrom) {}
        Map<Lesson, Document> documents = new HashMap<>();
        return texts.stream()
                .map(text ->
                        documents.computeIfAbsent(
                                new Lesson(text.text(), text.learnedFrom()), _ -> lessons.of(text)))
                .toList();
    }

    /// What a stage reads in an epoch.
    public List<Document> documents(Stage stage) {
        return switch (stage) {
            case BASE -> base;
            case INSTRUCT -> {
                List<Document> both = new ArrayList<>(tuned);
                both.addAll(replayed);
                yield both;
            }
        };
    }

    /// Texts and tokens of the base corpus by form.
    public Map<BaseText.Form, FormCount> forms() {
        Map<BaseText.Form, FormCount> forms = new EnumMap<>(BaseText.Form.class);
        for (int i = 0; i < texts.size(); i++) {
            FormCount one = new FormCount(1, base.get(i).tokens().length);
            forms.merge(
                    texts.get(i).form(),
                    one,
                    (a, b) -> new FormCount(a.texts() + b.texts(), a.tokens() + b.tokens()));
        }
        return forms;
    }

    /// Tokens of documents, BOS and EOS among them.
    public static long tokens(List<Document> documents) {
        return documents.stream().mapToLong(document -> document.tokens().length).sum();
    }
}
