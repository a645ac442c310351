package dev.candor.guard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.OpenModel;
import dev.candor.engine.forward.Sequence;
import dev.candor.engine.model.Model;
import dev.candor.engine.testing.TinyModels;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.monitor.Risk;
import dev.candor.guard.monitor.Watch;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.probe.OtherModelException;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardTest {
    private static final Path MODEL = TinyGuard.model(7);
    private static final String QUESTION = "How long is the warranty?";

    @TempDir Path folder;
    private Path probe = Path.of("");

    @BeforeEach
    void writeProbe() throws IOException {
        probe = TinyGuard.probe(folder, MODEL, -0.5);
    }

    @Test
    void scoreIsThatOfAWatchOverTheSameTokens() throws IOException {
        GuardReply reply;
        try (Guard guard = TinyGuard.guard(MODEL, probe).open()) {
            reply = guard.ask(QUESTION);
        }
        LiveReply live = reply.guarded().reply();
        assertThat(live.span()).isInstanceOf(SpanResult.Found.class);
        SpanResult.Found span = (SpanResult.Found) live.span();
        assertThat(reply.risk()).isInstanceOf(Risk.Scored.class);
        assertThat(((Risk.Scored) reply.risk()).score())
                .isCloseTo(byHand(live.generation().tokens(), span), within(1e-6));
        assertThat(reply.verdict()).isIn("above", "below");
        assertThat(reply.action()).isNull();
        assertThat(reply.rule()).isNull();
        assertThat(reply.text()).isEqualTo(live.text()).isNotBlank();
    }

    private double byHand(int[] replied, SpanResult.Found span) throws IOException {
        try (OpenModel open = OpenModel.of(Model.of(ModelFiles.open(MODEL)), 1, warning -> {})) {
            String text =
                    open.requireTemplate("the test")
                            .render(List.of(ChatMessage.user(QUESTION)), true);
            int[] prompt = open.tokenizer().encodePrompt(text).ids();
            int[] all = Arrays.copyOf(prompt, prompt.length + replied.length);
            System.arraycopy(replied, 0, all, prompt.length, replied.length);
            Monitor monitor = new Monitor(ProbeFile.read(probe), open.session());
            Watch watch = monitor.watch(prompt.length);
            try (Sequence sequence = open.session().sequence()) {
                Batch batch = new Batch();
                batch.add(sequence, all, Batch.Want.LAST);
                open.session().forward(batch, watch.tap(), Batch.SequenceGains.NONE);
            }
            Double score = watch.score(span.span().from(), span.span().to());
            assertThat(score).isNotNull();
            return score == null ? Double.NaN : score;
        }
    }

    @Test
    void tokensComeInOrderAndMakeTheText() throws IOException {
        List<LiveToken> tokens = new ArrayList<>();
        try (Guard guard = TinyGuard.guard(MODEL, probe).open()) {
            GuardReply reply = guard.ask(QUESTION, tokens::add);
            StringBuilder text = new StringBuilder();
            for (LiveToken token : tokens) {
                assertThat(token.start()).isEqualTo(text.length());
                text.append(token.text());
            }
            assertThat(text).hasToString(reply.text());
            assertThat(reply.promptTokens()).isPositive();
        }
    }

    @Test
    void manyThreadsGetTheRepliesOfOne() throws Exception {
        List<String> questions = List.of("Who?", "What is it?", QUESTION, "When do you open?");
        try (Guard guard = TinyGuard.guard(MODEL, probe).open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> alone = questions.stream().map(each -> guard.ask(each).text()).toList();
            List<Future<String>> together = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String question = questions.get(i % 4);
                together.add(threads.submit(() -> guard.ask(question).text()));
            }
            for (int i = 0; i < 16; i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i % 4));
            }
        }
    }

    @Test
    void aRetryTurnsNothingUp() throws IOException {
        Path policy =
                TinyGuard.policy(
                        folder,
                        """
                        rules: [{name: again, when: {risk: 0}, then: {retry: {alpha: 0.5, else: flag}}}]
                        """);
        Set<String> seen = new HashSet<>();
        for (float alpha : new float[] {0, 0.5f, 1}) {
            String expected = plainRisk(Math.min(alpha, 0.5f));
            assertThat(plainRisk(1)).isNotEqualTo(expected);
            seen.add(expected);
            try (Guard guard = TinyGuard.guard(MODEL, probe).alpha(alpha).policy(policy).open()) {
                GuardReply reply = guard.ask(QUESTION);
                assertThat(reply.guarded().retriedAt()).isEqualTo(0.5);
                assertThat(reply.risk().toString()).isEqualTo(expected);
            }
        }
        assertThat(seen).as("risks at 0 and at a half").hasSize(2);
    }

    private String plainRisk(float alpha) throws IOException {
        try (Guard plain = TinyGuard.guard(MODEL, probe).alpha(alpha).open()) {
            return plain.ask(QUESTION).risk().toString();
        }
    }

    @Test
    void policyHoldsRiskyAnswersOfItsTopicBackAndLetsOthersOut() throws IOException {
        Path policy =
                TinyGuard.policy(
                        folder,
                        """
                        topics: {warranty: {keywords: [warranty], in: question}}
                        rules: [{name: no promises, when: {topic: warranty, risk: 0}, then: {abstain: Not sure.}}]
                        """);
        List<LiveToken> tokens = new ArrayList<>();
        try (Guard guard = TinyGuard.guard(MODEL, probe).policy(policy).open()) {
            GuardReply held = guard.ask(QUESTION, tokens::add);
            assertThat(held.text()).isEqualTo("Not sure.");
            assertThat(held.action()).isEqualTo("abstain");
            assertThat(held.rule()).isEqualTo("no promises");
            assertThat(held.risk()).isInstanceOf(Risk.Scored.class);
            assertThat(tokens).isEmpty();
            assertThat(guard.ask("When do you open?").action()).isEqualTo("allow");
        }
    }

    /// It asked once, and was let in.
    @Test
    void retriesAreNotRefusedWhenTheQueueIsFull() throws Exception {
        Path policy =
                TinyGuard.policy(
                        folder,
                        """
                        rules: [{name: all, when: {risk: 0}, then: {retry: {alpha: 0.5, times: 3, else: flag}}}]
                        no-score: flag
                        """);
        try (Guard guard =
                        TinyGuard.guard(MODEL, probe)
                                .policy(policy)
                                .limits(new Limits(1, 0, 0))
                                .open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(threads.submit(() -> answersAtOnceOrNot(guard)));
            }
            int answered = 0;
            for (Future<Boolean> each : asked) {
                answered += each.get() ? 1 : 0;
            }
            assertThat(answered).isPositive();
        }
    }

    /// A refusal must come before anything was generated.
    private static boolean answersAtOnceOrNot(Guard guard) {
        try {
            assertThat(guard.ask(QUESTION).guarded().retries()).isEqualTo(3);
            return true;
        } catch (BusyException refused) {
            assertThat(refused.getStackTrace())
                    .noneMatch(frame -> frame.getMethodName().equals("buffered"));
            return false;
        }
    }

    @Test
    void topicInAnEarlierMessageHoldsTheAnswerToALaterOne() throws IOException {
        Path policy =
                TinyGuard.policy(
                        folder,
                        """
                        topics: {warranty: {keywords: [warranty], in: question}}
                        rules: [{name: no promises, when: {topic: warranty}, then: {abstain: Not sure.}}]
                        """);
        try (Guard guard = TinyGuard.guard(MODEL, probe).policy(policy).open()) {
            GuardReply held =
                    guard.chat(List.of(ChatMessage.user(QUESTION), ChatMessage.user("Say it.")));
            assertThat(held.text()).isEqualTo("Not sure.");
            assertThat(held.question()).isEqualTo("Say it.");
        }
    }

    @Test
    void probeOfAnotherModelIsRefusedInOneMessage() {
        Path other = TinyGuard.model(8);
        assertThatThrownBy(() -> TinyGuard.guard(other, probe).open())
                .isInstanceOf(OtherModelException.class)
                .hasMessageStartingWith(probe + ": the probe was made on tiny, sha256 ")
                .hasMessageEndingWith("(" + other + ")");
    }

    @Test
    void modelWithoutChatTemplateIsRefused() throws IOException {
        Path bare = TinyModels.llamaFile();
        Path own = TinyGuard.probe(folder, bare, 0);
        assertThatThrownBy(() -> Guard.open(bare, own))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining("expected a chat template for questions to a guarded model");
    }

    @Test
    void replyThatNobodyWantsAnyMoreEnds() throws IOException {
        List<LiveToken> tokens = new ArrayList<>();
        ReplySink gone =
                new ReplySink() {
                    @Override
                    public void token(LiveToken token) {
                        tokens.add(token);
                    }

                    @Override
                    public boolean isGone() {
                        return tokens.size() == 2;
                    }
                };
        try (Guard guard = TinyGuard.guard(MODEL, probe).open()) {
            assertThatThrownBy(() -> guard.ask(QUESTION, gone))
                    .isInstanceOf(CancellationException.class);
            assertThat(tokens).hasSize(2);
            assertThat(guard.ask(QUESTION).text()).isNotBlank();
        }
    }

    @Test
    void closedGuardTakesNoQuestionsAndEndsThoseItHas() throws Exception {
        Guard guard = TinyGuard.guard(MODEL, probe).open();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<GuardReply> running =
                CompletableFuture.supplyAsync(() ->
                        guard.chat(
                                List.of(ChatMessage.user(QUESTION)),
                                GenerateOptions.greedy(900, List.of()),
                                token -> begun.countDown()));
        begun.await();
        guard.close();
        guard.close();
        assertThatThrownBy(running::join).hasCauseInstanceOf(ClosingException.class);
        assertThatThrownBy(() -> guard.ask(QUESTION)).isInstanceOf(ClosingException.class);
    }

    @Test
    void conversationLongerThanTheContextIsRefused() throws IOException {
        try (Guard guard = TinyGuard.guard(MODEL, probe).open()) {
            assertThatThrownBy(() -> guard.ask("é ".repeat(1_000)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected 1 to 1023: the model's context is 1024");
        }
    }

    @Test
    void alphaOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Guard.builder(MODEL, probe).alpha(3.5f))
                .hasMessage("alpha is 3.5, expected a number from 0 to 3");
    }
}
