package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiClientTest {
    @TempDir private static Path dir;

    private static TinyServer server;
    private static OpenAIClient client;

    @BeforeAll
    static void serve() {
        server = new TinyServer(dir);
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(server.server.address() + "/v1")
                        .apiKey("any")
                        .maxRetries(0)
                        .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("tiny")
                .addUserMessage(TinyServer.QUESTION)
                .maxCompletionTokens(6)
                .temperature(0.0);
    }

    private static ChatCompletion create(ChatCompletionCreateParams.Builder params) {
        return client.chat().completions().create(params.build());
    }

    private static String text(ChatCompletion completion) {
        return completion.choices().getFirst().message().content().orElseThrow();
    }

    @Test
    void theModelIsListed() {
        assertThat(client.models().list().data().getFirst().id()).isEqualTo("tiny");
        assertThat(client.models().retrieve("tiny").id()).isEqualTo("tiny");
    }

    @Test
    void chunksSpellTheReplyAndTheUsageComesLast() {
        ChatCompletion whole = create(chat());
        StringBuilder text = new StringBuilder();
        long total = 0;
        ChatCompletionCreateParams params =
                chat().streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(params)) {
            for (ChatCompletionChunk chunk : chunks.stream().toList()) {
                chunk.choices().forEach(choice -> text.append(choice.delta().content().orElse("")));
                total = chunk.usage().map(usage -> usage.totalTokens()).orElse(0L);
            }
        }
        assertThat(text.toString()).isEqualTo(text(whole)).isNotEmpty();
        assertThat(total).isEqualTo(whole.usage().orElseThrow().totalTokens());
    }

    @Test
    void severalRepliesAreThoseOfTheSeedsThatFollow() {
        ChatCompletion three = create(chat().temperature(1.0).n(3).seed(5));
        for (int i = 0; i < 3; i++) {
            assertThat(three.choices().get(i).message().content())
                    .contains(text(create(chat().temperature(1.0).seed(5 + i))));
        }
    }

    @Test
    void aReplyEndsAtItsLengthAndAtAStopText() {
        ChatCompletion whole = create(chat());
        assertThat(whole.choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        String stop = text(whole).strip().split(" ")[1];
        ChatCompletion cut = create(chat().stop(stop));
        assertThat(cut.choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(text(whole)).startsWith(text(cut));
        assertThat(text(cut)).doesNotContain(stop);
    }

    @Test
    void theGreedyTokenIsTheLikeliest() {
        ChatCompletion.Choice choice =
                create(chat().logprobs(true).topLogprobs(4)).choices().getFirst();
        assertThat(choice.logprobs().orElseThrow().content().orElseThrow())
                .hasSize(6)
                .allSatisfy(token -> {
                    assertThat(token.topLogprobs()).hasSize(4);
                    assertThat(token.topLogprobs().getFirst().logprob())
                            .isCloseTo(token.logprob(), within(1e-6));
                    assertThat(token.logprob()).isNegative();
                });
    }

    @Test
    void aTextIsGoneOnWith() {
        assertThat(
                        client.completions()
                                .create(
                                        CompletionCreateParams.builder()
                                                .model("tiny")
                                                .prompt(TinyServer.QUESTION)
                                                .maxTokens(4)
                                                .temperature(0.0)
                                                .build())
                                .choices()
                                .getFirst()
                                .text())
                .isNotEmpty();
    }

    @Test
    void aWrongFieldIsABadRequestThatNamesIt() {
        assertThatThrownBy(() -> create(chat().temperature(9.0)))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        bad -> assertThat(bad.param()).contains("temperature"));
    }

    @Test
    void theRiskIsReadableBesideOpenAisFieldsAndAlphaOneChangesNothing() {
        ChatCompletion plain = create(chat());
        ChatCompletion one =
                create(
                        chat().putAdditionalBodyProperty(
                                        "candor", JsonValue.from(Map.of("alpha", 1))));
        assertThat(text(one)).isEqualTo(text(plain));
        Map<?, ?> choice = choice(plain);
        assertThat(choice.remove("id")).isEqualTo(plain.id());
        Map<?, ?> same = choice(one);
        assertThat(same.remove("id")).isEqualTo(one.id());
        assertThat(same).isEqualTo(choice);
        assertThat(candor(one).get("alpha")).isEqualTo(candor(plain).get("alpha"));
        assertThat(choice.get("risk")).isInstanceOf(Double.class);
    }

    private static Map<?, ?> choice(ChatCompletion completion) {
        List<?> choices = (List<?>) Objects.requireNonNull(candor(completion).get("choices"));
        return new LinkedHashMap<>((Map<?, ?>) choices.getFirst());
    }

    private static Map<?, ?> candor(ChatCompletion completion) {
        JsonValue value = completion._additionalProperties().get("candor");
        return Objects.requireNonNull(Objects.requireNonNull(value).convert(Map.class));
    }
}
