package dev.candor.guard.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.candor.guard.live.Guard;
import dev.candor.guard.live.GuardReply;
import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.LiveReply;
import dev.candor.guard.live.TinyGuard;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.policy.Action;
import dev.candor.guard.policy.Decision;
import dev.candor.guard.policy.Observed;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.PolicyFile;
import dev.candor.guard.policy.Verifier;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.ChatExecutor;
import dev.langchain4j.guardrail.GuardrailRequestParams;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PolicyGuardrailTest {
    private static final Path MODEL = TinyGuard.model(7);
    private static final String RISKY =
            "rules: [{name: risky, when: {risk: 0.5}, then: {abstain: Not sure.}}]\n";

    /// Fails who asks the model again.
    private static final ChatExecutor NOBODY =
            new ChatExecutor() {
                @Override
                public ChatResponse execute() {
                    throw new AssertionError("asked again");
                }

                @Override
                public ChatResponse execute(List<ChatMessage> messages) {
                    throw new AssertionError("asked again");
                }
            };

    @TempDir Path folder;

    private final List<Observed> observed = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();

    /// @param intercept far below 0 makes every answer safe, far above risky
    private ChatResponse response(double intercept) throws IOException {
        Path probe = TinyGuard.probe(folder, MODEL, intercept);
        try (Guard guard = TinyGuard.guard(MODEL, probe).open()) {
            return new CandorChatModel(guard)
                    .chat(ChatRequest.builder().messages(UserMessage.from("Who?")).build());
        }
    }

    private OutputGuardrailResult validate(String yaml, ChatResponse response) throws IOException {
        Policy policy = PolicyFile.read(TinyGuard.policy(folder, yaml));
        return validate(() -> policy, Map.of("it", "rust"), response);
    }

    private OutputGuardrailResult validate(
            Supplier<Policy> policy, Map<String, Object> variables, ChatResponse response) {
        PolicyGuardrail.Listener listener =
                new PolicyGuardrail.Listener() {
                    @Override
                    public void decided(Decision decision, Observed what) {
                        decisions.add(decision);
                        observed.add(what);
                    }

                    @Override
                    public void failed(Exception why) {
                        failures.add(why);
                    }
                };
        return new PolicyGuardrail(policy, Verifier.missing(), listener)
                .validate(
                        OutputGuardrailRequest.builder()
                                .responseFromLLM(response)
                                .chatExecutor(NOBODY)
                                .requestParams(
                                        GuardrailRequestParams.builder()
                                                .userMessageTemplate("Is {{it}} covered?")
                                                .variables(variables)
                                                .build())
                                .build());
    }

    /// What a guard gave that made this of the reply.
    private static ChatResponse given(ChatResponse response, UnaryOperator<Guarded> change) {
        GuardReply reply = ((CandorResponseMetadata) response.metadata()).reply();
        GuardReply changed =
                new GuardReply(
                        reply.question(), reply.promptTokens(), change.apply(reply.guarded()));
        return ChatResponse.builder()
                .aiMessage(AiMessage.from(changed.text()))
                .metadata(CandorResponseMetadata.of(changed).build())
                .build();
    }

    private static Guarded held(Guarded guarded, Action.Final action, String text) {
        Decision decision = new Decision(action, "risky", List.of());
        return new Guarded(guarded.reply(), text, false, decision, 0, null);
    }

    private static ChatResponse foreign(String text) {
        return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
    }

    @Test
    void safeResponseGoesOut() throws IOException {
        OutputGuardrailResult result = validate(RISKY, response(-50));
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.hasRewrittenResult()).isFalse();
        assertThat(observed.getFirst().question()).isEqualTo("Who?");
    }

    @Test
    void riskyResponseIsReplaced() throws IOException {
        OutputGuardrailResult result = validate(RISKY, response(50));
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.successfulText()).isEqualTo("Not sure.");
        assertThat(decisions.getFirst().rule()).isEqualTo("risky");
    }

    @Test
    void responseWithoutScoreIsNoSafeOne() throws IOException {
        OutputGuardrailResult closed = validate(RISKY, foreign("Five years."));
        assertThat(closed.hasRewrittenResult()).isTrue();
        assertThat(closed.successfulText()).isNotEqualTo("Five years.");
        assertThat(observed.getFirst().risk()).isInstanceOf(Risk.NoScore.class);
        assertThat(observed.getFirst().question()).isEqualTo("Is rust covered?");
        validate("fail: open\n" + RISKY, foreign("Five years."));
        assertThat(decisions.getLast().action().word()).isEqualTo("flag");
    }

    @Test
    void changedTextHasNoScore() throws IOException {
        ChatResponse changed =
                response(-50).toBuilder().aiMessage(AiMessage.from("Five years.")).build();
        assertThat(validate(RISKY, changed).hasRewrittenResult()).isTrue();
        assertThat(observed.getFirst().risk())
                .isEqualTo(new Risk.NoScore("the text was changed after it was scored"));
    }

    @Test
    void retryBecomesWhatStandsUnderElse() throws IOException {
        OutputGuardrailResult result =
                validate(
                        "rules: [{name: again, when: {risk: 0.5}, then: {retry: {alpha: 0.5, times: 2, else: flag}}}]\n",
                        response(50));
        assertThat(result.hasRewrittenResult()).isFalse();
        assertThat(decisions.getFirst().action().word()).isEqualTo("flag");
    }

    @Test
    void missingVerifierIsDecidedByFail() throws IOException {
        OutputGuardrailResult result =
                validate("rules: [{name: check, when: {risk: 0}, then: verify}]\n", response(-50));
        assertThat(result.hasRewrittenResult()).isTrue();
        assertThat(failures).hasSize(1);
    }

    @Test
    void messageAloneHasNoScore() throws IOException {
        Policy policy = PolicyFile.read(TinyGuard.policy(folder, RISKY));
        assertThat(new PolicyGuardrail(policy).validate(AiMessage.from("Five years.")))
                .matches(OutputGuardrailResult::hasRewrittenResult);
    }

    @Test
    void sentenceOfTheGuardsOwnPolicyPasses() throws IOException {
        for (Action.Final action :
                List.of(new Action.Abstain("No idea."), new Action.Review("No idea."))) {
            ChatResponse sentence = given(response(50), all -> held(all, action, "No idea."));
            assertThat(validate(RISKY, sentence).hasRewrittenResult()).isFalse();
        }
        assertThat(decisions).isEmpty();
    }

    @Test
    void wordsThatAStreamHadSentBeforeItsSentenceAreJudged() throws IOException {
        ChatResponse cut =
                given(
                        response(50),
                        all -> held(all, new Action.Abstain("No idea."), "Five No idea."));
        assertThat(validate(RISKY, cut).successfulText()).isEqualTo("Not sure.");
        assertThat(decisions.getFirst().rule()).isEqualTo("risky");
        assertThat(observed.getFirst().reply()).isEqualTo("Five No idea.");
        assertThat(observed.getFirst().risk()).isInstanceOf(Risk.Scored.class);
    }

    @Test
    void sentenceThatSomebodyWroteOnIsJudged() throws IOException {
        ChatResponse held =
                given(response(-50), all -> held(all, new Action.Abstain("No idea."), "No idea."));
        ChatResponse changed =
                held.toBuilder().aiMessage(AiMessage.from("No idea. Five years.")).build();
        assertThat(validate(RISKY, changed).hasRewrittenResult()).isTrue();
        assertThat(observed.getFirst().risk()).isInstanceOf(Risk.NoScore.class);
    }

    @Test
    void riskThatIsNoNumberIsDecidedByFail() throws IOException {
        ChatResponse broken =
                given(
                        response(-50),
                        all -> {
                            LiveReply reply = all.reply();
                            return new Guarded(
                                    new LiveReply(
                                            reply.generation(),
                                            reply.tokens(),
                                            reply.span(),
                                            new Risk.Scored(Double.NaN, Double.NaN, false),
                                            reply.sentences()),
                                    all.text(),
                                    true,
                                    null,
                                    0,
                                    null);
                        });
        assertThat(validate(RISKY + "sentences: {abstain: Hm.}", broken).successfulText())
                .isEqualTo("Hm.");
        assertThat(validate(RISKY + "fail: open", broken).hasRewrittenResult()).isFalse();
        assertThat(failures).hasSize(2);
        assertThat(observed)
                .extracting(Observed::question, Observed::risk)
                .containsOnly(tuple("Who?", new Risk.NoScore("the response could not be judged")));
    }

    @Test
    void policyThatCannotBeHadLetsNothingOut() throws IOException {
        Supplier<Policy> broken =
                () -> {
                    throw new IllegalStateException("no policy");
                };
        assertThat(validate(broken, Map.of(), response(-50)).successfulText())
                .isEqualTo("I am not sure enough to answer that.");
        assertThat(failures).hasSize(1);
        assertThat(decisions).hasSize(1);
    }

    @Test
    void questionThatCannotBeToldIsDecidedByFail() throws IOException {
        Policy open = PolicyFile.read(TinyGuard.policy(folder, "fail: open\n" + RISKY));
        // Without its variable the template cannot be filled in.
        assertThat(validate(() -> open, Map.of(), foreign("Five years.")).hasRewrittenResult())
                .isFalse();
        assertThat(failures).hasSize(1);
        assertThat(decisions.getFirst().action().word()).isEqualTo("flag");
    }

    @Test
    void responseThatWaitsForAPersonIsReplaced() throws IOException {
        String rule = "rules: [{name: r, when: {risk: 0.5}, then: {review: Later.}}]\n";
        assertThat(validate(rule, response(50)).successfulText()).isEqualTo("Later.");
        ChatResponse changed =
                given(response(50), all -> held(all, new Action.Review("Wait."), "Five Wait."));
        assertThat(validate(rule, changed).successfulText()).isEqualTo("Later.");
    }

    @Test
    void callOfToolsIsNoAnswer() throws IOException {
        AiMessage call =
                AiMessage.from(ToolExecutionRequest.builder().id("1").name("look").build());
        ChatResponse response = ChatResponse.builder().aiMessage(call).build();
        assertThat(validate(RISKY, response).hasRewrittenResult()).isFalse();
        assertThat(decisions).isEmpty();
    }

    @Test
    void lengthIsInTokensOrWhereNobodyCountedInWords() throws IOException {
        ChatResponse counted =
                ChatResponse.builder()
                        .aiMessage(AiMessage.from("Five years."))
                        .tokenUsage(new TokenUsage(3, 7))
                        .build();
        validate(RISKY, counted);
        validate(RISKY, foreign("Five years. No more."));
        assertThat(observed).extracting(Observed::tokens).containsExactly(7, 4);
    }

    @Test
    void questionIsWhatTheMemoryHeardLast() throws IOException {
        Policy policy = PolicyFile.read(TinyGuard.policy(folder, RISKY));
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(10);
        memory.add(UserMessage.from("Is rust covered?"));
        memory.add(AiMessage.from("No."));
        memory.add(UserMessage.from("Is paint?"));
        PolicyGuardrail.Listener listener = (decision, what) -> observed.add(what);
        var _ =
                new PolicyGuardrail(() -> policy, Verifier.missing(), listener)
                        .validate(
                                OutputGuardrailRequest.builder()
                                        .responseFromLLM(foreign("Yes."))
                                        .chatExecutor(NOBODY)
                                        .requestParams(
                                                GuardrailRequestParams.builder()
                                                        .chatMemory(memory)
                                                        .userMessageTemplate("{{it}}")
                                                        .variables(Map.of("it", "else"))
                                                        .build())
                                        .build());
        assertThat(observed.getFirst().question()).isEqualTo("Is paint?");
    }
}
