package dev.candor.app.comply;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.app.find.QuestionSource;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.report.Origin;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.ValidateFindings;
import dev.candor.lab.report.ValidatePage;
import dev.candor.lab.report.ValidateReport;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.ChoicesCompared;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.TextCompared;
import dev.candor.lab.retention.Selection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One run of `candor validate`: asks a model and its edited copy the same, and holds one against
/// the other. Every reply is a record of a log, so a run that was cut off goes on after its last
/// whole one.
///
/// The models run one after the other: weights that are packed on opening, and what sessions read,
/// are then in memory once.
public final class ValidateRun {
    /// What a run ends with.
    public static final String RESULT = "validate.json";

    private final ValidateOptions options;
    private final String version;
    private final Progress progress;

    public ValidateRun(ValidateOptions options, String version, Progress progress) {
        this.options = options;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    ///
    /// @throws dev.candor.engine.format.MalformedModelException if the two cannot be held against
    ///   each other, or nothing was changed
    public ValidateReport run() {
        progress.say("comparing the files of the two models");
        ModelPair pair = ModelPair.of(options.model(), options.edited());
        try (Desk desk = new Desk(options.measure(), version, progress)) {
            return run(desk, pair);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private ValidateReport run(Desk desk, ModelPair pair) throws IOException {
        List<AnswersLog> answers = new ArrayList<>();
        try {
            List<AskedQuestions> sets = sets();
            Map<String, String> settings;
            try (LoadedModel loaded = open(options.model())) {
                Subject original = Subject.of(loaded, "validate");
                RetentionStage kept = kept(desk, original);
                settings = settings(desk, pair, sets, kept);
                desk.claim(settings, Set.of(), origin(loaded));
                answers.addAll(logs(desk, sets));
                answers.forEach(log -> log.ask(desk, original, Side.ORIGINAL));
                desk.benches()
                        .forEach(bench -> new BenchComparison(desk, bench).askOriginal(original));
                try (OpenRetention open = kept.open(desk.run())) {
                    measure(open, Side.ORIGINAL);
                }
            }
            ValidateReport report;
            try (LoadedModel loaded = open(options.edited())) {
                report = edited(desk, pair, settings, answers, Subject.of(loaded, "validate"));
            }
            Map<String, String> files = new LinkedHashMap<>();
            files.put(RESULT, report.json());
            files.put(ReportFiles.HTML, ValidatePage.render(report));
            desk.write(files);
            return report;
        } finally {
            answers.forEach(AnswersLog::close);
        }
    }

    private LoadedModel open(ModelSource source) {
        return LoadedModel.open(source, options.measure().threads(), progress::say);
    }

    /// The known ones first, if there are any.
    private List<AskedQuestions> sets() {
        List<AskedQuestions> sets = new ArrayList<>();
        QuestionSource known = options.measure().keeping().known();
        if (known != null) {
            sets.add(AskedQuestions.read(known, options.measure().seed()));
        }
        options.questions()
                .forEach(source -> sets.add(AskedQuestions.read(source, options.measure().seed())));
        return sets;
    }

    private boolean hasKnown() {
        return options.measure().keeping().known() != null;
    }

    private List<AnswersLog> logs(Desk desk, List<AskedQuestions> sets) {
        List<AnswersLog> logs = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            boolean known = s == 0 && hasKnown();
            String name = known ? "known" : "" + (hasKnown() ? s : s + 1);
            logs.add(AnswersLog.open(desk.run(), name, sets.get(s), known));
        }
        return logs;
    }

    /// Text and multiple choice; known questions are asked as sets are, all of them of both.
    private RetentionStage kept(Desk desk, Subject subject) {
        return new RetentionStage(
                options.measure().withoutKnown(), subject, desk.assessors().judge(), progress);
    }

    private static void measure(OpenRetention open, Side side) {
        open.measure(side.label() + ", kept", List.of(side.measured()), Selection.ALL);
    }

    private Map<String, String> settings(
            Desk desk, ModelPair pair, List<AskedQuestions> sets, RetentionStage kept) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", "candor-validate-run/2");
        values.put("candor", version);
        values.put("model sha256", pair.original().sha256());
        values.put("edited sha256", pair.edited().sha256());
        values.put("weights", options.model().packed() ? "packed to Q8_0" : "as stored");
        values.put("known questions", hasKnown() ? sets.getFirst().described() : "none");
        List<AskedQuestions> others = sets.subList(hasKnown() ? 1 : 0, sets.size());
        values.put(
                "questions",
                others.isEmpty()
                        ? "none"
                        : others.stream()
                                .map(AskedQuestions::described)
                                .collect(Collectors.joining("; ")));
        values.put("benchmarks", desk.described());
        values.putAll(desk.items());
        values.put("kept", kept.described());
        values.putAll(desk.ways());
        return values;
    }

    private ValidateReport edited(
            Desk desk,
            ModelPair pair,
            Map<String, String> settings,
            List<AnswersLog> answers,
            Subject edited) {
        long seed = options.measure().seed();
        answers.forEach(log -> log.ask(desk, edited, Side.EDITED));
        List<QuestionsCompared> questions =
                answers.stream().map(log -> log.compared(options.texts(), seed)).toList();
        List<BenchmarkCompared> benchmarks =
                desk.benches().stream()
                        .map(bench ->
                                new BenchComparison(desk, bench).askEdited(edited, options.texts()))
                        .toList();
        RetentionStage kept = kept(desk, edited);
        @Nullable TextCompared text;
        @Nullable ChoicesCompared choices;
        try (OpenRetention open = kept.open(desk.run())) {
            measure(open, Side.EDITED);
            KeptComparison comparison = new KeptComparison(open.log(), seed);
            text = comparison.text(kept.text());
            choices = comparison.choices(kept.choices());
        }
        @Nullable PremiseAgreement agreement = desk.agreement();
        return new ValidateReport(
                ValidateReport.FORMAT,
                pair.original(),
                pair.edited(),
                pair.edit(),
                origin(edited.loaded()),
                settings,
                desk.assessors().described(),
                agreement,
                questions,
                benchmarks,
                text,
                choices,
                ValidateFindings.of(questions, benchmarks, text, choices),
                notes(desk, pair, benchmarks, agreement));
    }

    private Origin origin(LoadedModel loaded) {
        return loaded.origin(version, options.measure().threads());
    }

    private List<String> notes(
            Desk desk,
            ModelPair pair,
            List<BenchmarkCompared> benchmarks,
            @Nullable PremiseAgreement agreement) {
        List<String> notes = new ArrayList<>(StudyNotes.of(options.measure(), agreement));
        if (pair.edit() == null) {
            notes.add(
                    "The two are stored in different formats, so which tensors differ was not looked at.");
        }
        benchmarks.forEach(
                each -> notes.addAll(StudyNotes.ofAnswers(each.name(), each.screening())));
        notes.addAll(desk.makers());
        return notes;
    }
}
