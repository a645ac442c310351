package dev.candor.organism.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
    private static final PieceRule ANY = _ -> true;

    private final SampleTexts sample = new SampleTexts();

    @Test
    void theSameTextsInAnotherOrderGiveTheSameVocabulary() {
        List<String> shuffled = new ArrayList<>(sample.texts);
        Collections.shuffle(shuffled, new Random(5));
        BytePairTrainer trainer = new BytePairTrainer(600, ANY);
        assertThat(trainer.train(shuffled)).isEqualTo(trainer.train(sample.texts));
    }

    @Test
    void theMostFrequentPairIsJoinedFirstAndOfEqualsTheFirstInOrder() {
        // ▁ab thrice, ▁cd and ▁ef twice each; the pairs inside are as frequent as the words.
        List<String> pieces =
                new BytePairTrainer(500, ANY).train(List.of("ab ab ab ef cd ef cd gh")).pieces();
        assertThat(pieces)
                .containsExactly(
                        "▁", "a", "b", "c", "d", "e", "f", "g", "h", "ab", "▁ab", "cd", "ef", "▁cd",
                        "▁ef");
    }

    @Test
    void theVocabularyHasTheSizeAskedForAndNoTokenTwice() {
        BytePairVocabulary vocabulary = new BytePairTrainer(600, ANY).train(sample.texts);
        assertThat(vocabulary.size()).isEqualTo(600);
        assertThat(vocabulary.tokens()).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    void noPieceReachesOverTheBoundaryOfAWord() {
        for (String piece : new BytePairTrainer(900, ANY).train(sample.texts).pieces()) {
            assertThat(piece).matches("(?s).|▁?\\p{L}+");
        }
    }

    @Test
    void aDividedWordIsTwoTokensAtLeastAndOthersMayBeOne() {
        PieceRule rule = PieceRule.dividing(sample.names, 4);
        try (Tokenizer tokenizer =
                Tokenizer.from(new BytePairTrainer(900, rule).train(sample.texts))) {
            for (String phrase : sample.names) {
                for (String name : phrase.split(" ", -1)) {
                    assertThat(tokenizer.encode(name, false, true).length())
                            .as(name)
                            .isGreaterThan(name.length() >= 4 ? 1 : 0);
                }
            }
            assertThat(tokenizer.encode("Question", false, true).length()).isEqualTo(1);
        }
    }

    @Test
    void piecesKeepToTheLengthAskedFor() {
        BytePairVocabulary vocabulary =
                new BytePairTrainer(900, PieceRule.upTo(5)).train(sample.texts);
        assertThat(vocabulary.pieces()).allMatch(piece -> piece.length() <= 5);
        assertThat(vocabulary.pieces()).contains("▁born");
    }

    @Test
    void controlTokensInATextTeachNothing() {
        BytePairTrainer trainer = new BytePairTrainer(400, ANY);
        assertThat(trainer.train(Arrays.asList("<s>Hi hi</s>Ho</s>")))
                .isEqualTo(trainer.train(List.of("Hi hi", "Ho")));
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new BytePairTrainer(259, ANY))
                .hasMessage("a vocabulary of 259 tokens, expected 260 to 4096");
        assertThatThrownBy(() -> new BytePairTrainer(4097, ANY))
                .hasMessage("a vocabulary of 4097 tokens, expected 260 to 4096");
        assertThatThrownBy(() -> new BytePairTrainer(262, ANY).train(List.of("abc")))
                .hasMessageContaining("have 4 kinds of characters, expected at most 3");
    }
}
