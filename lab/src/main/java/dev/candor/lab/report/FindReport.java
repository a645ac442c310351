package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything `candor find` found, and how: the content of `report.json`.
///
/// Two runs of one command on one machine give equal reports: there is no clock time in it and no
/// path. A number that could not be computed is NaN. The constructor throws where counts do not add
/// up between its parts.
///
/// @param schema [#SCHEMA]
/// @param headline the result in words
/// @param versions what computed it
/// @param model what was studied
/// @param settings how
/// @param dataFiles the files of questions, in the order given
/// @param funnel the training questions, set `training`
/// @param evaluationFunnels one an evaluation set, in the order given
/// @param probe the probe, or null where none could be trained
/// @param evaluations `test` first, then the evaluation sets; empty without a probe
/// @param evidence what a sceptic asks beyond the scores; null without a probe
/// @param dial conversations under turned H-neurons; empty where none was tried
/// @param warnings what went differently from what was asked, said by the stages
/// @param limits what this does not show
public record FindReport(
        String schema,
        Headline headline,
        Versions versions,
        ModelSummary model,
        Settings settings,
        List<DataFile> dataFiles,
        QuestionFunnel funnel,
        List<QuestionFunnel> evaluationFunnels,
        @Nullable ProbeSummary probe,
        List<EvaluationSet> evaluations,
        @Nullable Evidence evidence,
        List<DialExample> dial,
        List<String> warnings,
        List<String> limits) {
    /// Name and version of the format.
    public static final String SCHEMA = "candor.find.report/3";

    /// The split, and the [EvaluationSet#set()], of the held-out training questions.
    public static final String TEST = "test";

    /// The [QuestionFunnel#set()] of the training questions.
    public static final String TRAINING = "training";

    public FindReport {
        dataFiles = List.copyOf(dataFiles);
        evaluationFunnels = List.copyOf(evaluationFunnels);
        evaluations = List.copyOf(evaluations);
        dial = List.copyOf(dial);
        warnings = List.copyOf(warnings);
        limits = List.copyOf(limits);
        Check.that(schema.equals(SCHEMA), "schema is '%s', expected '%s'", schema, SCHEMA);
        Check.that(
                funnel.set().equals(TRAINING),
                "funnel is of '%s', expected '%s'",
                funnel.set(),
                TRAINING);
        Check.that(
                probe != null || (evaluations.isEmpty() && dial.isEmpty() && evidence == null),
                "there are evaluations, evidence or turned neurons, but no probe");
        List<QuestionFunnel> funnels = new ArrayList<>(evaluationFunnels);
        funnels.add(funnel);
        for (QuestionFunnel each : funnels) {
            matchFiles(each, dataFiles);
        }
        for (EvaluationSet set : evaluations) {
            matchRows(set, funnel, evaluationFunnels);
        }
        Check.that(
                probe == null || probe.neuronsByLayer().size() == model.layers(),
                "probe.neuronsByLayer does not have the model's %s layers",
                model.layers());
    }

    /// Adds the words to the numbers.
    ///
    /// @param verdicts who gave them
    public static FindReport of(
            Versions versions,
            ModelSummary model,
            Settings settings,
            Verdicts verdicts,
            List<DataFile> dataFiles,
            QuestionFunnel funnel,
            List<QuestionFunnel> evaluationFunnels,
            @Nullable ProbeSummary probe,
            List<EvaluationSet> evaluations,
            @Nullable Evidence evidence,
            List<String> warnings) {
        return new FindReport(
                SCHEMA,
                Headline.of(settings.position(), funnel, probe, evaluations),
                versions,
                model,
                settings,
                dataFiles,
                funnel,
                evaluationFunnels,
                probe,
                evaluations,
                evidence,
                List.of(),
                warnings,
                Limits.of(
                        model,
                        settings,
                        verdicts,
                        dataFiles,
                        funnel,
                        probe,
                        evaluations,
                        evidence));
    }

    /// The same with conversations under turned H-neurons.
    public FindReport withDial(List<DialExample> examples) {
        return new FindReport(
                schema,
                headline,
                versions,
                model,
                settings,
                dataFiles,
                funnel,
                evaluationFunnels,
                probe,
                evaluations,
                evidence,
                examples,
                warnings,
                limits);
    }

    private static void matchFiles(QuestionFunnel funnel, List<DataFile> files) {
        int inFiles =
                files.stream()
                        .filter(file -> file.set().equals(funnel.set()))
                        .mapToInt(DataFile::questions)
                        .sum();
        Check.that(
                inFiles == funnel.read(),
                "questions of %s do not add up: read is %s, but its files hold %s",
                funnel.set(),
                funnel.read(),
                inFiles);
    }

    private static List<QuestionFunnel.SplitRows> test(QuestionFunnel training) {
        return training.rows().stream().filter(split -> split.split().equals(TEST)).toList();
    }

    private static void matchRows(
            EvaluationSet set, QuestionFunnel training, List<QuestionFunnel> evaluation) {
        List<QuestionFunnel.SplitRows> rows =
                set.inDomain()
                        ? test(training)
                        : evaluation.stream()
                                .filter(funnel -> funnel.set().equals(set.set()))
                                .flatMap(funnel -> funnel.rows().stream())
                                .toList();
        int correct =
                (set.againstKnown() ? test(training) : rows)
                        .stream().mapToInt(QuestionFunnel.SplitRows::correct).sum();
        int wrong = rows.stream().mapToInt(QuestionFunnel.SplitRows::wrong).sum();
        Check.that(
                correct == set.correct() && wrong == set.wrong(),
                "evaluation of %s has %s correct and %s wrong answers, but its rows are %s and %s",
                set.set(),
                set.correct(),
                set.wrong(),
                correct,
                wrong);
    }
}
