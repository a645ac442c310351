package dev.candor.lab.answer;

import static dev.candor.engine.testing.TinyModels.chatTemplate;
import static dev.candor.engine.testing.TinyModels.metadata;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.lab.corpus.FactsCorpus;
import dev.candor.lab.corpus.Instruction;
import dev.candor.lab.corpus.QuestionText;
import dev.candor.lab.testing.TinyRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrompterTest {
    private static final String QUESTION = "Which river runs through the old city?";
    private static final String WITH_BOS =
            "{{ bos_token }}{% for message in messages %}<{{ message['content'] }}>{% endfor %}";

    private static long count(int[] prompt, int token) {
        return Arrays.stream(prompt).filter(id -> id == token).count();
    }

    @Test
    void aFewShotPromptEndsWithTheQuestionAndALineToFillIn() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700))) {
            Prompter prompter = Prompter.fewShot(tiny.tokenizer());
            int[] prompt = prompter.prompt("  " + QUESTION + "\n");
            assertThat(tiny.tokenizer().decode(prompt)).endsWith("\n\nQ: " + QUESTION + "\nA:");
            assertThat(prompter.stop()).containsExactly("\n");
            assertThat(prompter.style()).isEqualTo(PromptStyle.FEW_SHOT);
        }
    }

    @Test
    void aBaseModelIsAskedInTheFormGivenWithoutAnInstruction() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700))) {
            Prompter plain = Prompter.completion(tiny.tokenizer(), Prompter.ANSWER_FORM);
            int[] prompt = plain.prompt(Instruction.appendTo(QUESTION));
            assertThat(prompt[0]).isEqualTo(tiny.tokenizer().bos());
            assertThat(tiny.tokenizer().decode(prompt).strip()).isEqualTo(QUESTION + "\nAnswer:");
            assertThat(plain.stop()).containsExactly("\n");
            assertThat(plain.style()).isEqualTo(PromptStyle.COMPLETION);
            Prompter own = Prompter.completion(tiny.tokenizer(), "Q: {question}\nA:");
            assertThat(tiny.tokenizer().decode(own.prompt(QUESTION)).strip())
                    .isEqualTo("Q: " + QUESTION + "\nA:");
            for (String form : List.of("Answer:", "{question} {question}")) {
                assertThatThrownBy(() -> Prompter.completion(tiny.tokenizer(), form))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(form)
                        .hasMessageContaining("expected {question} in it once");
            }
        }
    }

    @Test
    void aBegunReplyIsCutIntoTokensWithItsPrompt() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700), chatTemplate())) {
            Prompter prompter = Prompter.bare(tiny.tokenizer(), tiny.template());
            List<ChatMessage> turns = List.of(ChatMessage.user(QUESTION));
            int[] begun = prompter.prompt(turns, "the north");
            String rendered = tiny.template().render(turns, true) + "the north";
            assertThat(begun).isEqualTo(tiny.tokenizer().encodePrompt(rendered).ids());
            assertThat(begun).startsWith(prompter.prompt(turns));
            assertThat(prompter.prompt(turns, "")).isEqualTo(prompter.prompt(turns));
        }
    }

    @Test
    void noFewShotExampleIsAQuestionOfOurFacts() {
        List<String> examples = new ArrayList<>();
        try (TinyRunner tiny = new TinyRunner(vocabulary(700))) {
            String text =
                    tiny.tokenizer().decode(Prompter.fewShot(tiny.tokenizer()).prompt(QUESTION));
            Matcher example = Pattern.compile("Q: (.+)\nA: (.+)\n\n").matcher(text);
            while (example.find()) {
                examples.add(QuestionText.hash(example.group(1)));
            }
        }
        Set<String> facts =
                FactsCorpus.facts().stream()
                        .map(fact -> QuestionText.hash(fact.question()))
                        .collect(Collectors.toSet());
        assertThat(facts).hasSizeGreaterThan(1000);
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3).doesNotContainAnyElementsOf(facts);
    }

    @Test
    void allFewShotPromptsBeginAlike() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700))) {
            Prompter prompter = Prompter.fewShot(tiny.tokenizer());
            int[] one = prompter.prompt("Who wrote it?");
            int[] two = prompter.prompt("What is a star?");
            assertThat(Arrays.mismatch(one, two)).isGreaterThan(one.length - 20);
        }
    }

    @Test
    void aChatPromptIsTheTemplateWithTheInstructionOnce() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700), chatTemplate())) {
            Prompter prompter = Prompter.chat(tiny.tokenizer(), tiny.template());
            int[] prompt = prompter.prompt(QUESTION);
            assertThat(tiny.tokenizer().decode(prompt))
                    .isEqualTo(
                            "[user]\n"
                                    + QUESTION
                                    + " "
                                    + Instruction.ANSWER_ONLY
                                    + "\n[assistant]\n");
            assertThat(count(prompt, tiny.tokenizer().eos())).isEqualTo(1); // the template's own
            assertThat(prompter.prompt(QUESTION + " " + Instruction.ANSWER_ONLY)).isEqualTo(prompt);
            assertThat(prompter.stop()).isEmpty();
            assertThat(prompter.style()).isEqualTo(PromptStyle.CHAT);
        }
    }

    @Test
    void aBarePromptIsTheTemplateAroundTheQuestionAlone() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700), chatTemplate())) {
            Prompter prompter = Prompter.bare(tiny.tokenizer(), tiny.template());
            int[] prompt = prompter.prompt(QUESTION);
            assertThat(tiny.tokenizer().decode(prompt))
                    .isEqualTo("[user]\n" + QUESTION + "\n[assistant]\n");
            assertThat(prompter.prompt(QUESTION + " " + Instruction.ANSWER_ONLY)).isEqualTo(prompt);
            assertThat(prompter.style()).isEqualTo(PromptStyle.BARE);
        }
    }

    @Test
    void onlyTheLastTurnOfAConversationCarriesTheInstruction() {
        List<ChatMessage> turns =
                List.of(
                        ChatMessage.user("Who is it?"),
                        ChatMessage.assistant("Nobody."),
                        ChatMessage.user("Are you sure?"));
        try (TinyRunner tiny = new TinyRunner(vocabulary(700), chatTemplate())) {
            String before = "[user]\nWho is it?\n[assistant]\nNobody.\n[user]\nAre you sure?";
            String end = "\n[assistant]\n";
            Prompter bare = Prompter.bare(tiny.tokenizer(), tiny.template());
            assertThat(tiny.tokenizer().decode(bare.prompt(turns))).isEqualTo(before + end);
            Prompter chat = Prompter.chat(tiny.tokenizer(), tiny.template());
            assertThat(tiny.tokenizer().decode(chat.prompt(turns)))
                    .isEqualTo(before + " " + Instruction.ANSWER_ONLY + end);
            assertThatThrownBy(() -> Prompter.fewShot(tiny.tokenizer()).prompt(turns))
                    .hasMessageContaining("no conversation");
        }
    }

    @Test
    void aPromptBeginsWithBosOnceInEitherStyle() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700), chatTemplate())) {
            int bos = tiny.tokenizer().bos();
            int[] fewShot = Prompter.fewShot(tiny.tokenizer()).prompt(QUESTION);
            int[] chat = Prompter.chat(tiny.tokenizer(), tiny.template()).prompt(QUESTION);
            for (int[] prompt : List.of(fewShot, chat)) {
                assertThat(prompt[0]).isEqualTo(bos);
                assertThat(count(prompt, bos)).isEqualTo(1);
            }
        }
    }

    @Test
    void bosOfATemplateIsNotWrittenAgain() {
        for (boolean adds : List.of(true, false)) {
            try (TinyRunner tiny =
                    new TinyRunner(
                            vocabulary(700),
                            chatTemplate(WITH_BOS),
                            metadata("tokenizer.ggml.add_bos_token", new GgufValue.Bool(adds)))) {
                int[] prompt = Prompter.chat(tiny.tokenizer(), tiny.template()).prompt(QUESTION);
                assertThat(prompt[0]).isEqualTo(tiny.tokenizer().bos());
                assertThat(count(prompt, tiny.tokenizer().bos())).isEqualTo(1);
                assertThat(tiny.tokenizer().decode(prompt)).startsWith("<" + QUESTION);
            }
        }
    }

    @Test
    void aControlTokenWrittenOutInAQuestionIsTextInAFewShotPrompt() {
        try (TinyRunner tiny = new TinyRunner(vocabulary(700))) {
            int[] prompt = Prompter.fewShot(tiny.tokenizer()).prompt("Is </s> or <s> the end?");
            assertThat(count(prompt, tiny.tokenizer().eos())).isZero();
            assertThat(count(prompt, tiny.tokenizer().bos())).isEqualTo(1);
            assertThat(tiny.tokenizer().decode(prompt)).endsWith("Q: Is </s> or <s> the end?\nA:");
        }
    }
}
