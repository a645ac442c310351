package dev.candor.app.find;

import dev.candor.app.find.ContributionStage.AnswerRows;
import dev.candor.engine.format.gguf.GgufTensorInfo;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.corpus.Instruction;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.probe.CSelection;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.report.DataFile;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ModelSummary;
import dev.candor.lab.report.ProbeSummary;
import dev.candor.lab.report.QuestionFunnel;
import dev.candor.lab.report.QuestionFunnel.SplitRows;
import dev.candor.lab.report.Settings;
import dev.candor.lab.report.Verdicts;
import dev.candor.lab.report.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes the report of a run out of what its stages left.
final class ReportStage {
    private final FindOptions options;
    private final Model model;
    private final String version;
    private final StudyQuestions study;
    private final PromptCalibration.Result style;
    private final FindRun.Collected collected;
    private final List<String> remarks;

    /// @param remarks for the reader of the report, beside those that this stage makes
    ReportStage(
            FindOptions options,
            Model model,
            String version,
            StudyQuestions study,
            PromptCalibration.Result style,
            FindRun.Collected collected,
            List<String> remarks) {
        this.options = options;
        this.model = model;
        this.version = version;
        this.study = study;
        this.style = style;
        this.collected = collected;
        this.remarks = remarks;
    }

    /// @param rows null where nothing was captured
    /// @param found null where there is no probe
    FindReport report(@Nullable StudyRows rows, ProbeStage.@Nullable Found found) {
        return FindReport.of(
                new Versions(version, System.getProperty("java.version")),
                modelSummary(),
                settings(rows),
                verdicts(),
                dataFiles(),
                trainingFunnel(rows),
                evaluationFunnels(rows),
                found == null ? null : probe(found),
                found == null ? List.of() : found.evaluations(),
                found == null ? null : found.evidence(),
                warnings());
    }

    private Verdicts verdicts() {
        if (study.given() != null) {
            return Verdicts.GIVEN;
        }
        return options.judging().by() instanceof Judging.By.Rule
                ? Verdicts.MATCHED
                : Verdicts.JUDGED;
    }

    private ModelSummary modelSummary() {
        ModelConfig config = model.config();
        Map<String, long[]> types = new TreeMap<>();
        for (GgufTensorInfo tensor : model.file().listing().values()) {
            long[] counts = types.computeIfAbsent(tensor.typeName(), type -> new long[2]);
            counts[0]++;
            counts[1] += tensor.values();
        }
        return new ModelSummary(
                options.model().name(),
                options.model().isBundled(),
                model.file().sha256(),
                config.family(),
                config.layers(),
                config.ffn(),
                config.neurons(),
                types.entrySet().stream()
                        .map(e ->
                                new ModelSummary.ParameterType(
                                        e.getKey(), (int) e.getValue()[0], e.getValue()[1]))
                        .toList());
    }

    private Settings settings(@Nullable StudyRows rows) {
        Consistency used = collected.training().consistency();
        return new Settings(
                options.seed(),
                decimal(options.temperature()),
                options.topK(),
                decimal(options.topP()),
                options.samples(),
                options.consistent(),
                Math.min(used.correct(), used.wrong()),
                options.promptStyle(),
                style.used().label(),
                style.tried(),
                options.other().label(),
                options.position().label(),
                rows == null || rows.othersUsed() ? "3-vs-1" : "1-vs-1",
                options.perClass(),
                style.used() == PromptStyle.CHAT ? Instruction.ANSWER_ONLY : "",
                "candor " + String.join(" ", FindArguments.of(options)) + " --out RUN");
    }

    /// 0.9f as 0.9, not as the double next to it.
    private static double decimal(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private List<DataFile> dataFiles() {
        List<DataFile> files = new ArrayList<>();
        for (int i = 0; i < study.training().size(); i++) {
            files.add(dataFile(study.training().get(i), options.questions().get(i)));
        }
        for (int i = 0; i < study.evaluation().size(); i++) {
            files.add(dataFile(study.evaluation().get(i), options.evaluations().get(i)));
        }
        return files;
    }

    private static DataFile dataFile(StudyQuestions.Source source, QuestionSource asked) {
        QuestionFile file = source.file();
        int repeated = file.questions().size() - source.fresh().size();
        return new DataFile(
                asked.name(),
                source.set(),
                file.format().label(),
                file.sha256(),
                source.fresh().size(),
                file.skipped().size(),
                file.duplicates() + repeated);
    }

    private QuestionFunnel trainingFunnel(@Nullable StudyRows rows) {
        List<SplitRows> splits = new ArrayList<>();
        for (String part : List.of(Parts.TRAIN, Parts.VALIDATION, Parts.TEST)) {
            splits.add(split(part, part, rows));
        }
        return collected.funnels().getFirst().toReport(splits);
    }

    private List<QuestionFunnel> evaluationFunnels(@Nullable StudyRows rows) {
        return collected.funnels().stream()
                .skip(1)
                .map(funnel -> funnel.toReport(List.of(split(funnel.set(), "evaluation", rows))))
                .toList();
    }

    private SplitRows split(String part, String name, @Nullable StudyRows rows) {
        int correct = 0;
        int wrong = 0;
        for (ContributionStage.Item item : collected.items()) {
            if (item.part().equals(part)) {
                boolean right = item.answer().verdict() == Verdict.CORRECT;
                correct += right ? 1 : 0;
                wrong += right ? 0 : 1;
            }
        }
        int others = 0;
        int empty = 0;
        if (rows != null && part.equals(Parts.TRAIN)) {
            for (AnswerRows answer : rows.part(part)) {
                others += rows.othersUsed() && answer.otherRow() >= 0 ? 1 : 0;
                empty += answer.otherRow() >= 0 ? 0 : 1;
            }
        }
        return new SplitRows(name, correct, wrong, others, empty);
    }

    private ProbeSummary probe(ProbeStage.Found found) {
        Probe probe = found.probe();
        NeuronColumns neurons = probe.neurons();
        List<ProbeSummary.HNeuron> hNeurons = new ArrayList<>();
        for (NeuronId neuron : probe.hNeurons()) {
            int column = neurons.column(neuron);
            hNeurons.add(
                    new ProbeSummary.HNeuron(
                            neuron.layer(),
                            neuron.index(),
                            probe.weightOf(neuron),
                            found.meanWrong()[column],
                            found.meanCorrect()[column]));
        }
        CSelection selection = found.selection();
        List<ProbeSummary.Candidate> candidates =
                selection.candidates().stream()
                        .map(c ->
                                new ProbeSummary.Candidate(
                                        c.C(),
                                        c.neurons(),
                                        c.validationAccuracy(),
                                        c.suppressedAccuracy(),
                                        c.sum(),
                                        c == selection.chosen()))
                        .toList();
        return ProbeSummary.of(
                modelSummary(),
                probe.C(),
                probe.weights().size() - hNeurons.size(),
                probe.intercept(),
                probe.threshold(),
                selection.chosen().relativeGap(),
                candidates,
                hNeurons);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(remarks);
        Consistency used = collected.training().consistency();
        if (used.correct() != used.wrong() || used.correct() < options.consistent()) {
            warnings.add(
                    "Consistently correct means %d of %d samples here, consistently wrong %d of %d."
                            .formatted(
                                    used.correct(), used.samples(), used.wrong(), used.samples()));
        }
        return warnings;
    }
}
