package dev.candor.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.engine.format.gguf.GgufMetadata;
import dev.candor.engine.format.gguf.GgufValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Renderings against Jinja2's, recorded by `scripts/record-golden-prompts.py`, and what the lab
/// relies on besides.
class ChatTemplateTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2025-03-04T05:06:07Z"));
    private static final List<ChatMessage> HELLO = List.of(ChatMessage.user("Hello"));

    @Test
    void everyTemplateOfOursRendersAsJinja2Does() throws IOException {
        JsonNode cases =
                new JsonMapper()
                        .readTree(
                                Files.readAllBytes(
                                        TestVocabularies.resource("golden-prompts.json")));
        assertThat(cases.size()).isEqualTo(98);
        int refused = 0;
        for (JsonNode golden : cases) {
            String name = golden.get("template").asString();
            ChatTemplate template =
                    template(Files.readString(TestVocabularies.resource("templates/" + name)));
            List<ChatMessage> messages = new ArrayList<>();
            for (JsonNode message : golden.get("messages")) {
                messages.add(
                        new ChatMessage(
                                message.get("role").asString(), message.get("content").asString()));
            }
            boolean prompt = golden.get("add_generation_prompt").asBoolean();
            if (golden.get("expected").isNull()) {
                refused++;
                assertThatThrownBy(() -> template.render(messages, prompt))
                        .as("%s %s", name, messages)
                        .isInstanceOf(ChatTemplateException.class)
                        .hasMessageContaining("refuses the messages");
            } else {
                assertThat(template.render(messages, prompt))
                        .as("%s %s", name, messages)
                        .isEqualTo(golden.get("expected").asString());
            }
        }
        assertThat(refused).isBetween(1, 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '`',
            value = {
                "{{ 'a' and 'b' }}{{ '' or 'c' }} ==> bc",
                "{{ true }} {{ none }} {{ [1, 'x'] }} ==> True None [1, 'x']",
                "{{ 'x' if false }}. ==> .",
                "{{ undefined_name }}. ==> .",
                "{% if 'false' %}text is true{% endif %} ==> text is true",
                "{% set t = none %}{{ t is none }} {{ t is defined }} ==> True True",
                "{{ 'a</t>b'.split('</t>')[-1] }}{{ ' x '.strip() }} ==> bx",
                "{{ [1, 2, 3][::-1] }}{{ 'abc'[1:] }}{{ 'abc'[-1] }} ==> [3, 2, 1]bcc",
                "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k ~ v }}{% endfor %} ==> a1b2",
                "{{ {'a': [1, none], 'b': 'é\"'}|tojson }} ==> {\"a\": [1, null], \"b\": \"é\\\"\"}",
                "{{ strftime_now('%d %b %Y') }} ==> 04 Mar 2025",
                "{{ 'user' in messages|map(attribute='role')|list }} ==> True",
                "{{ '-' * 3 }}{{ 7 // 2 }} ==> ---3",
            })
    void expressionsMeanWhatTheyMeanInPython(String source, String expected) {
        assertThat(template(source).render(HELLO, true)).isEqualTo(expected);
    }

    @Test
    void messagesAreTextWhateverTheyContain() {
        String nasty = "{{ 7 * 7 }} {% raise %} {# #} ${1+1} \\n false 'q' \u0000 😀";
        assertThat(
                        template("{{ messages[0].content }}")
                                .render(List.of(ChatMessage.user(nasty)), false))
                .isEqualTo(nasty);
    }

    @Test
    void aTemplateMayRefuseWithItsOwnMessage() {
        assertThatThrownBy(() ->
                        template("{{ raise_exception('Only one turn!') }}").render(HELLO, true))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessage("chat template of test: refuses the messages: Only one turn!");
    }

    @Test
    void theTemplateOfAGgufFileKnowsItsBeginAndEnd() {
        GgufMetadata file =
                TestVocabularies.with(
                        TestVocabularies.bpe(),
                        "tokenizer.chat_template",
                        new GgufValue.Text(
                                "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}"));
        assertThat(ChatTemplate.from(file, CLOCK).orElseThrow().render(HELLO, true))
                .isEqualTo("<|begin_of_text|>Hello<|end_of_text|>");
        assertThat(ChatTemplate.from(TestVocabularies.bpe(), CLOCK)).isEmpty();
    }

    @Test
    void theTemplateOfATokenizerConfigIsTheOneNamedDefault(@TempDir Path directory)
            throws IOException {
        Path config = directory.resolve("tokenizer_config.json");
        Files.writeString(
                config,
                """
                {"bos_token": {"content": "<b>"}, "chat_template": [
                  {"name": "tools", "template": "T"}, {"name": "default", "template": "{{ bos_token }}D"}]}
                """);
        assertThat(ChatTemplate.fromConfig(config, CLOCK).orElseThrow().render(HELLO, true))
                .isEqualTo("<b>D");
        Files.writeString(config, "{\"chat_template\": \"plain\"}");
        assertThat(ChatTemplate.fromConfig(config, CLOCK).orElseThrow().render(HELLO, true))
                .isEqualTo("plain");
        Files.writeString(config, "{}");
        assertThat(ChatTemplate.fromConfig(config, CLOCK)).isEmpty();
    }

    @Test
    void aRenderedPromptHasBeginOfSequenceOnce() {
        try (Tokenizer tokenizer = Tokenizer.from(TestVocabularies.bpe())) {
            int[] written = tokenizer.encodePrompt("<|begin_of_text|>the river").ids();
            int[] added = tokenizer.encodePrompt("the river").ids();
            assertThat(written).isEqualTo(added).startsWith(tokenizer.bos());
            assertThat(added[1]).isNotEqualTo(tokenizer.bos());
        }
    }

    @Test
    void aRenderedPromptOfAModelWithoutBeginOfSequenceHasNone() {
        GgufMetadata file =
                TestVocabularies.with(
                        TestVocabularies.bpe(),
                        "tokenizer.ggml.add_bos_token",
                        new GgufValue.Bool(false));
        try (Tokenizer tokenizer = Tokenizer.from(file)) {
            assertThat(tokenizer.encodePrompt("the river").ids())
                    .isEqualTo(tokenizer.encode("the river", false, true).ids());
        }
    }

    @Test
    void manyThreadsRenderTheSamePrompt() throws Exception {
        ChatTemplate template =
                template(Files.readString(TestVocabularies.resource("templates/thinking.jinja")));
        List<ChatMessage> turns =
                List.of(HELLO.getFirst(), ChatMessage.assistant("Hi"), HELLO.getFirst());
        String expected = template.render(turns, true);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> renderings = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                renderings.add(threads.submit(() -> template.render(turns, true)));
            }
            for (Future<String> rendering : renderings) {
                assertThat(rendering.get()).isEqualTo(expected);
            }
        }
    }

    private static ChatTemplate template(String source) {
        return ChatTemplate.of("test", source, "<s>", "</s>", CLOCK);
    }
}
