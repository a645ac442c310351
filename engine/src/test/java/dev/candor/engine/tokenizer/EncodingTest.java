package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static final Tokenizer SPM = Tokenizer.from(TestVocabularies.spm());
    private static final Tokenizer BPE = Tokenizer.from(TestVocabularies.bpe());

    @AfterAll
    static void close() {
        SPM.close();
        BPE.close();
    }

    @Test
    void offsetsCountUtf16UnitsPastAnEmoji() {
        String text = "x😀y";
        for (Tokenizer tokenizer : new Tokenizer[] {SPM, BPE}) {
            Encoding encoding = tokenizer.encode(text, false, false);
            int last = encoding.length() - 1;
            assertThat(text.substring(encoding.starts()[last], encoding.ends()[last]))
                    .isEqualTo("y");
        }
    }

    @Test
    void tokensThatShareACharacterAllHaveItsWholeRange() {
        // Neither vocabulary knows this ideograph: four byte tokens, or pieces of two bytes.
        String text = "a\uD840\uDC00b";
        for (Tokenizer tokenizer : new Tokenizer[] {SPM, BPE}) {
            Encoding encoding = tokenizer.encode(text, false, false);
            int sharing = 0;
            for (int i = 0; i < encoding.length(); i++) {
                if (encoding.starts()[i] == 1) {
                    assertThat(encoding.ends()[i]).isEqualTo(3);
                    sharing++;
                }
            }
            assertThat(sharing).isGreaterThan(1);
        }
    }

    @Test
    void aCombiningMarkIsACharacterOfItsOwn() {
        String text = "e\u0301 z";
        Encoding encoding = SPM.encode(text, false, false);
        StringBuilder covered = new StringBuilder();
        int last = -1;
        for (int i = 0; i < encoding.length(); i++) {
            if (encoding.starts()[i] != last) {
                covered.append(text, encoding.starts()[i], encoding.ends()[i]).append('|');
            }
            last = encoding.starts()[i];
        }
        assertThat(covered.toString()).isEqualTo("e|\u0301| |z|");
    }

    @Test
    void everyTokensRangeHoldsItsBytesOnEveryText() {
        for (Tokenizer tokenizer : new Tokenizer[] {SPM, BPE}) {
            for (String text : GoldenTokens.texts()) {
                Encoding encoding = tokenizer.encode(text, false, false);
                int reached = 0;
                for (int i = 0; i < encoding.length(); i++) {
                    int start = encoding.starts()[i];
                    int end = encoding.ends()[i];
                    assertThat(start).as(text).isBetween(0, Math.max(reached, 0));
                    assertThat(end).as(text).isBetween(reached, text.length());
                    assertContains(tokenizer, encoding.ids()[i], text.substring(start, end));
                    reached = end;
                }
                assertThat(reached).as(text).isEqualTo(text.length());
            }
        }
    }

    /// SPM spells a space it put first, or the character `▁`, as a space.
    private static void assertContains(Tokenizer tokenizer, int id, String range) {
        byte[] token = tokenizer.bytesOf(id);
        String spaced = " " + range.replace('▁', ' ');
        String bytes = new String(token, StandardCharsets.ISO_8859_1);
        String inRange =
                new String(spaced.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                        + new String(
                                range.getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1);
        assertThat(inRange).contains(bytes);
    }

    @Test
    void beginOfSequenceHasAnEmptyRangeAtTheStart() {
        Encoding encoding = SPM.encode("hi", true, true);
        assertThat(encoding.ids()[0]).isEqualTo(SPM.bos());
        assertThat(encoding.starts()[0]).isZero();
        assertThat(encoding.ends()[0]).isZero();
    }

    @Test
    void specialTokensInATextAreParsedOnlyWhenAsked() {
        String text = "a<|eot_id|>b";
        Encoding parsed = BPE.encode(text, false, true);
        assertThat(parsed.length()).isEqualTo(3);
        assertThat(BPE.isEndOfGeneration(parsed.ids()[1])).isTrue();
        assertThat(text.substring(parsed.starts()[1], parsed.ends()[1])).isEqualTo("<|eot_id|>");
        for (int id : BPE.encode(text, false, false).ids()) {
            assertThat(BPE.isSpecial(id)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "ab\uD83D", "\uDE00b", "a\uDE00\uD83D"})
    void halfASurrogatePairIsRefusedNamingItsPlace(String text) {
        int at = text.startsWith("ab") ? 2 : text.startsWith("a") ? 1 : 0;
        assertThatThrownBy(() -> SPM.encode(text, true, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character " + at + " is the lone surrogate U+D")
                .hasMessageContaining("expected well-formed UTF-16");
    }

    @Test
    void manyThreadsGetTheSameIds() throws InterruptedException {
        String text = String.join(" ", GoldenTokens.texts());
        int[] expected = BPE.encode(text, false, false).ids();
        int[][] results = new int[8][];
        Thread[] threads = new Thread[results.length];
        for (int i = 0; i < threads.length; i++) {
            int slot = i;
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> results[slot] = BPE.encode(text, false, false).ids());
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int[] result : results) {
            assertThat(result).isEqualTo(expected);
        }
    }
}
