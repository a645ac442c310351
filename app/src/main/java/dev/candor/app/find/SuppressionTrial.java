package dev.candor.app.find;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.Judge;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.probe.SuppressedAccuracy;
import dev.candor.lab.store.RecordLog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Asks validation questions greedily while neurons give nothing: what choosing C weighs against
/// the probe's own accuracy. One record a set of neurons.
final class SuppressionTrial implements SuppressedAccuracy, AutoCloseable {
    /// Questions of each class: the trial is repeated for every C.
    static final int PER_CLASS = 50;

    /// How a set did.
    record Outcome(String neurons, int right, int asked) {}

    private final LoadedModel loaded;
    private final Prompter prompter;
    private final PromptCache cache;
    private final List<Question> questions;
    private final GenerateOptions options;
    private final int width;
    private final Progress progress;
    private final Judge judge;
    private final RecordLog<Outcome> log;

    SuppressionTrial(
            Path run,
            LoadedModel loaded,
            Prompter prompter,
            PromptCache cache,
            List<Question> questions,
            Judge judge,
            FindOptions options,
            Progress progress) {
        this.loaded = loaded;
        this.judge = judge;
        this.prompter = prompter;
        this.cache = cache;
        this.questions = questions;
        this.options = GenerateOptions.greedy(options.maxTokens(), prompter.stop());
        this.width = options.width();
        this.progress = progress;
        this.log = RecordLog.open(run.resolve("suppressed.jsonl"), Outcome.class);
    }

    @Override
    public double of(NeuronSet suppressed) {
        String name = suppressed.toString();
        for (Outcome outcome : log.records()) {
            if (outcome.neurons().equals(name)) {
                return share(outcome);
            }
        }
        Gains gains = Gains.of(suppressed, 0);
        Map<Question, String> replies = new LinkedHashMap<>();
        String title = "answer without " + suppressed.size() + " neurons";
        try (Progress.Stage stage = progress.stage(title, questions.size())) {
            int[] done = {0};
            new ContinuousBatch(loaded.session(), loaded.tokenizer(), cache, width)
                    .run(
                            questions.stream()
                                    .map(question ->
                                            new Trial(
                                                    question,
                                                    gains,
                                                    reply -> {
                                                        replies.put(question, reply);
                                                        judge.expect(question, reply);
                                                        stage.step(++done[0]);
                                                    }))
                                    .iterator());
        }
        Outcome outcome = new Outcome(name, right(replies), questions.size());
        log.append(outcome);
        return share(outcome);
    }

    private int right(Map<Question, String> replies) {
        int right = 0;
        for (Map.Entry<Question, String> reply : replies.entrySet()) {
            Verdict verdict = judge.judge(reply.getKey(), reply.getValue());
            right += verdict == Verdict.CORRECT ? 1 : 0;
        }
        return right;
    }

    private static double share(Outcome outcome) {
        return (double) outcome.right() / outcome.asked();
    }

    private final class Trial implements ContinuousBatch.Job {
        private final Question question;
        private final Gains gains;
        private final Consumer<String> told;
        private final int[] prompt;

        Trial(Question question, Gains gains, Consumer<String> told) {
            this.question = question;
            this.gains = gains;
            this.told = told;
            this.prompt = prompter.prompt(question.text());
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return gains;
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            if (done.isEmpty()) {
                return List.of(options);
            }
            told.accept(done.getFirst().text());
            return List.of();
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
