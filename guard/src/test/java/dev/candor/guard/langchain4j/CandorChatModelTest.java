package dev.candor.guard.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.guard.live.Guard;
import dev.candor.guard.live.TinyGuard;
import dev.candor.guard.monitor.Risk;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CandorChatModelTest {
    private static final Path MODEL = TinyGuard.model(7);
    private static final UserMessage QUESTION = UserMessage.from("How long is the warranty?");

    @TempDir Path folder;

    private Guard guard() throws IOException {
        return TinyGuard.guard(MODEL, TinyGuard.probe(folder, MODEL, -0.5)).open();
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder().messages(QUESTION);
    }

    private static class Heard implements StreamingChatResponseHandler {
        final List<String> pieces = new CopyOnWriteArrayList<>();
        final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            assertThat(end).isNotDone();
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable problem) {
            end.completeExceptionally(problem);
        }

        static Heard of(StreamingChatModel model, ChatRequest request) {
            Heard heard = new Heard();
            model.chat(request, heard);
            return heard;
        }
    }

    @Test
    void piecesMakeTheTextAndTheResponseCarriesItsRisk() throws Exception {
        try (Guard guard = guard()) {
            Heard heard = Heard.of(new CandorChatModel(guard), request().build());
            ChatResponse response = heard.end.get(30, TimeUnit.SECONDS);
            assertThat(heard.pieces).hasSizeGreaterThan(1);
            assertThat(String.join("", heard.pieces)).isEqualTo(response.aiMessage().text());
            assertThat(response.metadata()).isInstanceOf(CandorResponseMetadata.class);
            CandorResponseMetadata metadata = (CandorResponseMetadata) response.metadata();
            assertThat(metadata.risk()).isInstanceOf(Risk.Scored.class);
            assertThat(metadata.finishReason()).isEqualTo(FinishReason.LENGTH);
            assertThat(metadata.tokenUsage().outputTokenCount()).isEqualTo(12);
            assertThat(metadata.tokenUsage().inputTokenCount()).isPositive();
            assertThat(metadata.modelName()).isEqualTo(guard.modelName());
            assertThat(metadata.toBuilder().build()).isEqualTo(metadata);
        }
    }

    @Test
    void requestSaysHowLongAndWhereToStop() throws IOException {
        try (Guard guard = guard()) {
            ChatModel model = new CandorChatModel(guard);
            String whole = model.chat(request().build()).aiMessage().text();
            ChatResponse three = model.chat(request().maxOutputTokens(3).build());
            assertThat(three.tokenUsage().outputTokenCount()).isEqualTo(3);
            assertThat(whole).startsWith(three.aiMessage().text());
            String stop = whole.substring(whole.length() - 2);
            ChatResponse stopped = model.chat(request().stopSequences(List.of(stop)).build());
            assertThat(stopped.aiMessage().text())
                    .isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
            ChatRequest random = request().temperature(5.0).topP(1.0).build();
            assertThat(model.chat(random).aiMessage().text())
                    .isNotEqualTo(model.chat(random).aiMessage().text());
        }
    }

    @Test
    void whatItCannotDoIsAnErrorAndNotLeftOut() throws Exception {
        try (Guard guard = guard()) {
            CandorChatModel model = new CandorChatModel(guard);
            ChatRequest tools =
                    request()
                            .toolSpecifications(ToolSpecification.builder().name("t").build())
                            .build();
            assertThatThrownBy(() -> model.chat(tools))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessage("tools cannot be given to this model");
            assertThat(Heard.of(model, tools).end)
                    .failsWithin(30, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(UnsupportedFeatureException.class);
            assertThatThrownBy(() -> model.chat(request().temperature(-1.0).build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("temperature must be 0 or more");
        }
    }

    @Test
    void cancelledStreamIsHeardOfNoMore() throws Exception {
        try (Guard guard = guard()) {
            CountDownLatch cancelled = new CountDownLatch(1);
            Heard heard =
                    new Heard() {
                        @Override
                        public void onPartialResponse(
                                PartialResponse piece, PartialResponseContext context) {
                            super.onPartialResponse(piece.text());
                            context.streamingHandle().cancel();
                            cancelled.countDown();
                        }
                    };
            new CandorChatModel(guard).chat(request().build(), heard);
            assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
            guard.ask("Who?");
            assertThat(heard.pieces).hasSize(1);
            assertThat(heard.end).isNotDone();
        }
    }

    @Test
    void answerHeldBackIsStreamedAsTheSentenceAlone() throws Exception {
        Path policy =
                TinyGuard.policy(
                        folder, "rules: [{name: all, when: {risk: 0}, then: {abstain: No.}}]\n");
        try (Guard guard =
                TinyGuard.guard(MODEL, TinyGuard.probe(folder, MODEL, -0.5))
                        .policy(policy)
                        .open()) {
            Heard heard = Heard.of(new CandorChatModel(guard), request().build());
            ChatResponse response = heard.end.get(30, TimeUnit.SECONDS);
            assertThat(heard.pieces).containsExactly("No.");
            assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        }
    }
}
