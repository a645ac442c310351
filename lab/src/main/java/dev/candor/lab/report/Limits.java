package dev.candor.lab.report;

import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.Lead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run does not show, in plain sentences: first what its own numbers say, then what no such
/// run can show.
final class Limits {
    /// Fewer test answers of a class than this, and the intervals are wide.
    static final int FEW_TEST_ROWS = 50;

    /// Below this mean overlap of resampled sets, single neurons are not to be named.
    private static final double STABLE = 0.5;

    /// Draws of random neurons the method asks for.
    static final int DRAWS = 10;

    private final List<String> sentences = new ArrayList<>();

    private Limits() {}

    static List<String> of(
            ModelSummary model,
            Settings settings,
            Verdicts verdicts,
            List<DataFile> files,
            QuestionFunnel funnel,
            @Nullable ProbeSummary probe,
            List<EvaluationSet> evaluations,
            @Nullable Evidence evidence) {
        Limits limits = new Limits();
        limits.ofModel(model);
        limits.ofData(settings, files, funnel);
        if (probe != null) {
            limits.ofProbe(settings, probe);
            evaluations.forEach(set -> limits.ofEvaluation(settings, set));
            evaluations.forEach(limits::ofSamples);
        }
        if (evidence != null) {
            limits.ofEvidence(evidence);
        }
        limits.always(verdicts, funnel, probe);
        return List.copyOf(limits.sentences);
    }

    private void ofModel(ModelSummary model) {
        if (model.bundled()) {
            add(
                    "This is the bundled test model, a test animal of %s neurons that the project"
                            + " trained on a world it made up: what holds in it need not hold in the"
                            + " models people use.",
                    Numbers.count(model.neurons()));
        }
    }

    private void ofData(Settings settings, List<DataFile> files, QuestionFunnel funnel) {
        if (settings.consistentUsed() < settings.consistentAsked()) {
            add(
                    "Too few questions of a class were answered alike in %s of %s samples, so %s of %s"
                            + " had to do there: “consistently” is weaker here than asked for.",
                    settings.consistentAsked(),
                    settings.samples(),
                    settings.consistentUsed(),
                    settings.samples());
        }
        for (DataFile file : files) {
            if (file.skippedLines() > 0) {
                add(
                        "%s of %s could not be read and %s left out.",
                        Numbers.counted(file.skippedLines(), "line"),
                        file.name(),
                        file.skippedLines() == 1 ? "was" : "were");
            }
        }
        for (QuestionFunnel.Drop drop : funnel.dropped()) {
            int dropped = drop.correct() + drop.wrong();
            int labelled = funnel.consistentlyCorrect() + funnel.consistentlyWrong();
            if (dropped * 10 > labelled) {
                add(
                        "%s of %s labelled answers gave no row: %s.",
                        Numbers.count(dropped), Numbers.count(labelled), drop.reason());
            }
        }
    }

    private void ofProbe(Settings settings, ProbeSummary probe) {
        if (settings.labels().equals("1-vs-1")) {
            add(
                    "The probe saw answer tokens only (1-vs-1). Without the other tokens of a"
                            + " reply it may pick neurons that write any answer of that kind.");
        }
        List<ProbeSummary.Candidate> tried = probe.candidates();
        if (tried.size() > 1 && (tried.getFirst().chosen() || tried.getLast().chosen())) {
            add(
                    "The chosen C, %s, is the %s one tried: a better one may lie outside the grid.",
                    Numbers.plain(probe.c()), tried.getFirst().chosen() ? "smallest" : "largest");
        }
        if (tried.stream().anyMatch(c -> c.chosen() && Double.isNaN(c.suppressedAccuracy()))) {
            add(
                    "C was chosen without measuring how the model answers while the neurons are"
                            + " suppressed.");
        }
    }

