package dev.candor.lab.answer;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.neuron.Gains;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.store.RecordLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Draws samples of questions into a log, in waves, until their label is decided. What the log
/// already holds is not drawn again, and every sample has its own seed: an interrupted and an
/// uninterrupted collection end with the same samples.
public final class Collector {
    /// A question's first samples are drawn two at a time, then four, then the rest: most questions
    /// are decided early. Decisions fall on these counts only, wherever a kill cut a wave.
    private static final int[] WAVES = {2, 6};

    private final Drawing drawing;
    private final Prompter prompter;
    private final Judge judge;
    private final RecordLog<Response> log;
    private final KnownReplies known;
    private final GenerateOptions options;
    private final long seed;
    private final Map<String, TreeMap<Integer, Response>> responses = new HashMap<>();
    private final Map<Response, Verdict> verdicts = new IdentityHashMap<>();

    /// @param drawing what draws the samples
    /// @param known samples that need not be drawn; copied into the log as they are asked for
    /// @param options of every sample; its seed is ignored
    /// @param seed of the run
    public Collector(
            Drawing drawing,
            Prompter prompter,
            Judge judge,
            RecordLog<Response> log,
            KnownReplies known,
            GenerateOptions options,
            long seed) {
        this.drawing = drawing;
        this.prompter = prompter;
        this.judge = judge;
        this.log = log;
        this.known = known;
        this.options = options;
        this.seed = seed;
        log.records().forEach(this::remember);
    }

    private void remember(Response response) {
        responses
                .computeIfAbsent(response.questionId(), id -> new TreeMap<>())
                .put(response.sample(), response);
    }

    /// The samples of a question, in their order.
    public List<Response> responses(Question question) {
        return List.copyOf(responses.getOrDefault(question.id(), new TreeMap<>()).values());
    }

    /// The verdicts of a question's samples, in their order.
    public List<Verdict> verdicts(Question question) {
        return responses(question).stream().map(response -> verdict(question, response)).toList();
    }

    private Verdict verdict(Question question, Response response) {
        return verdicts.computeIfAbsent(response, r -> judge.judge(question, r.text()));
    }

    /// Draws until every question is decided.
    ///
    /// @param wanted which labels are still of use: a question that can only get another is given
    ///   up
    /// @param done told of each question when it needs no more samples
    public void collect(
            Collection<Question> questions,
            Consistency consistency,
            Wanted wanted,
            Consumer<Question> done) {
        Iterator<QuestionJob> jobs =
                questions.stream()
                        .map(question ->
                                new QuestionJob(question, consistency, wanted, false, done))
                        .filter(QuestionJob::isOpen)
                        .iterator();
        drawing.run(jobs);
    }

    /// Draws all samples of every question, whatever their labels.
    ///
    /// @param done told of each question when it needs no more samples
    public void collectAll(Collection<Question> questions, int samples, Consumer<Question> done) {
        Consistency consistency = new Consistency(samples, samples, samples);
        drawing.run(
                questions.stream()
                        .map(question ->
                                new QuestionJob(question, consistency, Wanted.BOTH, true, done))
                        .filter(QuestionJob::isOpen)
                        .iterator());
    }

    /// Which labels are still of use.
    public record Wanted(boolean correct, boolean wrong) {
        public static final Wanted BOTH = new Wanted(true, true);

        public boolean isNothing() {
            return !correct && !wrong;
        }
    }

    private final class QuestionJob implements ContinuousBatch.Job {
        private final Question question;
        private final Consistency consistency;
        private final Wanted wanted;
        private final boolean all;
        private final Consumer<Question> told;
        private final int[] prompt;
        private final List<Integer> asked = new ArrayList<>();

        QuestionJob(
                Question question,
                Consistency consistency,
                Wanted wanted,
                boolean all,
                Consumer<Question> told) {
            this.question = question;
            this.consistency = consistency;
            this.wanted = wanted;
            this.all = all;
            this.told = told;
            this.prompt = prompter.prompt(question.text());
        }

        /// Whether it needs a sample; tells of itself if it does not.
        boolean isOpen() {
            if (!missing().isEmpty()) {
                return true;
            }
            told.accept(question);
            return false;
        }

        @Override
        public int[] prompt() {
            return prompt;
        }

        @Override
        public Gains gains() {
            return Gains.NONE;
        }

        @Override
        public void finished(int number, Generation generation) {
            keep(Response.of(question.id(), asked.get(number), generation));
        }

        private void keep(Response response) {
            log.append(response);
            remember(response);
            if (!all) {
                judge.expect(question, response.text());
            }
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            List<Integer> missing = missing();
            if (missing.isEmpty()) {
                told.accept(question);
            }
            asked.addAll(missing);
            return missing.stream()
                    .map(sample -> options.withSeed(Seeds.of(seed, question.id(), sample)))
                    .toList();
        }

        /// Numbers of the samples to draw next.
        private List<Integer> missing() {
            TreeMap<Integer, Response> have =
                    responses.getOrDefault(question.id(), new TreeMap<>());
            int wave = waveEnd(have.isEmpty() ? 0 : have.lastKey() + 1);
            List<Integer> missing = missing(wave);
            while (missing.isEmpty() && wave < consistency.samples() && (all || isUndecided())) {
                wave = waveEnd(wave + 1);
                missing = missing(wave);
            }
            return missing;
        }

        private boolean isUndecided() {
            List<Verdict> verdicts = verdicts(question);
            return (wanted.correct() && consistency.mayBeCorrect(verdicts))
                    || (wanted.wrong() && consistency.mayBeWrong(verdicts));
        }

        /// Those below `to` that neither the log has nor anybody knows.
        private List<Integer> missing(int to) {
            TreeMap<Integer, Response> have =
                    responses.getOrDefault(question.id(), new TreeMap<>());
            List<Integer> missing = new ArrayList<>();
            for (int sample = 0; sample < to; sample++) {
                if (have.containsKey(sample)) {
                    continue;
                }
                @Nullable Response reply = known.take(question.id(), sample);
                if (reply == null) {
                    missing.add(sample);
                } else {
                    keep(reply);
                }
            }
            return missing;
        }

        /// The first wave's end at or behind `count` samples.
        private int waveEnd(int count) {
            for (int wave : WAVES) {
                if (wave >= count && wave < consistency.samples()) {
                    return wave;
                }
            }
            return consistency.samples();
        }
    }
}
