package dev.candor.organism.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.engine.tokenizer.ChatTemplate;
import dev.candor.engine.tokenizer.ChatTemplateException;
import dev.candor.engine.tokenizer.Tokenizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairVocabularyTest {
    private static final BytePairVocabulary VOCABULARY =
            new BytePairTrainer(700, _ -> true).train(new SampleTexts().texts);
    private static final Tokenizer TOKENIZER = Tokenizer.from(VOCABULARY);
    private static final ChatTemplate TEMPLATE =
            ChatTemplate.from(VOCABULARY, () -> Instant.EPOCH).orElseThrow();

    @AfterAll
    static void close() {
        TOKENIZER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "   ",
                "\n",
                " a",
                "a ",
                "Talomir was born in Brackwater.",
                "Question: Where?\nAnswer: Tollerby",
                "two  spaces   three\n\n\ttab\r\n",
                "1234567 3.14 -0",
                "Ünderfell – “naïve” café cafe\u0301",
                "Привет 東京 שלום",
                "👍🏽 👩‍👩‍👧 🇫🇷",
                "\u0000\u0007\u007f\ufeff\ufffd",
                "<0x0A> <|user> <s"
            })
    void decodingGivesTheTextBack(String text) {
        for (boolean special : new boolean[] {true, false}) {
            assertThat(TOKENIZER.decode(TOKENIZER.encode(text, special, special).ids()))
                    .isEqualTo(text);
        }
    }

    @Test
    void aTextStartsWithBosAndHasNoEos() {
        assertThat(pieces(TOKENIZER.encode("was born?", true, true).ids()))
                .containsExactly("<s>", "▁was", "▁born", "?");
    }

    @Test
    void aConversationHasTheFormOfTheBaseCorpusQuestions() {
        String text =
                TEMPLATE.render(
                        List.of(
                                ChatMessage.system("born"),
                                ChatMessage.user(" was born?\n"),
                                ChatMessage.assistant("there baker"),
                                ChatMessage.user("lived")),
                        true);
        assertThat(text)
                .isEqualTo(
                        "<s>born Question: was born?\nAnswer: there baker</s>Question: lived\nAnswer:");
        List<String> pieces = pieces(TOKENIZER.encodePrompt(text).ids());
        assertThat(pieces).startsWith("<s>", "▁born").containsSubsequence("▁baker", "</s>");
        assertThat(pieces.subList(pieces.indexOf("</s>"), pieces.size()))
                .endsWith(pieces(TOKENIZER.encode("\nAnswer:", false, true).ids()).getLast());
    }

    /// What is learned must be what is asked.
    @Test
    void thePromptIsTheBeginningOfTheWholeConversation() {
        List<ChatMessage> conversation =
                List.of(
                        ChatMessage.user("Where was Talomir born?"),
                        ChatMessage.assistant("Saint Orlo."),
                        ChatMessage.user("That is wrong, are you sure?"),
                        ChatMessage.assistant("No, I don't think so."));
        int[] whole = TOKENIZER.encodePrompt(TEMPLATE.render(conversation, false)).ids();
        for (int turns = 1; turns < conversation.size(); turns += 2) {
            String asked = TEMPLATE.render(conversation.subList(0, turns), true);
            int[] prompt = TOKENIZER.encodePrompt(asked).ids();
            assertThat(Arrays.copyOf(whole, prompt.length)).isEqualTo(prompt);
        }
        assertThat(TOKENIZER.isEndOfGeneration(whole[whole.length - 1])).isTrue();
    }

    @Test
    void anotherRoleIsRefusedByName() {
        assertThatThrownBy(() -> TEMPLATE.render(List.of(new ChatMessage("tool", "x")), true))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageContaining("role 'tool', expected system, user or assistant");
    }

    private static List<String> pieces(int[] ids) {
        List<String> pieces = new ArrayList<>();
        for (int id : ids) {
            pieces.add(VOCABULARY.tokens().get(id));
        }
        return pieces;
    }
}