    private void ofEvaluation(Settings settings, EvaluationSet set) {
        int fewest = Math.min(set.correct(), set.wrong());
        if (fewest < FEW_TEST_ROWS) {
            add(
                    "%s has %s correct and %s wrong answers: few, so trust its intervals rather"
                            + " than its figures.",
                    set.set(), Numbers.count(set.correct()), Numbers.count(set.wrong()));
        }
        Optional<Evaluation> probe =
                set.score(ScoreKind.atPosition(settings.position())).map(ScoreResult::evaluation);
        List<String> asGood = new ArrayList<>();
        for (ScoreResult control : set.scores()) {
            if (control.kind().isProbe()) {
                continue;
            }
            Headline.Rival rival = Headline.Rival.of(control);
            if (control.asGood() > 0 && control.lead().auroc() > 0) {
                add(
                        "On %s, %s of %s sets of %s tell as much as the H-neurons%s or more, though"
                                + " their mean is lower.",
                        set.set(),
                        Numbers.count(control.asGood()),
                        Numbers.count(control.draws()),
                        rival.kind().phrase(),
                        control.kind().isOfHNeuronsAlone() ? " alone, refitted," : "");
            }
            if (control.kind().isOfHNeuronsAlone()) {
                ofHNeuronsAlone(set, control, rival);
                continue;
            }
            if (control.lead().auroc() <= 0) {
                asGood.add(
                        "%s (%s)"
                                .formatted(
                                        rival.kind().phrase(), Numbers.decimals(rival.auroc(), 3)));
            }
            if (control.kind().isRandom() && control.draws() < DRAWS) {
                add(
                        "On %s, %s are a mean of %s, fewer than the %s the method asks for.",
                        set.set(),
                        rival.kind().phrase(),
                        Numbers.counted(control.draws(), "draw"),
                        DRAWS);
            }
        }
        ofKinds(set);
        if (!asGood.isEmpty()) {
            add(
                    "On %s, as good as the H-neurons (AUROC %s) or better on the same answers: %s.",
                    set.set(),
                    Numbers.decimals(probe.map(Evaluation::auroc).orElse(Double.NaN), 3),
                    String.join("; ", asGood));
        }
    }

    /// What of the leads is knowing which kinds of question go wrong.
    private void ofKinds(EvaluationSet set) {
        if (set.againstKnown()) {
            add(
                    "On %s the wrong answers are to other kinds of question than the correct ones they are"
                            + " compared with: what tells the kinds apart does well here, knowing nothing"
                            + " of truth.",
                    set.set());
        }
        List<String> leads = new ArrayList<>();
        for (ScoreKind kind : List.of(ScoreKind.ANSWER_LENGTH, ScoreKind.MEAN_LOG_PROBABILITY)) {
            set.score(kind)
                    .map(ScoreResult::withinKind)
                    .ifPresent(within ->
                            leads.add(
                                    "over %s %s"
                                            .formatted(
                                                    kind.phrase(),
                                                    Numbers.signedWithInterval(
                                                            within.lead().auroc(),
                                                            within.lead().interval(),
                                                            2))));
        }
        boolean telling =
                set.score(ScoreKind.QUESTION_KIND)
                        .map(ScoreResult::evaluation)
                        .filter(kind -> kind.aurocInterval().low() > 0.5)
                        .isPresent();
        if (telling && !leads.isEmpty()) {
            add(
                    "On %s, part of a score can be knowing which kinds of question go wrong. Among answers"
                            + " to one kind, the H-neurons lead %s.",
                    set.set(), String.join(", ", leads));
        }
    }

    private void ofHNeuronsAlone(EvaluationSet set, ScoreResult control, Headline.Rival rival) {
        if (!Double.isNaN(control.lead().auroc()) && rival.isUnbeaten()) {
            add(
                    "On %s, the H-neurons alone, without the neurons of negative weight, %s %s (AUROC %s, their"
                            + " lead %s).",
                    set.set(),
                    control.lead().side() == Lead.Side.BEHIND
                            ? "are worse than"
                            : "cannot be told from",
                    rival.kind().phrase(),
                    Numbers.decimals(rival.auroc(), 2),
                    Numbers.signedWithInterval(
                            control.lead().auroc(), control.lead().interval(), 2));
        }
    }

