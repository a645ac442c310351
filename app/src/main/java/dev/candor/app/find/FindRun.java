package dev.candor.app.find;

import dev.candor.engine.forward.PromptCache;
import dev.candor.lab.answer.Collector;
import dev.candor.lab.answer.Consistency;
import dev.candor.lab.answer.Consistency.Outcome;
import dev.candor.lab.answer.Inquiry;
import dev.candor.lab.answer.KnownReplies;
import dev.candor.lab.answer.LabelledAnswer;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.answer.Response;
import dev.candor.lab.answer.SampleAgreement;
import dev.candor.lab.answer.Verdict;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.Split;
import dev.candor.lab.probe.NoNeuronsException;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.Origin;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.RecordLog;
import dev.candor.lab.store.RunLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run of `candor find`, from questions to the report. Every stage appends to its own file in
/// the run's folder, and begins where that file ends.
public final class FindRun {
    private final FindOptions options;
    private final LoadedModel loaded;
    private final Referee referee;
    private final String version;
    private final Progress progress;

    /// A run that is judged by rule.
    public FindRun(FindOptions options, LoadedModel loaded, String version, Progress progress) {
        this(options, loaded, new Referee.ByRule(), version, progress);
    }

    /// @param referee what `options.judging()` asks for
    public FindRun(
            FindOptions options,
            LoadedModel loaded,
            Referee referee,
            String version,
            Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.referee = referee;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    public FindResult run() {
        StudyQuestions study = StudyQuestions.read(options);
        requireTemplate();
        Path run = folder();
        try (RunLock lock = RunLock.take(run);
                SampleSource samples = new SampleSource(options, loaded, study, progress)) {
            String hash = loaded.model().file().sha256();
            RunSettings settings =
                    RunSettings.of(options, hash, study, referee.described(), version);
            settings.claim(run);
            unseal(run);
            Origin made = loaded.origin(version, options.threads());
            List<Origin> earlier = Makers.enter(run, made);
            PromptCalibration.Result style = style(run, study, samples);
            Prompter prompter = loaded.prompter(style.used());
            try (PromptCache cache = cache(prompter, study)) {
                KnownReplies known = known(settings, style.used(), study);
                Collected collected = collect(run, study, asking(prompter, cache, samples, known));
                if (known.taken() > 0) {
                    progress.say("replies that an earlier run had drawn: " + known.taken());
                }
                ReportStage reports =
                        new ReportStage(
                                options,
                                loaded.model(),
                                version,
                                study,
                                style,
                                collected,
                                howJudged());
                FindResult result =
                        study(run, study, settings, style, prompter, cache, collected, reports);
                write(run, Reproduction.of(options, hash, study, made, earlier), result.report());
                return result;
            }
        }
    }

    private Asking asking(
            Prompter prompter, PromptCache cache, SampleSource samples, KnownReplies known) {
        return new Asking(options, referee.judge(), prompter, cache, samples, known);
    }

    private KnownReplies known(RunSettings settings, PromptStyle style, StudyQuestions study) {
        Path earlier = options.replies();
        return earlier == null
                ? new KnownReplies()
                : EarlierRun.replies(earlier, options, settings, style, study);
    }

    private FindResult study(
            Path run,
            StudyQuestions study,
            RunSettings settings,
            PromptCalibration.Result style,
            Prompter prompter,
            PromptCache cache,
            Collected collected,
            ReportStage reports) {
        String tooSmall = tooSmall(collected);
        if (!tooSmall.isEmpty()) {
            return new FindResult(
                    reports.report(null, null), FindResult.End.CLASS_TOO_SMALL, tooSmall);
        }
        ProbeStage stage = new ProbeStage(options, loaded, referee.judge(), run, progress);
        StudyRows rows = stage.contributions(collected, prompter, cache);
        try {
            ProbeStage.Found found =
                    stage.train(
                            rows,
                            prompter,
                            cache,
                            validation(study, collected),
                            study.evaluation().stream().map(StudyQuestions.Source::set).toList(),
                            options.texts() ? collected.byQuestion() : Map.of(),
                            provenance(study, settings, style, collected));
            return new FindResult(reports.report(rows, found), FindResult.End.FOUND, "");
        } catch (NoNeuronsException none) {
            return new FindResult(
                    reports.report(rows, null),
                    FindResult.End.NO_NEURON,
                    run + ": " + none.getMessage());
        }
    }

    /// What a reader must know of verdicts that a model gave. To be asked when all is collected:
    /// what is judged later is not judged again when a run goes on.
    private List<String> howJudged() {
        Inquiry.Counts counts = referee.counts();
        if (counts.asked() == 0) {
            return List.of();
        }
        String remark =
                "Replies were judged by %s: asked of %d, of %d more than once; %d never got a valid verdict and count as unclear."
                        .formatted(
                                referee.described(),
                                counts.asked(),
                                counts.repeated(),
                                counts.invalid());
        progress.say(remark);
        return List.of(remark);
    }

    /// Why there cannot be a probe, or nothing.
    private String tooSmall(Collected collected) {
        int correct = collected.count("", Verdict.CORRECT);
        int wrong = collected.count("", Verdict.WRONG);
        if (Math.min(correct, wrong) < ProbeStage.LEAST_ROWS) {
            return "%d consistently correct and %d consistently wrong answers with a span, expected at least %d of each: no probe"
                    .formatted(correct, wrong, ProbeStage.LEAST_ROWS);
        }
        for (String part : List.of(Parts.TRAIN, Parts.VALIDATION, Parts.TEST)) {
            int right = collected.count(part, Verdict.CORRECT);
            int bad = collected.count(part, Verdict.WRONG);
            if (Math.min(right, bad) == 0) {
                return "the %s split has %d correct and %d wrong answers, expected some of each: no probe"
                        .formatted(part, right, bad);
            }
        }
        return "";
    }

    /// Validation questions of both classes, the same number of each where there are enough; of
    /// given answers only those to which a right answer is known.
    private static List<Question> validation(StudyQuestions study, Collected collected) {
        List<Question> questions = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.CORRECT, Verdict.WRONG)) {
            collected.items().stream()
                    .filter(item -> item.part().equals(Parts.VALIDATION))
                    .filter(item -> item.answer().verdict() == verdict)
                    .map(item -> item.answer().question())
                    .filter(question -> study.given() == null || !question.isUnanswerable())
                    .limit(SuppressionTrial.PER_CLASS)
                    .forEach(questions::add);
        }
        return questions;
    }

    private Provenance provenance(
            StudyQuestions study,
            RunSettings settings,
            PromptCalibration.Result style,
            Collected collected) {
        Map<String, String> data = new LinkedHashMap<>();
        Stream.concat(study.trainingFiles().stream(), study.evaluationFiles().stream())
                .forEach(file -> data.put(file.source(), file.sha256()));
        Map<String, String> all = new LinkedHashMap<>(settings.values());
        all.put("prompt style used", style.used().label());
        all.put("consistently correct", "" + collected.training().consistency().correct());
        all.put("consistently wrong", "" + collected.training().consistency().wrong());
        all.put("code sha256", CodeHash.compute());
        return new Provenance(
                options.model().name(),
                loaded.model().file().sha256(),
                data,
                options.seed(),
                version,
                System.getProperty("java.version"),
                all);
    }

    private static void unseal(Path run) {
        try {
            RunFiles.unseal(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path run, Reproduction reproduction, FindReport report) {
        try {
            ReportFiles.write(run, report);
            reproduction.write(run);
            RunFiles.seal(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// Before the folder is claimed: the user will name another style, and maybe the same folder.
    private void requireTemplate() {
        String style = options.promptStyle();
        if (!style.equals("auto")) {
            Prompter _ = loaded.prompter(PromptStyle.named(style));
        }
    }

    private Path folder() {
        try {
            return Files.createDirectories(options.out());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    options.out() + ": is no folder to write to: " + e.getMessage(), e);
        }
    }

    /// What was collected and labelled.
    ///
    /// @param training how collecting ended
    /// @param items answers with spans, training first, in the order of the matrix
    /// @param funnels of each set, training first
    record Collected(
            TrainingCollection.Result training,
            List<ContributionStage.Item> items,
            List<SetFunnel> funnels) {
        /// Answers by question id.
        Map<String, LabelledAnswer> byQuestion() {
            Map<String, LabelledAnswer> answers = new LinkedHashMap<>();
            items.forEach(item -> answers.put(item.answer().question().id(), item.answer()));
            return answers;
        }

        /// Answers of a verdict; of a split, or of all training questions where it is empty.
        int count(String split, Verdict verdict) {
            List<String> parts =
                    split.isEmpty()
                            ? List.of(Parts.TRAIN, Parts.VALIDATION, Parts.TEST)
                            : List.of(split);
            return (int)
                    items.stream()
                            .filter(item -> parts.contains(item.part()))
                            .filter(item -> item.answer().verdict() == verdict)
                            .count();
        }
    }

    private PromptCalibration.Result style(Path run, StudyQuestions study, SampleSource samples) {
        if (!options.promptStyle().equals("auto")) {
            return new PromptCalibration.Result(
                    PromptStyle.named(options.promptStyle()), List.of());
        }
        GivenAnswers given = study.given();
        if (given != null) {
            return new PromptCalibration.Result(given.style(), List.of());
        }
        if (loaded.template() == null) {
            progress.say("the model has no chat template: few-shot prompts");
            return new PromptCalibration.Result(PromptStyle.FEW_SHOT, List.of());
        }
        if (options.model().isBundled()) {
            return new PromptCalibration.Result(PromptStyle.BARE, List.of()); // as it was tuned
        }
        Map<PromptStyle, Collector> collectors = new LinkedHashMap<>();
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (PromptStyle each : PromptCalibration.STYLES) {
                Prompter prompter = loaded.prompter(each);
                PromptCache cache = cache(prompter, study);
                RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("calibration-" + each.label() + ".jsonl"),
                                Response.class);
                open.add(cache);
                open.add(log);
                collectors.put(
                        each, asking(prompter, cache, samples, new KnownReplies()).collector(log));
            }
            PromptCalibration.Result result =
                    PromptCalibration.run(collectors, study.questionsOf(Split.TRAIN), progress);
            progress.say("prompt style: " + result.used().label());
            return result;
        } finally {
            open.forEach(FindRun::closeQuietly);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private PromptCache cache(Prompter prompter, StudyQuestions study) {
        Stream<Question> all =
                Stream.concat(
                        study.trainingQuestions().stream(),
                        study.evaluation().stream().flatMap(source -> source.taken().stream()));
        List<int[]> prompts = all.map(question -> prompter.prompt(question.text())).toList();
        return new PromptCache(loaded.session(), PromptCache.commonPrefix(prompts));
    }

    private Collected collect(Path run, StudyQuestions study, Asking asking) {
        List<ContributionStage.Item> items = new ArrayList<>();
        List<SetFunnel> funnels = new ArrayList<>();
        GivenAnswers given = study.given();
        TrainingCollection.Result training;
        if (given == null) {
            training = ask(run, study, asking, items, funnels);
        } else {
            training = given.collection(study);
            AnswerLog.Result result = given.answers(study, asking.prompter(), loaded.tokenizer());
            result.answers().forEach(answer -> add(answer, null, study, items));
            funnels.add(SetFunnel.training(study, training, result, 1));
        }
        for (StudyQuestions.Source source : study.evaluation()) {
            funnels.add(evaluation(run, source, asking, items));
        }
        return new Collected(training, items, funnels);
    }

    private TrainingCollection.Result ask(
            Path run,
            StudyQuestions study,
            Asking asking,
            List<ContributionStage.Item> items,
            List<SetFunnel> funnels) {
        try (RecordLog<Response> log =
                        RecordLog.open(run.resolve("samples-training.jsonl"), Response.class);
                AnswerLog answers = new AnswerLog(run, "training", referee.spans())) {
            Collector collector = asking.collector(log);
            TrainingCollection.Result training =
                    new TrainingCollection(
                                    collector,
                                    study.trainingQuestions(),
                                    options.perClass(),
                                    progress)
                            .collect(options.samples(), options.consistent());
            List<AnswerLog.Labelled> labelled = new ArrayList<>();
            training.outcomes()
                    .forEach((question, outcome) -> label(outcome, question, collector, labelled));
            AnswerLog.Result result = answers.answers(labelled);
            for (LabelledAnswer answer : result.answers()) {
                add(answer, agreement(answer, collector), study, items);
            }
            funnels.add(SetFunnel.training(study, training, result, options.samples()));
            return training;
        }
    }

    private static void add(
            LabelledAnswer answer,
            @Nullable SampleAgreement agreement,
            StudyQuestions study,
            List<ContributionStage.Item> items) {
        String part = Parts.of(study.split(answer.question()));
        items.add(new ContributionStage.Item(answer, part, agreement));
    }

    private SetFunnel evaluation(
            Path run,
            StudyQuestions.Source source,
            Asking asking,
            List<ContributionStage.Item> items) {
        String set = source.set();
        Consistency one = new Consistency(1, 1, 1);
        try (RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("samples-" + FileNames.safe(set) + ".jsonl"),
                                Response.class);
                AnswerLog answers = new AnswerLog(run, FileNames.safe(set), referee.spans());
                Progress.Stage stage = progress.stage("ask " + set, source.taken().size())) {
            Collector collector = asking.collector(log);
            int[] done = {0};
            collector.collect(
                    source.taken(), one, Collector.Wanted.BOTH, question -> stage.step(++done[0]));
            Map<Question, Outcome> outcomes = new LinkedHashMap<>();
            List<AnswerLog.Labelled> labelled = new ArrayList<>();
            for (Question question : source.taken()) {
                Outcome outcome = one.outcome(collector.verdicts(question));
                outcomes.put(question, outcome);
                label(outcome, question, collector, labelled);
            }
            AnswerLog.Result result = answers.answers(labelled);
            Map<LabelledAnswer, SampleAgreement> agreements =
                    agreements(run, set, result.answers(), asking);
            result.answers()
                    .forEach(answer ->
                            items.add(
                                    new ContributionStage.Item(
                                            answer, set, agreements.get(answer))));
            return SetFunnel.evaluation(source, outcomes, result);
        }
    }

    /// Samples some answered questions of an evaluation set as often as training questions, in a
    /// log of its own: the answer itself is one of the samples, drawn from the same seed.
    private Map<LabelledAnswer, SampleAgreement> agreements(
            Path run, String set, List<LabelledAnswer> answers, Asking asking) {
        List<LabelledAnswer> some = ofBothKinds(answers, options.agreement());
        Map<LabelledAnswer, SampleAgreement> agreements = new IdentityHashMap<>();
        try (RecordLog<Response> log =
                        RecordLog.open(
                                run.resolve("agreement-" + FileNames.safe(set) + ".jsonl"),
                                Response.class);
                Progress.Stage stage = progress.stage("ask " + set + " again", some.size())) {
            Collector collector = asking.collector(log);
            int[] done = {0};
            collector.collectAll(
                    some.stream().map(LabelledAnswer::question).toList(),
                    options.samples(),
                    question -> stage.step(++done[0]));
            for (LabelledAnswer answer : some) {
                @Nullable SampleAgreement agreement = agreement(answer, collector);
                if (agreement != null) {
                    agreements.put(answer, agreement);
                }
            }
        }
        return agreements;
    }

    /// The first of each verdict, half of either where there are enough: an AUROC needs both, and
    /// in a set that a model hardly knows the first hundred answers may all be wrong.
    static List<LabelledAnswer> ofBothKinds(List<LabelledAnswer> answers, int most) {
        int wrong = (int) answers.stream().filter(FindRun::isWrong).count();
        int correct = answers.size() - wrong;
        int wrongTaken = Math.min(wrong, Math.max(most / 2, most - correct));
        int correctTaken = Math.min(correct, most - wrongTaken);
        List<LabelledAnswer> some = new ArrayList<>();
        answers.stream().filter(FindRun::isWrong).limit(wrongTaken).forEach(some::add);
        answers.stream().filter(each -> !isWrong(each)).limit(correctTaken).forEach(some::add);
        return some;
    }

    private static boolean isWrong(LabelledAnswer answer) {
        return answer.verdict() == Verdict.WRONG;
    }

    /// Null where the answer is the only sample.
    private static @Nullable SampleAgreement agreement(LabelledAnswer answer, Collector collector) {
        List<Response> samples = collector.responses(answer.question());
        int own = 0;
        while (own < samples.size() && samples.get(own).sample() != answer.response().sample()) {
            own++;
        }
        return samples.size() < 2 || own == samples.size()
                ? null
                : SampleAgreement.of(
                        answer.question(), samples.stream().map(Response::text).toList(), own);
    }

    private static void label(
            Outcome outcome,
            Question question,
            Collector collector,
            List<AnswerLog.Labelled> labelled) {
        switch (outcome) {
            case CONSISTENTLY_CORRECT, CONSISTENTLY_WRONG ->
                    labelled.add(
                            new AnswerLog.Labelled(
                                    question,
                                    outcome == Outcome.CONSISTENTLY_CORRECT
                                            ? Verdict.CORRECT
                                            : Verdict.WRONG,
                                    collector.responses(question),
                                    collector.verdicts(question)));
            case DECLINED, MIXED, OPEN -> {}
        }
    }
}
