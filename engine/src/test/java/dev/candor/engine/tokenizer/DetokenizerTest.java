package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DetokenizerTest {
    private static final Tokenizer SPM = Tokenizer.from(TestVocabularies.spm());
    private static final Tokenizer BPE = Tokenizer.from(TestVocabularies.bpe());

    @AfterAll
    static void close() {
        SPM.close();
        BPE.close();
    }

    @Test
    void decodingUndoesEncodingOnEveryText() {
        for (String text : GoldenTokens.texts()) {
            assertThat(BPE.decode(BPE.encode(text, true, false).ids())).isEqualTo(text);
            // SPM spells a space and the character ▁ alike.
            assertThat(SPM.decode(SPM.encode(text, true, false).ids()))
                    .isEqualTo(text.replace('▁', ' '));
        }
    }

    @Test
    void anIncompleteCharacterIsHeldBackUntilItsLastByte() {
        int[] ids = SPM.encode("\uD840\uDC00", false, false).ids();
        assertThat(ids).hasSize(5); // the space put first, four bytes
        Detokenizer detokenizer = SPM.detokenizer();
        for (int i = 0; i < 4; i++) {
            assertThat(detokenizer.push(ids[i])).isEmpty();
            assertThat(detokenizer.decoded().ends()[i]).isZero();
        }
        assertThat(detokenizer.push(ids[4])).isEqualTo("\uD840\uDC00");
        DecodedText decoded = detokenizer.decoded();
        assertThat(decoded.starts()).containsExactly(0, 0, 0, 0, 0);
        assertThat(decoded.ends()).containsExactly(0, 2, 2, 2, 2);
    }

    @Test
    void aCharacterThatNeverCompletesBecomesTheReplacementCharacter() {
        int[] ids = SPM.encode("\uD840\uDC00", false, false).ids();
        Detokenizer detokenizer = SPM.detokenizer();
        detokenizer.push(ids[1]);
        detokenizer.push(ids[2]);
        assertThat(detokenizer.finish()).isEqualTo("\uFFFD");
        assertThat(detokenizer.decoded().starts()).containsExactly(0, 0);
        assertThat(detokenizer.decoded().ends()).containsExactly(1, 1);
    }

    @Test
    void rangesOfDecodedTokensEqualRangesOfEncodedOnes() {
        for (String text : GoldenTokens.texts()) {
            Encoding encoding = BPE.encode(text, false, false);
            Detokenizer detokenizer = BPE.detokenizer();
            for (int id : encoding.ids()) {
                detokenizer.push(id);
            }
            assertThat(detokenizer.decoded().starts()).as(text).isEqualTo(encoding.starts());
            assertThat(detokenizer.decoded().ends()).as(text).isEqualTo(encoding.ends());
        }
    }

    @Test
    void spmDropsTheSpaceOfTheFirstTokenOnlyWhereEncodingPutsIt() {
        int river = SPM.encode("river", false, false).ids()[0];
        int[] afterText = SPM.encode("the", true, true).ids();
        int[] afterSpecial = SPM.encode("the<|user|>", true, true).ids();
        assertThat(SPM.detokenizerAfter(afterText).push(river)).startsWith(" ");
        assertThat(SPM.detokenizerAfter(afterSpecial).push(river)).doesNotStartWith(" ");
        assertThat(SPM.detokenizerAfter(new int[0]).push(river)).doesNotStartWith(" ");
    }

    @Test
    void controlTokensHaveNoTextAndAnEmptyRange() {
        int[] ids = BPE.encode("ab<|eot_id|>", true, true).ids();
        Detokenizer detokenizer = BPE.detokenizer();
        for (int id : ids) {
            detokenizer.push(id);
        }
        DecodedText decoded = detokenizer.decoded();
        assertThat(decoded.text()).isEqualTo("ab");
        assertThat(decoded.starts()[0]).isEqualTo(decoded.ends()[0]).isZero();
        int last = decoded.length() - 1;
        assertThat(decoded.starts()[last]).isEqualTo(decoded.ends()[last]).isEqualTo(2);
    }

    @Test
    void userDefinedTokensHaveText() {
        assertThat(SPM.decode(SPM.encode("a<note> b", true, true).ids())).isEqualTo("a<note> b");
    }

    @Test
    void bytesOfATokenAreThoseItAddsToAText() {
        int newline = SPM.encode("\n", false, false).ids()[1];
        assertThat(SPM.bytesOf(newline)).containsExactly('\n');
        int[] accent = BPE.encode("é", false, false).ids();
        assertThat(BPE.bytesOf(accent[0])).containsExactly(0xC3, 0xA9);
        int space = BPE.encode(" ", false, false).ids()[0];
        assertThat(BPE.bytesOf(space)).containsExactly(' ');
    }

    @Test
    void anIdOutsideTheVocabularyIsRefused() {
        assertThatThrownBy(() -> SPM.decode(new int[] {SPM.vocabularySize()}))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SPM.bytesOf(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