    /// Questions came into the training set for what their samples agreed on.
    private void ofSamples(EvaluationSet set) {
        if ((set.inDomain() || set.againstKnown())
                && set.scores().stream()
                        .anyMatch(score -> score.kind().source() == ScoreKind.Source.SAMPLES)) {
            add(
                    "On %s, self-consistency and semantic entropy look at the very samples by which"
                            + " the questions were chosen, correct ones for agreeing on the right"
                            + " answer: their figures there are too good.",
                    set.set());
        }
    }

    private void ofEvidence(Evidence evidence) {
        add(
                "The risk was calibrated on answers of which %s %% were wrong. Where errors are"
                        + " rarer, so is a true alarm: give the share you expect as the prior.",
                Numbers.decimals(100 * evidence.scale().prior(), 0));
        if (evidence.stability().jaccard() < STABLE) {
            add(
                    "Trained on resampled answers, the set of H-neurons overlaps with this one by %s"
                            + " on average (Jaccard): many of its neurons stand for others as good.",
                    Numbers.decimals(evidence.stability().jaccard(), 2));
        }
        ofSingleNeurons(evidence.neurons());
    }

    /// An L1 fit may weigh a neuron for what it says beside others, or by chance.
    private void ofSingleNeurons(List<Evidence.NeuronDetail> neurons) {
        long louder = neurons.stream().filter(n -> n.firing().aurocInterval().low() > 0.5).count();
        long quieter =
                neurons.stream().filter(n -> n.firing().aurocInterval().high() < 0.5).count();
        if (louder < neurons.size()) {
            add(
                    "Taken one by one on held-out answers, %s of %s are louder in wrong ones (AUROC above 0.5,"
                            + " 95%% interval and all), %s quieter; the heaviest reaches %s. What does not"
                            + " tell alone may have its weight for what it adds to others, or by chance.",
                    Numbers.count((int) louder),
                    Numbers.counted(neurons.size(), "H-neuron"),
                    Numbers.count((int) quieter),
                    Numbers.withInterval(
                            neurons.getFirst().firing().auroc(),
                            neurons.getFirst().firing().aurocInterval(),
                            2));
        }
        long often = neurons.stream().filter(n -> n.chosen() >= 0.5).count();
        if (often < neurons.size()) {
            add(
                    "%s of %s were each chosen by half of the refits on resampled answers or more.",
                    Numbers.count((int) often), Numbers.counted(neurons.size(), "H-neuron"));
        }
    }

    private void always(Verdicts verdicts, QuestionFunnel funnel, @Nullable ProbeSummary probe) {
        int unlabelled = funnel.declined() + funnel.mixed() + funnel.unclear();
        add(
                "The figures on held-out questions are for clear cases: the %s this model answered"
                        + " now right, now wrong, declined, or answered unclearly were left out.",
                Numbers.counted(unlabelled, "question"));
        if (funnel.classFull() > 0) {
            add(
                    "Of those asked, %s more were left out once their class was full.",
                    Numbers.counted(funnel.classFull(), "question"));
        }
        add(
                switch (verdicts) {
                    case MATCHED ->
                            "Right and wrong come from matching an answer with the accepted ones. A"
                                    + " right answer in words that the file does not list counts as"
                                    + " wrong.";
                    case JUDGED ->
                            "Right and wrong are what a language model said, who was told the accepted"
                                    + " answers. What it gets wrong is wrong here too.";
                    case GIVEN ->
                            "Right and wrong of the training answers are as they were given: nothing"
                                    + " here checks them.";
                });
        if (probe != null) {
            add(
                    "Telling wrong from correct is not causing it. Where this run turned the neurons, it"
                            + " turned no others for comparison, so it cannot say that they make the"
                            + " model err.");
            add(
                    "The headline's score uses all weights of the probe, negative ones too. The H-neurons"
                            + " alone, refitted as the random neurons are, stand beside it, and random sets"
                            + " of either size.");
            add(
                    "One model, one seed. Another seed, prompt or set of questions can pick other"
                            + " neurons.");
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
    private void add(String sentence, Object... arguments) {
        sentences.add(sentence.formatted(arguments));
    }
}
