package dev.candor.app.find;

import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.corpus.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Asks the training questions until both classes are full or the questions are used up, stepping
/// down what counts as consistent while a class stays small (METHOD, Collect).
final class TrainingCollection {
    private static final int CHUNK = 256;
    private static final int SMALL_CLASS = 200;
    private static final int LOWEST_OF_TEN = 7;

    /// How collecting ended.
    ///
    /// @param consistency what was enough in the end
    /// @param outcomes of every question that was asked and of use; in the asked order
    /// @param givenUp questions that were asked, but whose class was full before they were decided,
    ///   or then
    /// @param notAsked how many were not, both classes being full
    record Result(
            Consistency consistency, Map<Question, Outcome> outcomes, int givenUp, int notAsked) {
        int count(Outcome outcome) {
            return (int) outcomes.values().stream().filter(o -> o == outcome).count();
        }
    }

    private final Collector collector;
    private final List<Question> questions;
    private final int perClass;
    private final Progress progress;

    TrainingCollection(
            Collector collector, List<Question> questions, int perClass, Progress progress) {
        this.collector = collector;
        this.questions = questions;
        this.perClass = perClass;
        this.progress = progress;
    }

    Result collect(int samples, int consistent) {
        int lowest = Math.min(consistent, Math.max(samples / 2 + 1, samples * LOWEST_OF_TEN / 10));
        Consistency consistency = new Consistency(samples, consistent, consistent);
        while (true) {
            Result result = pass(consistency);
            int correct = result.count(Outcome.CONSISTENTLY_CORRECT);
            int wrong = result.count(Outcome.CONSISTENTLY_WRONG);
            progress.say(
                    "consistently correct (%d of %d): %d, consistently wrong (%d of %d): %d"
                            .formatted(
                                    consistency.correct(),
                                    samples,
                                    correct,
                                    consistency.wrong(),
                                    samples,
                                    wrong));
            boolean correctIsSmaller = correct <= wrong;
            int level = correctIsSmaller ? consistency.correct() : consistency.wrong();
            if (Math.min(correct, wrong) >= Math.min(SMALL_CLASS, perClass) || level == lowest) {
                return result;
            }
            consistency =
                    correctIsSmaller
                            ? new Consistency(samples, level - 1, consistency.wrong())
                            : new Consistency(samples, consistency.correct(), level - 1);
        }
    }

    private Result pass(Consistency consistency) {
        Map<Question, Outcome> outcomes = new java.util.LinkedHashMap<>();
        int givenUp = 0;
        int notAsked = 0;
        Map<Outcome, Integer> counts = new HashMap<>();
        String name =
                "collect %d/%d of %d"
                        .formatted(
                                consistency.correct(), consistency.wrong(), consistency.samples());
        try (Progress.Stage stage = progress.stage(name, questions.size())) {
            for (int from = 0; from < questions.size(); from += CHUNK) {
                List<Question> chunk =
                        questions.subList(from, Math.min(questions.size(), from + CHUNK));
                Collector.Wanted wanted =
                        new Collector.Wanted(
                                isOpen(counts, Outcome.CONSISTENTLY_CORRECT),
                                isOpen(counts, Outcome.CONSISTENTLY_WRONG));
                if (wanted.isNothing()) {
                    // A pass that asked for more alike may have come further.
                    for (Question question : chunk) {
                        if (collector.responses(question).isEmpty()) {
                            notAsked++;
                        } else {
                            givenUp++;
                        }
                    }
                    continue;
                }
                int[] done = {from};
                collector.collect(chunk, consistency, wanted, q -> stage.step(++done[0]));
                for (Question question : chunk) {
                    Outcome outcome = consistency.outcome(collector.verdicts(question));
                    if (outcome == Outcome.OPEN || isFull(counts, outcome)) {
                        givenUp++;
                    } else {
                        outcomes.put(question, outcome);
                        counts.merge(outcome, 1, Integer::sum);
                    }
                }
            }
        }
        return new Result(consistency, outcomes, givenUp, notAsked);
    }

    private boolean isOpen(Map<Outcome, Integer> counts, Outcome outcome) {
        return counts.getOrDefault(outcome, 0) < perClass;
    }

    private boolean isFull(Map<Outcome, Integer> counts, Outcome outcome) {
        return (outcome == Outcome.CONSISTENTLY_CORRECT || outcome == Outcome.CONSISTENTLY_WRONG)
                && !isOpen(counts, outcome);
    }
}
