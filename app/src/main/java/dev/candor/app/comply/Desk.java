package dev.candor.app.comply;

import dev.candor.app.find.Makers;
import dev.candor.app.find.Progress;
import dev.candor.lab.compliance.FalsePremises;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.report.Origin;
import dev.candor.lab.store.Checksums;
import dev.candor.lab.store.RunLock;
import dev.candor.lab.store.SettingsFile;
import dev.candor.lab.store.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs over benchmarks have in common, whichever models they ask: the folder and its lock,
/// who judges, what is asked. All files are read when it is opened, so that a run which would fail
/// over one does not begin.
final class Desk implements AutoCloseable {
    private final MeasureOptions options;
    private final String version;
    private final Progress progress;
    private final Path run;
    private final RunLock lock;
    private final Assessors assessors;
    private final List<Bench> benches;
    private List<Origin> others = List.of();

    Desk(MeasureOptions options, String version, Progress progress) {
        this.options = options;
        this.version = version;
        this.progress = progress;
        this.run = folder();
        this.lock = RunLock.take(run);
        try {
            this.assessors = Assessors.open(options.by(), run, options.threads(), progress::say);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        try {
            this.benches = Bench.read(options, assessors.judge());
        } catch (RuntimeException e) {
            close();
            throw e;
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

    MeasureOptions options() {
        return options;
    }

    String version() {
        return version;
    }

    Progress progress() {
        return progress;
    }

    Path run() {
        return run;
    }

    Assessors assessors() {
        return assessors;
    }

    List<Bench> benches() {
        return benches;
    }

    /// The benchmarks as settings record them.
    String described() {
        return benches.isEmpty()
                ? "none"
                : benches.stream().map(Bench::described).collect(Collectors.joining("; "));
    }

    /// How many items of each benchmark, as settings record it.
    Map<String, String> items() {
        Map<String, String> values = new LinkedHashMap<>();
        benches.forEach(bench -> values.put("items of " + bench.name(), "" + bench.most()));
        return values;
    }

    /// How things are asked and judged, as settings record it.
    Map<String, String> ways() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "options of a choice",
                switch (options.shown()) {
                    case LISTED -> "listed";
                    case NOT_AT_ALL -> "not shown";
                });
        values.put(
                "max tokens",
                options.maxTokens() == Integer.MAX_VALUE
                        ? "each benchmark's own"
                        : "" + options.maxTokens());
        values.put("judge", assessors.described());
        Path verdicts = options.verdicts();
        values.put("verdicts", verdicts == null ? "none" : "sha256 " + Keeping.hash(verdicts));
        values.put("seed", "" + options.seed());
        return values;
    }

    /// Claims the folder for a run under these settings: everything that decides the result.
    ///
    /// @param growing settings of which a run that goes on may have more
    /// @param by who goes on with it
    void claim(Map<String, String> settings, Set<String> growing, Origin by) throws IOException {
        SettingsFile.growth(run, settings, growing);
        // First: what they vouch for is not the result of the settings that follow.
        Files.deleteIfExists(run.resolve(Checksums.FILE));
        SettingsFile.claim(run, settings, growing);
        others = Makers.enter(run, by);
    }

    /// Notes on who else than the last maker had a hand in a claimed run.
    List<String> makers() {
        return others.stream().map(Makers::note).toList();
    }

    /// Of the judge with stored verdicts, on replies that are held against the rebuttals of their
    /// questions as those of the run are; null if there are none.
    @Nullable PremiseAgreement agreement() {
        Path verdicts = options.verdicts();
        return verdicts == null
                ? null
                : PremiseAgreement.of(verdicts, assessors.premises(), this::rebuttals);
    }

    /// Of the first benchmark that has any.
    private List<String> rebuttals(String question) {
        for (Bench bench : benches) {
            if (bench.benchmark() instanceof FalsePremises premises
                    && !premises.rebuttals(question).isEmpty()) {
                return premises.rebuttals(question);
            }
        }
        return List.of();
    }

    /// Writes what the run ends with.
    ///
    /// @param files name → content, the page among them
    void write(Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            WholeFile.write(run.resolve(file.getKey()), file.getValue());
        }
        Checksums.of(run, List.copyOf(files.keySet())).write(run);
    }

    @Override
    public void close() {
        assessors.close();
        lock.close();
    }
}
