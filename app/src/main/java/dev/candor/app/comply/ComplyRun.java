package dev.candor.app.comply;

import dev.candor.app.find.LoadedModel;
import dev.candor.app.find.Progress;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.contribution.Linearity;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.report.ComplyPage;
import dev.candor.lab.report.ComplyReport;
import dev.candor.lab.report.CutReplies;
import dev.candor.lab.report.EachNeuron;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.store.RecordLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One run of `candor comply`. Every trial is a record of a log, so a run that was cut off goes on
/// after its last whole conversation, and one that has ended can be given more items and controls.
public final class ComplyRun {
    /// What a run ends with.
    public static final String RESULT = "comply.json";

    private final ComplyOptions options;
    private final LoadedModel loaded;
    private final String version;
    private final Progress progress;

    public ComplyRun(ComplyOptions options, LoadedModel loaded, String version, Progress progress) {
        this.options = options;
        this.loaded = loaded;
        this.version = version;
        this.progress = progress;
    }

    /// Runs what is left to run.
    public ComplyReport run() {
        try (Workbench bench =
                new Workbench(options.study(), loaded, version, "comply", progress)) {
            Map<String, String> settings =
                    bench.claim("candor-comply-run/2", Map.of("each", "" + options.each()), true);
            ComplyReport report = measure(bench, settings);
            Map<String, String> files = new LinkedHashMap<>();
            files.put(RESULT, report.json());
            files.put(ReportFiles.HTML, ComplyPage.render(report));
            bench.desk().write(files);
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private ComplyReport measure(Workbench bench, Map<String, String> settings) {
        List<DrawnSet> sets = bench.sets();
        Dials dials =
                new Dials(sets.stream().map(DrawnSet::set).toList(), options.study().alphas());
        @Nullable PremiseAgreement agreement = bench.desk().agreement();
        BenchStage stage = new BenchStage(bench.desk(), bench.subject(), options.each());
        List<BenchStage.Measured> measured =
                bench.desk().benches().stream().map(each -> stage.measure(each, dials)).toList();
        List<BenchmarkResult> results = measured.stream().map(BenchStage.Measured::result).toList();
        List<String> notes = bench.notes(agreement);
        results.forEach(each -> notes.addAll(StudyNotes.ofAnswers(each.name(), each.screening())));
        notes.addAll(CutReplies.notes(results));
        return new ComplyReport(
                ComplyReport.FORMAT,
                bench.model(),
                bench.probe(),
                bench.origin(),
                settings,
                bench.desk().assessors().described(),
                agreement,
                sets,
                results,
                bench.retention().measure(bench.desk().run(), dials),
                linearity(bench, dials),
                each(measured),
                options.withTexts()
                        ? measured.stream().flatMap(each -> each.examples().stream()).toList()
                        : List.of(),
                notes);
    }

    private static @Nullable EachNeuron each(List<BenchStage.Measured> measured) {
        List<EachNeuron.Benchmark> each =
                measured.stream().map(BenchStage.Measured::each).filter(Objects::nonNull).toList();
        return each.isEmpty() ? null : new EachNeuron(each);
    }

    private Linearity linearity(Workbench bench, Dials dials) {
        Path file = bench.desk().run().resolve("linearity.jsonl");
        try (RecordLog<Linearity> log = RecordLog.open(file, Linearity.class)) {
            if (log.records().isEmpty()) {
                progress.say("measuring what α does to the H-neurons' contributions");
                log.append(
                        bench.loudness()
                                .linearity(dials.hNeurons().neurons(), dials.alphas().values()));
            }
            return log.records().getFirst();
        }
    }
}
