package dev.candor.guard.langchain4j;

import dev.candor.guard.live.GuardReply;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Decision;
import dev.candor.guard.policy.Observed;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.UserWords;
import dev.candor.guard.policy.Verifier;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.GuardrailRequestParams;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.input.PromptTemplate;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Applies a policy to the responses of an AI service.
///
/// | the policy says | the service gives |
/// |---|---|
/// | `allow`, `flag` | the response; that it is flagged is told to the [Listener] |
/// | `abstain`, `review` | the sentence instead; whoever reviews is up to the [Listener] |
/// | `retry` | what stands under `else`: LangChain4j can only ask the same again, not turn neurons. A policy of the [dev.candor.guard.live.Guard] does retry |
/// | `verify` | what the verifier's verdict leads to |
///
/// A response has a score if it comes from a [CandorChatModel] and its text is still what the guard
/// gave. Any other has none, and the policy's rules and `no-score` decide; what cannot be decided
/// at all is decided by `fail`, and stays in where not even the policy can be had. A sentence that
/// the guard's own policy put in place of a reply passes; one that it put behind words of the
/// model, which a stream had sent already, does not make them pass.
///
/// The policy sees whole responses: LangChain4j holds a stream back until its guardrails are
/// through, so `mode` changes nothing here. May be used from several threads.
public final class PolicyGuardrail implements OutputGuardrail {
    private static final Risk UNWATCHED =
            new Risk.NoScore("nothing watched the model of this response");
    private static final Risk CHANGED =
            new Risk.NoScore("the text was changed after it was scored");
    private static final Risk FAILED = new Risk.NoScore("the response could not be judged");

    private final Supplier<Policy> policy;
    private final Verifier verifier;
    private final Listener listener;

    /// Told what is done. Called by the thread of the response.
    public interface Listener {
        /// Told nothing.
        Listener NONE = (decision, observed) -> {};

        /// @param decision whose action is a final one
        void decided(Decision decision, Observed observed);

        /// The verifier or the policy failed on a response, which `fail` decided then.
        default void failed(Exception why) {
            System.getLogger(PolicyGuardrail.class.getName())
                    .log(System.Logger.Level.WARNING, "a response could not be judged", why);
        }
    }

    /// One policy, without a verifier.
    public PolicyGuardrail(Policy policy) {
        this(() -> policy, Verifier.missing(), Listener.NONE);
    }

    /// @param policy asked for once for each response, such as `LivePolicy::current`
    /// @param verifier asked where the policy says so
    /// @param listener told what is done
    public PolicyGuardrail(Supplier<Policy> policy, Verifier verifier, Listener listener) {
        this.policy = policy;
        this.verifier = verifier;
        this.listener = listener;
    }

    @Override
    public OutputGuardrailResult validate(OutputGuardrailRequest request) {
        return apply(request.responseFromLLM(), () -> asked(request));
    }

    /// As LangChain4j calls it where there is no more than a message, which has no score then.
    @Override
    public OutputGuardrailResult validate(AiMessage message) {
        return apply(ChatResponse.builder().aiMessage(message).build(), () -> List.of(""));
    }

    /// @param asked all that the user wrote, the question last
    private OutputGuardrailResult apply(ChatResponse response, Supplier<List<String>> asked) {
        String text = response.aiMessage().text();
        if (text == null || isHeldAlready(response)) {
            // A call of tools, or a sentence of the guard's policy: no words of the model.
            return success();
        }
        Judged judged = judge(response, text, asked);
        listener.decided(judged.decision, judged.observed);
        return switch (judged.decision.action()) {
            case Action.Allow _, Action.Flag _ -> success();
            case Action.Abstain(String sentence) -> successWith(sentence);
            case Action.Review(String sentence) -> successWith(sentence);
            case Action.Retry _, Action.Verify _ ->
                    throw new IllegalStateException("decided on already");
        };
    }

    private record Judged(Decision decision, Observed observed) {}

    private Judged judge(ChatResponse response, String text, Supplier<List<String>> asked) {
        Action.Final unjudged = Policy.missing();
        Observed observed =
                new Observed("", UserWords.of(List.of()), text, FAILED, words(text), true);
        try {
            Policy rules = policy.get();
            unjudged = rules.unjudged();
            int tokens = tokens(response);
            List<String> all = asked.get();
            UserWords words = UserWords.of(all);
            observed = new Observed(all.getLast(), words, text, FAILED, tokens, true);
            observed = new Observed(all.getLast(), words, text, risk(response), tokens, true);
            // All retries are used up: what stands under `else` remains.
            Decision decision = rules.decide(observed, Integer.MAX_VALUE);
            return new Judged(
                    rules.verified(decision, observed, verifier, listener::failed), observed);
        } catch (RuntimeException problem) {
            listener.failed(problem);
            return new Judged(new Decision(unjudged, null, List.of()), observed);
        }
    }

    private static @Nullable GuardReply reply(ChatResponse response) {
        return response.metadata() instanceof CandorResponseMetadata candor ? candor.reply() : null;
    }

    private static boolean isHeldAlready(ChatResponse response) {
        GuardReply reply = reply(response);
        Decision held =
                reply == null || reply.guarded().shown() ? null : reply.guarded().decision();
        return held != null
                && switch (held.action()) {
                    case Action.Abstain(String sentence) ->
                            sentence.equals(response.aiMessage().text());
                    case Action.Review(String sentence) ->
                            sentence.equals(response.aiMessage().text());
                    case Action.Allow _, Action.Flag _, Action.Retry _, Action.Verify _ -> false;
                };
    }

    private static Risk risk(ChatResponse response) {
        GuardReply reply = reply(response);
        if (reply == null) {
            return UNWATCHED;
        }
        return reply.text().equals(response.aiMessage().text()) ? reply.risk() : CHANGED;
    }

    /// As the model's side counts them; where nobody did, words.
    private static int tokens(ChatResponse response) {
        ChatResponseMetadata metadata = response.metadata();
        TokenUsage usage = metadata == null ? null : metadata.tokenUsage();
        Integer counted = usage == null ? null : usage.outputTokenCount();
        return counted == null ? words(response.aiMessage().text()) : counted;
    }

    private static int words(String text) {
        return text.split("\\s+").length;
    }

    /// What the user wrote, as far as the service remembers it, the question last.
    private static List<String> asked(OutputGuardrailRequest request) {
        return Stream.concat(earlier(request).stream(), Stream.of(question(request))).toList();
    }

    private static List<String> earlier(OutputGuardrailRequest request) {
        ChatMemory memory = request.requestParams().chatMemory();
        return memory == null
                ? List.of()
                : memory.messages().stream()
                        .filter(UserMessage.class::isInstance)
                        .map(UserMessage.class::cast)
                        .filter(UserMessage::hasSingleText)
                        .map(UserMessage::singleText)
                        .toList();
    }

    private static String question(OutputGuardrailRequest request) {
        GuardReply reply = reply(request.responseFromLLM());
        if (reply != null) {
            return reply.question();
        }
        GuardrailRequestParams params = request.requestParams();
        if (params.chatMemory() != null) {
            return UserMessage.findLast(params.chatMemory().messages())
                    .filter(UserMessage::hasSingleText)
                    .map(UserMessage::singleText)
                    .orElse("");
        }
        String template = params.userMessageTemplate();
        Map<String, Object> variables = params.variables();
        return template == null || variables == null
                ? ""
                : PromptTemplate.from(template).apply(variables).text();
    }
}
