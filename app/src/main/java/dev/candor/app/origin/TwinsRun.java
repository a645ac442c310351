package dev.candor.app.origin;

import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.engine.kernel.Workers;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.origin.Alignment;
import dev.candor.lab.origin.Matching;
import dev.candor.lab.origin.ModelPair;
import dev.candor.lab.origin.Noise;
import dev.candor.lab.origin.NoiseEffect;
import dev.candor.lab.origin.NoiseEffect.Disturbed;
import dev.candor.lab.origin.QuestionMeans;
import dev.candor.lab.origin.SameOutputs;
import dev.candor.lab.origin.TwinsResult;
import dev.candor.lab.origin.UnlikeModelsException;
import dev.candor.lab.probe.ModelBinding;
import dev.candor.lab.report.ComplyReport.DialledModel;
import dev.candor.lab.report.ComplyReport.DialledProbe;
import dev.candor.lab.report.OriginReport.QuestionsOf;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.TwinsPage;
import dev.candor.lab.report.TwinsReport;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.SettingsFile;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One run of `candor twins`. The two models are never asked together.
public final class TwinsRun {
    /// What a run ends with.
    public static final String RESULT = "twins.json";

    private final TwinsOptions options;
    private final String version;
    private final Progress progress;

    public TwinsRun(TwinsOptions options, String version, Progress progress) {
        this.options = options;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    ///
    /// @throws UnlikeModelsException if the two are no twins
    /// @throws TooFewAnswersException if a model gave too few correct or too few wrong answers
    public TwinsReport run() {
        TwinsQuestions questions = TwinsQuestions.read(options);
        try {
            Hashes hashes = check(questions);
            Path run = Files.createDirectories(options.out());
            try (RunLock lock = RunLock.take(run)) {
                Map<String, String> settings = settings(questions, hashes);
                SettingsFile.claim(run, settings);
                Files.deleteIfExists(run.resolve(Checksums.FILE));
                TwinsReport report = measure(questions, hashes, settings);
                WholeFile.write(run.resolve(RESULT), report.json());
                WholeFile.write(run.resolve(ReportFiles.HTML), TwinsPage.render(report));
                Checksums.of(run, List.of(RESULT, ReportFiles.HTML)).write(run);
                return report;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private record Hashes(String a, String b) {}

    /// Refuses what cannot be compared before anything is asked.
    private Hashes check(TwinsQuestions questions) {
        try (LoadedModel a = LoadedModel.open(options.a().model(), 1, warning -> {});
                LoadedModel b = LoadedModel.open(options.b().model(), 1, warning -> {})) {
            ModelPair pair =
                    ModelPair.twins(
                            new ModelPair.Side(
                                    options.a().model().name(), a.model(), a.tokenizer()),
                            new ModelPair.Side(
                                    options.b().model().name(), b.model(), b.tokenizer()));
            pair.requireAlike(
                    questions.asked().stream()
                            .flatMap(each ->
                                    Stream.concat(
                                            Stream.of(each.text()),
                                            each.aliases().stream().limit(1)))
                            .toList());
            pair.requireEightBits();
            requireSamePrompts(
                    a.prompter(options.style()), b.prompter(options.style()), questions.asked());
            return new Hashes(hash(options.a(), a), hash(options.b(), b));
        }
    }

    private String hash(TwinsOptions.Twin twin, LoadedModel loaded) {
        ModelBinding binding = twin.probe().binding();
        binding.requireShape(loaded.model().config().layers(), loaded.model().config().ffn());
        String hash = loaded.model().file().sha256();
        if (!options.force()) {
            binding.requireModel(hash);
        }
        return hash;
    }

    private void requireSamePrompts(Prompter a, Prompter b, List<Question> questions) {
        for (Question question : questions) {
            int[] one = a.prompt(question.text());
            int[] other = b.prompt(question.text());
            if (!Arrays.equals(one, other)) {
                throw new UnlikeModelsException(
                        "'%s' is asked in %d tokens of %s and %d others of %s"
                                .formatted(
                                        question.text(),
                                        one.length,
                                        options.a().model().name(),
                                        other.length,
                                        options.b().model().name()),
                        "one prompt for both, as --prompt-style few-shot gives");
            }
        }
    }

    private Map<String, String> settings(TwinsQuestions questions, Hashes hashes) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("format", "candor-twins-run/2");
        values.put("candor", version);
        values.put("a sha256", hashes.a);
        values.put("b sha256", hashes.b);
        values.put("probe a sha256", options.a().probeSha256());
        values.put("probe b sha256", options.b().probeSha256());
        values.put("questions", questions.described());
        values.put("both are asked", options.style().label());
        values.put("decoding", "greedy, at most " + options.maxTokens() + " tokens");
        values.put("random maps", "" + options.draws());
        values.put("noise", options.sizes() + ", " + options.noiseDraws() + " draws each");
        values.put("seed", "" + options.seed());
        return values;
    }

    private TwinsReport measure(
            TwinsQuestions questions, Hashes hashes, Map<String, String> settings)
            throws IOException {
        int[] clusters = questions.clusters();
        TwinStudy studyA = new TwinStudy(options, options.a(), "a", progress);
        TwinStudy studyB = new TwinStudy(options, options.b(), "b", progress);
        TwinStudy.Asked a = studyA.ask(questions.asked(), clusters, version);
        TwinStudy.Asked b = studyB.ask(questions.asked(), clusters, version);
        Alignment map = align(a.read(), b.read());
        QuestionMeans means = new QuestionMeans(clusters, options.seed());
        TwinsResult result =
                new TwinsResult(
                        a.funnel(),
                        b.funnel(),
                        SameOutputs.of(a.replies(), b.replies(), means),
                        a.read().matched().tokens(),
                        a.read().held().tokens(),
                        studyA.transfer(a, options.b().probe(), map.inverse()),
                        studyB.transfer(b, options.a().probe(), map),
                        Matching.of(map, options.a().probe(), options.b().probe(), options.seed()),
                        noise(
                                new Disturbing(studyA, questions.asked(), a),
                                new Disturbing(studyB, questions.asked(), b),
                                means));
        return TwinsReport.of(
                model(options.a(), hashes.a),
                model(options.b(), hashes.b),
                probe(options.a()),
                probe(options.b()),
                a.from(),
                settings,
                questions.files(),
                result,
                notes(questions, hashes));
    }

    private Alignment align(Alignment.Read a, Alignment.Read b) {
        try (Workers workers = new Workers(options.threads());
                Progress.Stage stage =
                        progress.stage(
                                "find partners, layers", options.a().probe().neurons().layers())) {
            return Alignment.of(a, b, workers, stage::step);
        }
    }

    private record Disturbing(TwinStudy study, List<Question> questions, TwinStudy.Asked before) {
        Disturbed by(Noise.Target target, double size) {
            return study.disturb(target, size, questions, before);
        }
    }

    private List<NoiseEffect> noise(Disturbing a, Disturbing b, QuestionMeans means) {
        List<NoiseEffect> effects = new ArrayList<>();
        for (double size : options.sizes()) {
            Disturbed randomA = a.by(Noise.Target.RANDOM, size);
            Disturbed randomB = b.by(Noise.Target.RANDOM, size);
            for (Noise.Target target : Noise.Target.values()) {
                boolean random = target == Noise.Target.RANDOM;
                effects.add(
                        NoiseEffect.of(
                                target,
                                size,
                                random ? randomA : a.by(target, size),
                                randomA,
                                random ? randomB : b.by(target, size),
                                randomB,
                                means));
            }
        }
        return effects;
    }

    private static DialledModel model(TwinsOptions.Twin twin, String sha256) {
        return new DialledModel(twin.model().name(), twin.model().isBundled(), sha256);
    }

    private static DialledProbe probe(TwinsOptions.Twin twin) {
        return new DialledProbe(
                twin.probeName(),
                twin.probeSha256(),
                twin.probe().hNeurons().size(),
                twin.probe().neurons().count());
    }

    /// What a reader must know of probes that were made elsewhere.
    private List<String> notes(TwinsQuestions questions, Hashes hashes) {
        return Stream.of(
                        note("A", options.a(), hashes.a),
                        note("B", options.b(), hashes.b),
                        note("A", options.a(), questions),
                        note("B", options.b(), questions))
                .filter(note -> !note.isEmpty())
                .toList();
    }

    private static String note(String which, TwinsOptions.Twin twin, TwinsQuestions questions) {
        String files =
                questions.files().stream()
                        .filter(file ->
                                twin.probe().from().dataSha256().containsValue(file.sha256()))
                        .map(QuestionsOf::name)
                        .collect(Collectors.joining(", "));
        return files.isEmpty()
                ? ""
                : "The probe of %s was made with questions of %s: what it scores on them says little."
                        .formatted(which, files);
    }

    private static String note(String which, TwinsOptions.Twin twin, String sha256) {
        return twin.probe().from().modelSha256().equals(sha256)
                ? ""
                : "The probe of %s was made on another model, %s: its neurons are taken here by their places."
                        .formatted(which, twin.probe().from().modelName());
    }
}
