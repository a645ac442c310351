package dev.candor.lab.retention;

import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.forward.Session;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Multiple-choice questions by the probability of each letter as the next thing said: nothing is
/// generated, so no reply can fail to be understood.
public final class MultipleChoice implements RetentionPart {
    /// Questions that are read together.
    private static final int WIDTH = 32;

    private final Session session;
    private final Tokenizer tokenizer;
    private final ChoicePrompts prompts;
    private final Map<String, ChoiceQuestion> questions = new LinkedHashMap<>();

    /// @param examples answered questions that may stand before another of their subject; may be
    ///   empty
    /// @param shots at most this many of them do
    public MultipleChoice(
            Session session,
            Tokenizer tokenizer,
            List<ChoiceQuestion> questions,
            List<ChoiceQuestion> examples,
            int shots) {
        this.session = session;
        this.tokenizer = tokenizer;
        prompts = new ChoicePrompts(tokenizer, session.config().context(), examples, shots);
        for (ChoiceQuestion question : questions) {
            if (this.questions.put(question.id(), question) != null) {
                throw new IllegalArgumentException("question " + question.id() + " stands twice");
            }
        }
    }

    @Override
    public Ability ability() {
        return Ability.MULTIPLE_CHOICE;
    }

    /// Ids of the questions.
    @Override
    public List<String> items() {
        return List.copyOf(questions.keySet());
    }

    /// Subject by subject, since their examples are read once for each gains.
    @Override
    public void measure(List<Attempt> attempts, Consumer<? super RetentionOutcome> told) {
        Map<String, List<Attempt>> bySubject = new LinkedHashMap<>();
        for (Attempt attempt : attempts) {
            bySubject
                    .computeIfAbsent(question(attempt).subject(), subject -> new ArrayList<>())
                    .add(attempt);
        }
        bySubject.values().forEach(own -> measureSubject(own, told));
    }

    private ChoiceQuestion question(Attempt attempt) {
        return Objects.requireNonNull(questions.get(attempt.item()), attempt.item());
    }

    private void measureSubject(List<Attempt> attempts, Consumer<? super RetentionOutcome> told) {
        Map<String, ChoicePrompts.Prompt> asked = new LinkedHashMap<>();
        List<Job> jobs = new ArrayList<>();
        for (Attempt attempt : attempts) {
            ChoicePrompts.Prompt prompt =
                    asked.computeIfAbsent(attempt.item(), item -> prompts.of(question(attempt)));
            Job job = new Job(attempt, prompt, told);
            if (prompt.shots() >= 0) {
                jobs.add(job);
            } else {
                job.weighed(new double[0]);
            }
        }
        int[] common = PromptCache.commonPrefix(jobs.stream().map(Job::prompt).toList());
        try (PromptCache cache = new PromptCache(session, common)) {
            new ContinuousBatch(session, tokenizer, cache, WIDTH).run(jobs.iterator());
        }
    }

    /// Weighs the letters behind a question, and wants no reply.
    private final class Job implements ContinuousBatch.Job {
        private final Attempt attempt;
        private final ChoicePrompts.Prompt asked;
        private final Consumer<? super RetentionOutcome> told;

        Job(Attempt attempt, ChoicePrompts.Prompt asked, Consumer<? super RetentionOutcome> told) {
            this.attempt = attempt;
            this.asked = asked;
            this.told = told;
        }

        @Override
        public int[] prompt() {
            return asked.prompt();
        }

        @Override
        public Gains gains() {
            return attempt.setting().gains();
        }

        @Override
        public List<int[]> alternatives() {
            return List.of(asked.letters());
        }

        @Override
        public void weighed(double[] logProbabilities) {
            ChoiceQuestion question = question(attempt);
            told.accept(
                    new LetterChoice(
                            attempt.setting().name(),
                            attempt.item(),
                            question.subject(),
                            question.right(),
                            Math.max(0, asked.shots()),
                            Arrays.stream(logProbabilities).boxed().toList()));
        }

        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            return List.of();
        }
    }
}
