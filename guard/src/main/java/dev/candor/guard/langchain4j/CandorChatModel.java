package dev.candor.guard.langchain4j;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.guard.live.BusyException;
import dev.candor.guard.live.DeadlineException;
import dev.candor.guard.live.Guard;
import dev.candor.guard.live.GuardReply;
import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.LiveToken;
import dev.candor.guard.live.ReplySink;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// A [Guard] as LangChain4j's chat model, streaming or not. Each response's metadata is a
/// [CandorResponseMetadata]. May be used from several threads.
///
/// The guard's own policy, if it has one, is applied before a response is given: with a buffered
/// policy the pieces come once the whole answer was decided on, and a reply that was held back has
/// the finish reason `CONTENT_FILTER`. Pieces together are the response's text.
///
/// Text only: tools, JSON formats, penalties and messages of more than text are refused with an
/// [UnsupportedFeatureException]. A request above temperature 0 is answered with a seed of its own.
public final class CandorChatModel implements StreamingChatModel, ChatModel {
    private final Guard guard;
    private final List<ChatModelListener> listeners;

    /// @param guard stays the caller's to close
    public CandorChatModel(Guard guard) {
        this(guard, List.of());
    }

    /// @param guard stays the caller's to close
    /// @param listeners told of requests, responses and errors
    public CandorChatModel(Guard guard, List<ChatModelListener> listeners) {
        this.guard = guard;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            return response(answer(request, ReplySink.NONE));
        } catch (RuntimeException problem) {
            throw known(problem);
        }
    }

    /// Returns at once; the handler is called by a thread of the request's own.
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        Thread.ofVirtual().name("candor-chat").start(() -> stream(request, handler));
    }

    private void stream(ChatRequest request, StreamingChatResponseHandler handler) {
        Pieces pieces = new Pieces(handler);
        try {
            GuardReply reply = answer(request, pieces);
            pieces.rest(reply.text());
            handler.onCompleteResponse(response(reply));
        } catch (CancelledException asked) {
            // Whoever cancelled wants to hear no more.
        } catch (RuntimeException problem) {
            handler.onError(known(problem));
        } catch (Error problem) {
            handler.onError(problem);
            throw problem;
        }
    }

    private GuardReply answer(ChatRequest request, ReplySink sink) {
        GenerateOptions options = Requests.options(request, guard.reply(), guard.modelName());
        return guard.chat(Requests.messages(request), options, sink);
    }

    private ChatResponse response(GuardReply reply) {
        int tokens = reply.guarded().reply().tokens().size();
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(reply.text()))
                .metadata(
                        CandorResponseMetadata.of(reply)
                                .id(UUID.randomUUID().toString())
                                .modelName(guard.modelName())
                                .tokenUsage(new TokenUsage(reply.promptTokens(), tokens))
                                .finishReason(finishReason(reply.guarded()))
                                .build())
                .build();
    }

    private static FinishReason finishReason(Guarded guarded) {
        if (!guarded.shown()) {
            return FinishReason.CONTENT_FILTER;
        }
        Generation.End end = guarded.reply().generation().end();
        return switch (end) {
            case END_TOKEN, STOP_TEXT -> FinishReason.STOP;
            case MAX_TOKENS, CONTEXT -> FinishReason.LENGTH;
        };
    }

    /// As LangChain4j calls it, so that callers know whether to try again.
    private static RuntimeException known(RuntimeException problem) {
        return switch (problem) {
            case BusyException busy -> new RateLimitException(busy.getMessage(), busy);
            case DeadlineException late -> new TimeoutException(late.getMessage(), late);
            case IllegalArgumentException bad -> new InvalidRequestException(bad.getMessage(), bad);
            default -> problem;
        };
    }

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        GenerateOptions own = guard.reply();
        return ChatRequestParameters.builder()
                .modelName(guard.modelName())
                .temperature((double) own.temperature())
                .topP((double) own.topP())
                .topK(own.topK())
                .maxOutputTokens(own.maxTokens())
                .stopSequences(own.stop())
                .build();
    }

    @Override
    public List<ChatModelListener> listeners() {
        return listeners;
    }

    @Override
    public ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of();
    }

    /// Thrown through the guard to end a reply.
    private static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Hands a response over in pieces.
    private static final class Pieces implements ReplySink, StreamingHandle {
        private final StreamingChatResponseHandler handler;
        private final PartialResponseContext context = new PartialResponseContext(this);
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private int sent;

        Pieces(StreamingChatResponseHandler handler) {
            this.handler = handler;
        }

        @Override
        public void token(LiveToken token) {
            send(token.text());
        }

        /// What follows the tokens: what a policy says.
        void rest(String text) {
            send(text.substring(sent));
        }

        private void send(String piece) {
            if (!piece.isEmpty()) {
                sent += piece.length();
                handler.onPartialResponse(new PartialResponse(piece), context);
            }
            waiting();
        }

        @Override
        public void waiting() {
            if (cancelled.get()) {
                throw new CancelledException();
            }
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }
    }
}
