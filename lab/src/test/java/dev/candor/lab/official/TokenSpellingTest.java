package dev.candor.lab.official;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSpellingTest {
    /// The text of every token.
    private static List<String> texts(String reply, String... tokens) {
        TokenSpelling spelling = TokenSpelling.of(List.of(tokens), reply).orElseThrow();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            texts.add(reply.substring(spelling.starts()[i], spelling.ends()[i]));
        }
        return texts;
    }

    @Test
    void byteLevelNamesAreTheirBytes() {
        assertThat(
                        texts(
                                "Zoë Ruiz, £5\nTåby",
                                "Zo",
                                "Ã«",
                                "ĠRuiz",
                                ",",
                                "ĠÂ£",
                                "5",
                                "Ċ",
                                "T",
                                "Ã¥by"))
                .containsExactly("Zo", "ë", " Ruiz", ",", " £", "5", "\n", "T", "åby");
    }

    @Test
    void sentencePieceNamesMaySpellSingleBytes() {
        assertThat(texts("Zoë Ruiz\n", "▁Zo", "ë", "▁Ruiz", "<0x0A>"))
                .containsExactly("Zo", "ë", " Ruiz", "\n");
        assertThat(texts("a€b", "a", "<0xE2>", "<0x82>", "<0xAC>", "b"))
                .containsExactly("a", "€", "€", "€", "b");
    }

    @Test
    void decodedTokensAreThemselves() {
        assertThat(texts("the Old Mill", "the", " Old", " Mill"))
                .containsExactly("the", " Old", " Mill");
    }

    @Test
    void whiteSpaceAtTheEndsMayBeMissingOnEitherSide() {
        assertThat(texts("Old Mill \n\n", "Old", "▁Mill")).containsExactly("Old", " Mill");
        assertThat(texts("Old Mill", "▁Old", "▁Mill", "▁", "\n"))
                .containsExactly("Old", " Mill", "", "");
        assertThat(texts("  Old", "▁Old")).containsExactly(" Old");
    }

    @Test
    void tokensOfAnotherTextSpellNothing() {
        assertThat(TokenSpelling.of(List.of("Old", "▁Mill"), "Old Hill")).isEmpty();
        assertThat(TokenSpelling.of(List.of("Old", "\ufffd"), "Old€")).isEmpty();
        assertThat(TokenSpelling.of(List.of("<0xE2>"), "€")).isEmpty();
    }
}
