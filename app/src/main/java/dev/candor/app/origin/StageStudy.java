package dev.candor.app.origin;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.app.find.ContributionStage.Item;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.origin.AskedModel.Answered;
import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.contribution.ContributionCapture;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.origin.Controls;
import dev.candor.lab.origin.JudgedAnswers;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Signal;
import dev.candor.lab.origin.Timing;
import dev.candor.lab.origin.TimingCapture;
import dev.candor.lab.probe.Bootstrap;
import dev.candor.lab.probe.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of the two models, asked and captured, and what is measured on it.
final class StageStudy {
    /// The questions that everything is measured on.
    static final String QUESTIONS = "questions";

    /// The questions that controls are fitted on.
    static final String FIT = "fit";

    private final OriginOptions options;
    private final String name;
    private final LoadedModel loaded;
    private final AskedModel model;
    private final Progress progress;

    /// @param name `base` or `instruct`
    StageStudy(
            OriginOptions options,
            String name,
            LoadedModel loaded,
            Prompter prompter,
            Progress progress) {
        this.options = options;
        this.name = name;
        this.loaded = loaded;
        this.progress = progress;
        this.model =
                new AskedModel(
                        new AskedModel.How(
                                options.out(),
                                options.maxTokens(),
                                options.width(),
                                options.seed()),
                        name,
                        loaded,
                        prompter,
                        progress);
    }

    String name() {
        return name;
    }

    /// One greedy reply a question, judged by rule.
    Answered ask(String set, List<Question> questions) {
        return model.ask(set, questions);
    }

    /// Captures the contributions of answers into the folder's matrices.
    List<AnswerRows> capture(List<Item> items) {
        return model.capture(items, options.probe().position());
    }

    /// The matrix that [#capture] left.
    Path matrix() {
        return model.matrix(options.probe().position());
    }

    /// What is measured on the answers to [#QUESTIONS].
    ///
    /// @param prompt how the model was asked
    Side measure(String prompt, Answered answered, JudgedAnswers answers, Controls controls) {
        progress.say("measure " + name + ": separation, signal, timing");
        Probe probe = options.probe();
        boolean[] wrong = answers.rows().labels();
        return new Side(
                prompt,
                answered.funnel(),
                Separation.of(
                        probe,
                        controls,
                        answers,
                        new Bootstrap(Bootstrap.DEFAULT_RESAMPLES, options.seed())),
                Signal.of(
                        probe.linear().of(answers.matrix(), answers.rows()),
                        wrong,
                        answers.clusters(),
                        probe.threshold(),
                        options.seed()),
                timing(answered.items(), wrong, answers.clusters(), controls));
    }

    private Timing timing(List<Item> items, boolean[] wrong, int[] clusters, Controls controls) {
        List<NeuronSet> sets = new ArrayList<>();
        sets.add(options.probe().hNeurons());
        sets.addAll(controls.randomSets());
        sets.addAll(controls.matchedSets());
        TimingCapture capture =
                new TimingCapture(
                        loaded.session(), loaded.tokenizer(), options.probe().position(), sets);
        List<ContributionCapture.Answer> answers =
                items.stream()
                        .map(item ->
                                new ContributionCapture.Answer(
                                        model.prompt(item),
                                        item.answer().response().tokens(),
                                        item.answer().span()))
                        .toList();
        return Timing.of(
                capture.read(answers),
                controls.randomSets().size(),
                wrong,
                clusters,
                options.seed());
    }
}
