package dev.candor.app.find;

import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.report.Settings.StyleCalibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Picks the prompt style under which a model answers more questions consistently right, on a few
/// of the training questions; ties go to the first style.
final class PromptCalibration {
    /// What `auto` chooses from, the preferred one first.
    static final List<PromptStyle> STYLES = List.of(PromptStyle.CHAT, PromptStyle.FEW_SHOT);

    static final int QUESTIONS = 48;
    static final int SAMPLES = 4;

    /// @param used the better style
    /// @param tried what each gave
    record Result(PromptStyle used, List<StyleCalibration> tried) {}

    private PromptCalibration() {}

    /// @param collectors one a style, in the order of preference
    static Result run(
            Map<PromptStyle, Collector> collectors, List<Question> questions, Progress progress) {
        List<Question> asked = questions.subList(0, Math.min(QUESTIONS, questions.size()));
        Consistency all = new Consistency(SAMPLES, SAMPLES, SAMPLES);
        List<StyleCalibration> tried = new ArrayList<>();
        PromptStyle best = collectors.keySet().iterator().next();
        int most = -1;
        for (Map.Entry<PromptStyle, Collector> entry : collectors.entrySet()) {
            String label = entry.getKey().label();
            Collector collector = entry.getValue();
            try (Progress.Stage stage = progress.stage("try " + label, asked.size())) {
                int[] done = {0};
                collector.collect(
                        asked,
                        all,
                        new Collector.Wanted(true, false),
                        question -> stage.step(++done[0]));
            }
            int correct = 0;
            for (Question question : asked) {
                Outcome outcome = all.outcome(collector.verdicts(question));
                correct += outcome == Outcome.CONSISTENTLY_CORRECT ? 1 : 0;
            }
            tried.add(new StyleCalibration(label, asked.size(), correct));
            if (correct > most) {
                most = correct;
                best = entry.getKey();
            }
        }
        return new Result(best, tried);
    }
}
