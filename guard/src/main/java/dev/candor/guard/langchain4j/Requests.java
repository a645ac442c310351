package dev.candor.guard.langchain4j;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// From LangChain4j's requests to ours. What cannot be done is refused, never left out.
final class Requests {
    private Requests() {}

    /// @throws UnsupportedFeatureException if it asks for what text alone cannot do
    static List<ChatMessage> messages(ChatRequest request) {
        return request.messages().stream().map(Requests::message).toList();
    }

    private static ChatMessage message(dev.langchain4j.data.message.ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> ChatMessage.system(system.text());
            case UserMessage user when user.hasSingleText() -> ChatMessage.user(user.singleText());
            case AiMessage said when said.text() != null && !said.hasToolExecutionRequests() ->
                    ChatMessage.assistant(said.text());
            // LangChain4j's messages are an open family.
            default ->
                    throw new UnsupportedFeatureException(
                            "a message of type %s with more than one text, expected messages of one text from system, user and assistant"
                                    .formatted(message.type()));
        };
    }

    /// @param own what the request leaves open
    /// @param modelName that the request may name
    /// @throws UnsupportedFeatureException if it asks for what the model cannot do
    static GenerateOptions options(ChatRequest request, GenerateOptions own, String modelName) {
        refuse("tools", isGiven(request.toolSpecifications()));
        refuse("a frequency penalty", isGiven(request.frequencyPenalty()));
        refuse("a presence penalty", isGiven(request.presencePenalty()));
        refuse(
                "a response format of JSON",
                request.responseFormat() != null
                        && request.responseFormat().type() == ResponseFormatType.JSON);
        String asked = request.modelName();
        refuse("the model " + asked, asked != null && !asked.equals(modelName));
        Float temperature = number(request.temperature());
        Float topP = number(request.topP());
        return new GenerateOptions(
                or(request.maxOutputTokens(), own.maxTokens()),
                or(temperature, own.temperature()),
                or(request.topK(), own.topK()),
                or(topP, own.topP()),
                isGiven(request.stopSequences()) ? request.stopSequences() : own.stop(),
                ThreadLocalRandom.current().nextLong());
    }

    private static void refuse(String what, boolean asked) {
        if (asked) {
            throw new UnsupportedFeatureException(what + " cannot be given to this model");
        }
    }

    private static boolean isGiven(@Nullable Collection<?> values) {
        return values != null && !values.isEmpty();
    }

    private static boolean isGiven(@Nullable Double penalty) {
        return penalty != null && penalty != 0;
    }

    private static @Nullable Float number(@Nullable Double value) {
        return value == null ? null : value.floatValue();
    }

    private static <T> T or(@Nullable T asked, T own) {
        return asked == null ? own : asked;
    }
}
