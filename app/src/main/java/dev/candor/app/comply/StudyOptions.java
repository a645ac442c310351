package dev.candor.app.comply;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.Judging;
import dev.candor.lab.compliance.CounterfactualChoices.Shown;
import dev.candor.lab.probe.Probe;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every run over the benchmarks is asked for.
///
/// @param model that is dialled
/// @param probe made on it
/// @param probeName the probe's file, without its folder
/// @param probeSha256 of the file
/// @param force whether the probe may have been made on another model of the same shape
/// @param benches at least one
/// @param alphas that H-neurons are set to
/// @param controls sets beside them
/// @param keeping what shows whether the dial costs the model its abilities
/// @param shown how options of a choice are put
/// @param maxTokens longest reply, if shorter than a benchmark's own
/// @param by who judges replies
/// @param verdicts stored verdicts on false premises to hold the judge against, if any
/// @param seed of sampling, draws and resamples
/// @param width replies that decode together
/// @param threads of the engine
/// @param out folder of the run
public record StudyOptions(
        ModelSource model,
        Probe probe,
        String probeName,
        String probeSha256,
        boolean force,
        List<BenchFile> benches,
        Alphas alphas,
        ControlCounts controls,
        Keeping keeping,
        Shown shown,
        int maxTokens,
        Judging.By by,
        @Nullable Path verdicts,
        long seed,
        int width,
        int threads,
        Path out) {
    public StudyOptions {
        benches = List.copyOf(benches);
    }
}
