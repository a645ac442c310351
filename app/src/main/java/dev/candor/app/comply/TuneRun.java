package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.Fit;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.corpus.QuestionFileException;
import dev.candor.lab.dial.Cost;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.dial.DialSearch;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.dial.NeuronGroups;
import dev.candor.lab.dial.Tried;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.RetentionReport;
import dev.candor.lab.report.TuneFindings;
import dev.candor.lab.report.TunePage;
import dev.candor.lab.report.TuneReport;
import dev.candor.lab.report.TuneReport.Group;
import dev.candor.lab.report.TuneReport.Search;
import dev.candor.lab.report.TuneReport.TunedBenchmark;
import dev.candor.lab.report.TuneReport.UnseenDial;
import dev.candor.lab.retention.RetentionPart;
import dev.candor.lab.retention.Selection;
import dev.candor.lab.statistics.Mean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One run of `candor tune`: looks for the dial that goes along least at a bounded cost on one half
/// of everything, and measures it on the other. Every trial is a record of a log, so a run that was
/// cut off goes on after its last whole conversation.
public final class TuneRun {
    /// What a run ends with.
    public static final String RESULT = "tune.json";

    /// The dial it found, if it found one.
    public static final String DIAL = "dial.json";

    /// Questions in a half, below which a bound in percentage points is one of single questions.
    private static final int FEW_QUESTIONS = 50;

    /// Pieces of a text in a half, below which the growth of perplexity is that of single ones.
    private static final int FEW_PIECES = 10;

    private static final String H_NEURONS = DialSet.Kind.H_NEURONS.label();

    private final TuneOptions options;
    private final LoadedModel loaded;
    private final String version;
    private final Progress progress;

