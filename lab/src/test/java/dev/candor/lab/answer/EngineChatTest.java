package dev.candor.lab.answer;

import static dev.candor.engine.testing.TinyModels.chatTemplate;
import static dev.candor.engine.testing.TinyModels.context;
import static dev.candor.engine.testing.TinyModels.vocabulary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.lab.testing.TinyRunner;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineChatTest {
    private static final String OPENING = "Say what it is. ";
    private static final List<String> PROMPTS =
            IntStream.range(0, 40).mapToObj(i -> OPENING + "Thing " + i + "?").toList();

    private final TinyRunner tiny =
            new TinyRunner(
                    vocabulary(700),
                    context(256),
                    chatTemplate(
                            "{% for message in messages %}[{{ message['content'] }}]{% endfor %}"));

    @AfterEach
    void close() {
        tiny.close();
    }

    private EngineChat chat() {
        return new EngineChat(tiny.session(), tiny.tokenizer(), tiny.template(), OPENING, 5);
    }

    @Test
    void aReplyIsTheSameWhetherItWasAnnouncedOrNot() {
        try (EngineChat alone = chat();
                EngineChat together = chat()) {
            PROMPTS.forEach(together::expect);
            for (String prompt : PROMPTS.reversed()) {
                assertThat(together.reply(prompt, 0)).as(prompt).isEqualTo(alone.reply(prompt, 0));
            }
        }
    }

    @Test
    void aRepeatedPromptGetsAnotherReplyThatIsAlwaysTheSame() {
        try (EngineChat chat = chat();
                EngineChat again = chat()) {
            List<String> replies =
                    IntStream.range(0, 4).mapToObj(i -> chat.reply(PROMPTS.getFirst(), i)).toList();
            assertThat(replies).doesNotHaveDuplicates();
            assertThat(IntStream.range(0, 4).mapToObj(i -> again.reply(PROMPTS.getFirst(), i)))
                    .isEqualTo(replies);
        }
    }
}
