package dev.candor.organism.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.organism.text.BaseCorpus;
import dev.candor.organism.text.BaseText;
import dev.candor.organism.text.Conversation;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.text.TuningCorpus;
import dev.candor.organism.text.TuningMix;
import dev.candor.organism.train.Document;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import dev.candor.organism.world.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private static final World WORLD = World.generate(1);
    private static final Phrases PHRASES = Phrases.load();
    private static final BytePairVocabulary VOCABULARY = VocabularyText.train(WORLD, PHRASES, 1024);

    @Test
    void aConversationTeachesTheAssistantsWordsAlone() {
        try (Lessons lessons = Lessons.of(VOCABULARY)) {
            List<Conversation> conversations =
                    TuningCorpus.of(WORLD, PHRASES, TuningMix.usual()).subList(0, 50);
            for (Conversation conversation : conversations) {
                String taught = learned(lessons.tokenizer(), lessons.of(conversation));
                String said =
                        conversation.messages().stream()
                                .filter(message -> message.role().equals("assistant"))
                                .map(message -> message.content())
                                .reduce("", (a, b) -> a + " " + b);
                assertThat(taught.replace(" ", "")).isEqualTo(said.replace(" ", ""));
            }
        }
    }

    @Test
    void aTextOfTheBaseCorpusIsLearnedFromTheFirstCharacterItSays() {
        try (Lessons lessons = Lessons.of(VOCABULARY)) {
            List<BaseText> texts = BaseCorpus.of(WORLD, PHRASES);
            for (BaseText.Form form : BaseText.Form.values()) {
                BaseText text =
                        texts.stream().filter(t -> t.form() == form).findFirst().orElseThrow();
                assertThat(learned(lessons.tokenizer(), lessons.of(text)).strip())
                        .isEqualTo(text.text().substring(text.learnedFrom()).strip());
            }
        }
    }

    private static String learned(Tokenizer tokenizer, Document document) {
        int[] ids =
                IntStream.range(1, document.tokens().length)
                        .filter(i -> document.learned()[i])
                        .map(i -> document.tokens()[i])
                        .filter(id -> !tokenizer.isSpecial(id))
                        .toArray();
        return tokenizer.decode(ids);
    }
}
