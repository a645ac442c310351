package dev.candor.lab.endpoint;

import dev.candor.lab.answer.Chat;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A chat with a model of an endpoint. Prompts that were announced are put at once, a few at a
/// time. Used by one thread.
public final class EndpointChat implements Chat {
    /// Requests under way at most.
    static final int PARALLEL = 8;

    private static final String EXPECTED = "a chat completion";

    private final Endpoint endpoint;
    private final OpenAiChatModel model;
    private final int maxTokens;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory());
    private final Map<String, Future<String>> begun = new HashMap<>();

    /// @param model its name at the endpoint
    /// @param maxTokens longest reply
    public EndpointChat(Endpoint endpoint, String model, int maxTokens) {
        this.endpoint = endpoint;
        this.model = endpoint.chatModel(model);
        this.maxTokens = maxTokens;
    }

    @Override
    public void expect(String prompt) {
        begun.computeIfAbsent(prompt, any -> threads.submit(() -> request(prompt, 0)));
    }

    /// @throws EndpointException if there is none to be had
    @Override
    public String reply(String prompt, int attempt) {
        Future<String> under = attempt == 0 ? begun.remove(prompt) : null;
        return under == null ? request(prompt, attempt) : await(under);
    }

    private String request(String prompt, int attempt) {
        ChatRequest request =
                ChatRequest.builder()
                        .messages(UserMessage.from(prompt))
                        .parameters(
                                OpenAiChatRequestParameters.builder()
                                        .temperature(Chat.temperature(attempt))
                                        .seed(attempt)
                                        .maxOutputTokens(maxTokens)
                                        .build())
                        .build();
        return endpoint.call(
                EXPECTED,
                () -> Objects.requireNonNullElse(model.chat(request).aiMessage().text(), ""));
    }

    private String await(Future<String> under) {
        try {
            return under.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EndpointException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointException(endpoint.url(), "an interruption", EXPECTED);
        }
    }

    /// What is under way is given up.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
