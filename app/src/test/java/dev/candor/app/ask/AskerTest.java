package dev.candor.app.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.app.find.LoadedModel;
import dev.candor.engine.forward.Batch;
import dev.candor.engine.forward.ContextExceededException;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.neuron.ForwardTap;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.neuron.TapRows;
import dev.candor.engine.testing.TinyModels;
import dev.candor.guard.monitor.AnswerToken;
import dev.candor.guard.monitor.Risk;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.SpanResult;
import dev.candor.lab.answer.TokenSpan;
import dev.candor.lab.contribution.Contribution;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.contribution.OtherTokens;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AskerTest {
    private static final String QUESTION = "What is the capital of the largest country?";

    private static AskOptions options(float alpha, int maxTokens) {
        return new AskOptions(QUESTION, alpha, maxTokens, 0.8f, 11, 50, 0.9f);
    }

    private record Run(Asked asked, List<AnswerToken> told) {}

    private static Run ask(LoadedModel loaded, Probe probe, AskOptions options) {
        List<AnswerToken> told = new ArrayList<>();
        Asked asked =
                new Asker(loaded, probe, Prompter.fewShot(loaded.tokenizer()))
                        .ask(options, told::add);
        return new Run(asked, told);
    }

    private static double score(Asked asked) {
        assertThat(asked.risk()).isInstanceOf(Risk.Scored.class);
        return ((Risk.Scored) asked.risk()).score();
    }

    private static TokenSpan span(Asked asked) {
        assertThat(asked.span()).isInstanceOf(SpanResult.Found.class);
        return ((SpanResult.Found) asked.span()).span();
    }

    private static double captured(
            LoadedModel loaded, Probe probe, Generation generation, TokenSpan span) {
        int[] prompt = Prompter.fewShot(loaded.tokenizer()).prompt(QUESTION);
        try (ContributionCapture capture =
                new ContributionCapture(
                        loaded.session(), loaded.tokenizer(), new int[0], OtherTokens.SEQUENCE)) {
            Contribution contribution =
                    capture.capture(
                                    List.of(
                                            new ContributionCapture.Answer(
                                                    prompt, generation.tokens(), span)))
                            .getFirst();
            return probe.score(
                    switch (probe.position()) {
                        case INPUT -> contribution.answerInput();
                        case EMIT -> contribution.answerEmit();
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRiskOfAReplyIsToTheBitWhatTheProbeGivesItsCapturedContributions(Position position) {
        for (long seed = 1; seed <= 3; seed++) {
            try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(seed))) {
                Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, position);

                Asked asked = ask(loaded, probe, options(1, 9)).asked();

                TokenSpan span = span(asked);
                assertThat(span.length()).isGreaterThan(1);
                assertThat(score(asked))
                        .isEqualTo(captured(loaded, probe, asked.generation(), span));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTokenHasTheScoreOfASpanOfItself(Position position) {
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(2))) {
            Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, position);

            Asked asked = ask(loaded, probe, options(1, 9)).asked();

            assertThat(asked.tokens()).hasSize(9);
            for (int t = 0; t < 9; t++) {
                assertThat(asked.tokens().get(t).score())
                        .isEqualTo(
                                captured(
                                        loaded,
                                        probe,
                                        asked.generation(),
                                        new TokenSpan(t, t + 1)));
            }
        }
    }

    @Test
    void theLastTokenOfACutReplyIsReadForItsScore() {
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(1))) {
            Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, Position.INPUT);
            Asked asked = ask(loaded, probe, options(1, 5)).asked();
            assertThat(asked.generation().end()).isEqualTo(Generation.End.MAX_TOKENS);
            assertThat(asked.tokens()).hasSize(5).noneMatch(token -> token.score() == null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void toldTokensSpellTheReplyInOrder(Position position) {
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(3))) {
            Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, position);

            Run run = ask(loaded, probe, options(1, 40));

            assertThat(run.told()).isEqualTo(run.asked().tokens());
            assertThat(run.told().stream().map(AnswerToken::text).collect(Collectors.joining()))
                    .isEqualTo(run.asked().generation().text());
        }
    }

    /// The first layer's neurons say the same whatever they are turned to; only the norm of what
    /// the layer adds changes.
    @Test
    void neuronsTurnedToNothingAreReadAllTheSame() {
        Map<NeuronId, Double> first = Map.of(new NeuronId(0, 3), 2.5);
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(1))) {
            Probe probe = TinyAsk.probe(loaded, first, Position.INPUT);
            double silent = score(ask(loaded, probe, options(0, 9)).asked());
            assertThat(silent).isGreaterThan(probe.intercept() + 1e-3);
        }
    }

    /// CETT from its definition, over a pass of its own with the same gains.
    @Test
    void theDialReachesPromptAndReplyAndTheRiskReadsWhatItTurns() {
        float alpha = 0.5f;
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(2))) {
            Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, Position.INPUT);

            Asked asked = ask(loaded, probe, options(alpha, 9)).asked();

            int[] prompt = Prompter.fewShot(loaded.tokenizer()).prompt(QUESTION);
            int[] reply = asked.generation().tokens();
            int[] all = Arrays.copyOf(prompt, prompt.length + reply.length);
            System.arraycopy(reply, 0, all, prompt.length, reply.length);
            TokenSpan span = span(asked);
            Definition tap =
                    new Definition(loaded, prompt.length + span.from(), prompt.length + span.to());
            Batch batch = new Batch();
            batch.add(loaded.session().sequence(), all, Batch.Want.NONE);
            Gains gains = Gains.of(probe.hNeurons(), alpha);
            loaded.session().forward(batch, tap, any -> gains);
            double score = tap.sum / span.length() + probe.intercept();
            assertThat(score(asked)).isCloseTo(score, within(1e-5));
        }
    }

    private static final class Definition implements ForwardTap {
        private final LoadedModel loaded;
        private final int from;
        private final int to;
        private final Map<NeuronId, float[]> said = new HashMap<>();
        private double sum;

        Definition(LoadedModel loaded, int from, int to) {
            this.loaded = loaded;
            this.from = from;
            this.to = to;
        }

        @Override
        public void activations(int layer, TapRows rows, float[] z) {
            int ffn = loaded.model().config().ffn();
            TinyAsk.WEIGHTS.keySet().stream()
                    .filter(neuron -> neuron.layer() == layer)
                    .forEach(neuron -> {
                        float[] own = new float[rows.count()];
                        for (int row = 0; row < own.length; row++) {
                            own[row] = z[row * ffn + neuron.index()];
                        }
                        said.put(neuron, own);
                    });
        }

        @Override
        public void ffn(int layer, TapRows rows, float[] z, float[] h) {
            int d = loaded.model().config().width();
            float[] norms = loaded.session().downColumnNorms(layer);
            for (int row = 0; row < rows.count(); row++) {
                if (rows.position(row) < from || rows.position(row) >= to) {
                    continue;
                }
                double squares = 0;
                for (int i = 0; i < d; i++) {
                    squares += (double) h[row * d + i] * h[row * d + i];
                }
                int at = row;
                double norm = Math.sqrt(squares);
                TinyAsk.WEIGHTS.forEach((neuron, weight) -> {
                    if (neuron.layer() == layer) {
                        int j = neuron.index();
                        float own = Objects.requireNonNull(said.get(neuron))[at];
                        sum += weight * Math.abs(own) * norms[j] / norm;
                    }
                });
            }
        }
    }

    @Test
    void aReplyWithoutWordsHasNoScoreAndSaysWhy() {
        float[] zeros = new float[24 * 320];
        try (LoadedModel loaded =
                TinyAsk.load(
                        TinyAsk.model(
                                1,
                                TinyModels.untied(),
                                TinyModels.tensor("output.weight", zeros, 24, 320)))) {
            Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, Position.INPUT);
            AskOptions greedy = new AskOptions(QUESTION, 1, 3, 0, 7, 50, 0.9f);
            Asked asked = ask(loaded, probe, greedy).asked();
            assertThat(asked.generation().text()).isEmpty();
            assertThat(asked.risk()).isEqualTo(new Risk.NoScore("the reply is empty"));
        }
    }

    @Test
    void anAnswerThatTheFullContextLeavesUnreadHasNoScoreAndSaysWhy() {
        int prompt = promptLength();
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(1, TinyModels.context(prompt)))) {
            Asked input =
                    ask(
                                    loaded,
                                    TinyAsk.probe(loaded, TinyAsk.WEIGHTS, Position.INPUT),
                                    options(1, 9))
                            .asked();
            assertThat(input.generation().end()).isEqualTo(Generation.End.CONTEXT);
            assertThat(span(input)).isEqualTo(new TokenSpan(0, 1));
            assertThat(input.risk())
                    .isEqualTo(
                            new Risk.NoScore(
                                    "the context of %d tokens is full before the answer was read"
                                            .formatted(prompt)));
            assertThat(input.tokens().getFirst().score()).isNull();
            Asked emit =
                    ask(
                                    loaded,
                                    TinyAsk.probe(loaded, TinyAsk.WEIGHTS, Position.EMIT),
                                    options(1, 9))
                            .asked();
            assertThat(emit.risk()).isInstanceOf(Risk.Scored.class);
        }
    }

    @Test
    void aPromptLongerThanTheContextIsRefused() {
        try (LoadedModel loaded =
                TinyAsk.load(TinyAsk.model(1, TinyModels.context(promptLength() - 1)))) {
            Probe probe = TinyAsk.probe(loaded, TinyAsk.WEIGHTS, Position.INPUT);
            assertThatThrownBy(() -> ask(loaded, probe, options(1, 9)))
                    .isInstanceOf(ContextExceededException.class);
        }
    }

    private static int promptLength() {
        try (LoadedModel loaded = TinyAsk.load(TinyAsk.model(1))) {
            return Prompter.fewShot(loaded.tokenizer()).prompt(QUESTION).length;
        }
    }
}