    public TuneRun(TuneOptions options, LoadedModel loaded, String version, Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    public TuneReport run() {
        try (Workbench bench = new Workbench(options.study(), loaded, version, "tune", progress)) {
            // Rounds and bounds change no measurement: a run may go on under others.
            Map<String, String> settings =
                    new LinkedHashMap<>(
                            bench.claim(
                                    "candor-tune-run/2",
                                    Map.of("groups", "" + groupCount()),
                                    false));
            settings.put("rounds", "" + options.rounds());
            settings.put(
                    "bounds",
                    "%s points lost, perplexity %s %%"
                            .formatted(options.bounds().lost(), options.bounds().perplexity()));
            TuneReport report = measure(bench, settings);
            Map<String, String> files = new LinkedHashMap<>();
            files.put(RESULT, report.json());
            files.put(ReportFiles.HTML, TunePage.render(report));
            if (report.search().best().turnsNothing()) {
                Files.deleteIfExists(bench.desk().run().resolve(DIAL));
            } else {
                files.put(DIAL, DialFile.toJson(dial(report)));
            }
            bench.desk().write(files);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private int groupCount() {
        return Math.min(options.groups(), options.study().probe().hNeurons().size());
    }

    private NeuronGroups groups(DialSet set) {
        return NeuronGroups.byDepth(set.neurons(), groupCount());
    }

    private TuneReport measure(Workbench bench, Map<String, String> settings) {
        List<DialSet> sets = bench.sets().stream().map(DrawnSet::set).toList();
        @Nullable PremiseAgreement agreement = bench.desk().agreement();
        List<BenchLog> logs = new ArrayList<>();
        try (OpenRetention retention = bench.retention().open(bench.desk().run())) {
            bench.desk()
                    .benches()
                    .forEach(each -> logs.add(BenchLog.open(bench.desk(), bench.subject(), each)));
            List<Fit> fit = logs.stream().map(log -> log.fit(progress)).toList();
            Halves halves = new Halves(options.study().measure().seed(), retention.answered());
            requireBoth(halves, retention);
            DialTrials tuning = trials(logs, fit, retention, halves, true);
            DialTrials unseen = trials(logs, fit, retention, halves, false);
            Search search = search(tuning, groups(sets.getFirst()));
            List<String> notes = bench.notes(agreement);
            without(tuning, "that the dial is tuned on").ifPresent(notes::add);
            notes.addAll(few(halves, retention));
            List<UnseenDial> measured = new ArrayList<>();
            @Nullable Mean lead = null;
            @Nullable Cost cost = null;
            if (!search.best().turnsNothing()) {
                Unseen after = new Unseen(unseen, sets);
                measured.addAll(after.dials(search));
                lead = after.lead(search.best());
                without(unseen, "that the search did not see").ifPresent(notes::add);
                cost = unseen.cost(after.setting(sets.getFirst(), search.best()));
            }
            for (int b = 0; b < logs.size(); b++) {
                notes.addAll(
                        StudyNotes.ofAnswers(logs.get(b).bench().name(), fit.get(b).screening()));
            }
            @Nullable Band band = TuneFindings.band(measured, lead);
            return new TuneReport(
                    TuneReport.FORMAT,
                    bench.model(),
                    bench.probe(),
                    bench.origin(),
                    settings,
                    bench.desk().assessors().described(),
                    agreement,
                    described(groups(sets.getFirst())),
                    benchmarks(logs, fit, halves),
                    new TuneReport.Abilities(
                            retention.known(),
                            bench.retention().text(),
                            bench.retention().choices()),
                    search,
                    measured,
                    lead,
                    band,
                    TuneFindings.of(search, measured, cost, band),
                    notes);
        } finally {
            logs.forEach(BenchLog::close);
        }
    }

    /// A cost that is measured on nothing bounds nothing.
    private static void requireBoth(Halves halves, OpenRetention retention) {
        for (RetentionPart part : retention.parts()) {
            for (boolean tuning : new boolean[] {true, false}) {
                if (half(halves, part, tuning) == 0) {
                    throw new IllegalArgumentException(
                            "what the dial costs in %s cannot be measured: of %d that the model as it is answers, or that fit its context, none is in the half %s; name more, or another --seed"
                                    .formatted(
                                            switch (part.ability()) {
                                                case KNOWN_QUESTIONS -> "known questions";
                                                case HELD_OUT_TEXT -> "text";
                                                case MULTIPLE_CHOICE -> "multiple choice";
                                            },
                                            part.items().size(),
                                            tuning
                                                    ? "to tune on"
                                                    : "that the search does not see"));
                }
            }
        }
    }

    /// Bounds that hang on single questions or pieces of a text.
    private static List<String> few(Halves halves, OpenRetention retention) {
        List<String> notes = new ArrayList<>();
        for (RetentionPart part : retention.parts()) {
            int tuning = half(halves, part, true);
            int unseen = half(halves, part, false);
            int enough =
                    switch (part.ability()) {
                        case KNOWN_QUESTIONS, MULTIPLE_CHOICE -> FEW_QUESTIONS;
                        case HELD_OUT_TEXT -> FEW_PIECES;
                    };
            if (Math.min(tuning, unseen) < enough) {
                notes.add(
                        "The bound on %s rests on %d to tune on and %d that the search does not see: with fewer than %d it is a matter of single ones."
                                .formatted(
                                        switch (part.ability()) {
                                            case KNOWN_QUESTIONS -> "known questions";
                                            case HELD_OUT_TEXT -> "the text's pieces";
                                            case MULTIPLE_CHOICE -> "multiple choice";
                                        },
                                        tuning,
                                        unseen,
                                        enough));
            }
        }
        return notes;
    }

    private static int half(Halves halves, RetentionPart part, boolean tuning) {
        Selection half = halves.abilities(tuning);
        return (int) part.items().stream().filter(item -> half.has(part.ability(), item)).count();
    }

    private static Optional<String> without(DialTrials trials, String half) {
        List<String> names = trials.withoutItems();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "On the half %s no item of %s counts under the model as it is, so the mean is without it."
                                .formatted(half, String.join(", ", names)));
    }

    private DialTrials trials(
            List<BenchLog> logs,
            List<Fit> fit,
            OpenRetention retention,
            Halves halves,
            boolean tuning) {
        List<DialTrials.Part> parts = new ArrayList<>();
        for (int b = 0; b < logs.size(); b++) {
            List<Item> items = halves.items(fit.get(b).items(), tuning);
            Bench bench = logs.get(b).bench();
            if (items.isEmpty()) {
                throw new QuestionFileException(
                        bench.file(),
                        "gives %d items that are fit, and none in the half %s, expected more, or another --seed"
                                .formatted(
                                        fit.get(b).items().size(),
                                        tuning ? "to tune on" : "that the search does not see"));
            }
            parts.add(new DialTrials.Part(logs.get(b), items));
        }
        return new DialTrials(
                parts,
                retention,
                halves.abilities(tuning),
                options.study().measure().seed(),
                progress);
    }

    private Search search(DialTrials trials, NeuronGroups groups) {
        List<Double> alphas = options.study().alphas().values();
        int[] tried = {0};
        DialSearch.Found found =
                new DialSearch(groupCount(), alphas, options.rounds(), options.bounds())
                        .search(positions -> {
                            String title =
                                    "positions %d–%d"
                                            .formatted(tried[0] + 1, tried[0] + positions.size());
                            tried[0] += positions.size();
                            return tried(trials, groups, title, positions);
                        });
        return new Search(
                alphas,
                options.rounds(),
                options.bounds(),
                found.tried(),
                Tried.front(found.tried()),
                found.uniform(),
                found.best(),
                found.settled());
    }

    private static List<Tried> tried(
            DialTrials trials, NeuronGroups groups, String title, List<List<Double>> positions) {
        List<Setting> settings =
                positions.stream()
                        .map(at -> DialTrials.setting(H_NEURONS, at, groups.alphas(at)))
                        .toList();
        trials.measure(title, settings);
        List<Tried> tried = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Setting setting = settings.get(i);
            tried.add(new Tried(positions.get(i), trials.points(setting), trials.cost(setting)));
        }
        return tried;
    }

    /// What is left on the half that the search did not see.
    private final class Unseen {
        private final DialTrials trials;
        private final List<DialSet> sets;

        Unseen(DialTrials trials, List<DialSet> sets) {
            this.trials = trials;
            this.sets = sets;
        }

        Setting setting(DialSet set, Tried at) {
            return DialTrials.setting(set.name(), at.alphas(), groups(set).alphas(at.alphas()));
        }

        /// The best single α where the tuned dial is another, the tuned dial, the controls turned
        /// as it is.
        List<UnseenDial> dials(Search search) {
            List<Setting> settings = new ArrayList<>();
            settings.add(setting(sets.getFirst(), search.uniform()));
            sets.forEach(set -> settings.add(setting(set, search.best())));
            trials.measure("unseen", settings);
            List<UnseenDial> dials = new ArrayList<>();
            if (!search.uniform().turnsNothing() && !search.best().sameForAll()) {
                dials.add(dial("one α", sets.getFirst(), search.uniform()));
            }
            for (DialSet set : sets) {
                dials.add(
                        dial(
                                set.kind().isControl() ? set.name() : TuneFindings.TUNED,
                                set,
                                search.best()));
            }
            return dials;
        }

        private UnseenDial dial(String name, DialSet set, Tried at) {
            Setting setting = setting(set, at);
            return new UnseenDial(
                    name,
                    set.kind().description(),
                    set.kind().isControl(),
                    at.alphas(),
                    trials.change(setting),
                    trials.benchmarks(setting),
                    trials.kept(setting),
                    trials.perplexity(setting));
        }

        /// Null without controls.
        @Nullable Mean lead(Tried best) {
            List<Setting> controls =
                    sets.stream()
                            .filter(set -> set.kind().isControl())
                            .map(set -> setting(set, best))
                            .toList();
            return trials.lead(setting(sets.getFirst(), best), controls);
        }
    }

    private static List<Group> described(NeuronGroups groups) {
        List<Group> described = new ArrayList<>();
        for (int g = 0; g < groups.groups().size(); g++) {
            List<NeuronId> neurons = groups.groups().get(g).asList();
            int first = neurons.getFirst().layer();
            int last = neurons.getLast().layer();
            described.add(
                    new Group(
                            first == last
                                    ? "%d, layer %d".formatted(g + 1, first)
                                    : "%d, layers %d to %d".formatted(g + 1, first, last),
                            neurons.stream().map(NeuronId::toString).toList()));
        }
        return described;
    }

    private static List<TunedBenchmark> benchmarks(
            List<BenchLog> logs, List<Fit> fit, Halves halves) {
        List<TunedBenchmark> benchmarks = new ArrayList<>();
        for (int b = 0; b < logs.size(); b++) {
            Bench bench = logs.get(b).bench();
            benchmarks.add(
                    new TunedBenchmark(
                            bench.name(),
                            bench.benchmark().title(),
                            logs.get(b).study().measure(),
                            bench.benchmark().source(),
                            halves.items(fit.get(b).items(), true).size(),
                            halves.items(fit.get(b).items(), false).size(),
                            fit.get(b).screening()));
        }
        return benchmarks;
    }

    private Dial dial(TuneReport report) {
        NeuronGroups groups =
                NeuronGroups.byDepth(options.study().probe().hNeurons(), groupCount());
        SortedMap<NeuronId, Double> alphas = groups.alphas(report.search().best().alphas());
        SortedMap<String, String> data = new TreeMap<>();
        report.benchmarks()
                .forEach(each ->
                        data.put(each.name() + " " + each.source().name(), each.source().sha256()));
        RetentionReport.@Nullable Known known = report.kept().known();
        if (known != null) {
            data.put(known.name(), known.sha256());
        }
        RetentionReport.@Nullable Text text = report.kept().text();
        if (text != null) {
            data.put(text.name(), text.sha256());
        }
        RetentionReport.@Nullable Choices choices = report.kept().choices();
        if (choices != null) {
            data.put(choices.name(), choices.sha256());
        }
        return new Dial(
                options.study().probe().neurons(),
                alphas,
                options.study().probeSha256(),
                new Provenance(
                        options.study().probe().from().modelName(),
                        report.model().sha256(),
                        data,
                        options.study().measure().seed(),
                        report.from().candor(),
                        report.from().java(),
                        report.settings()));
    }
}
