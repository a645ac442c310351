package dev.candor.app.comply;

import dev.candor.app.find.Judging;
import dev.candor.lab.compliance.CounterfactualChoices.Shown;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every run over benchmarks and abilities is asked for, whatever is changed about the model.
///
/// @param benches may be empty where something else is measured
/// @param keeping what shows whether the change costs the model its abilities
/// @param shown how options of a choice are put
/// @param maxTokens longest reply, if shorter than a benchmark's own
/// @param by who judges replies
/// @param verdicts stored verdicts on false premises to hold the judge against, if any
/// @param seed of sampling, draws and resamples
/// @param width replies that decode together
/// @param threads of the engine
/// @param out folder of the run
public record MeasureOptions(
        List<BenchFile> benches,
        Keeping keeping,
        Shown shown,
        int maxTokens,
        Judging.By by,
        @Nullable Path verdicts,
        long seed,
        int width,
        int threads,
        Path out) {
    public MeasureOptions {
        benches = List.copyOf(benches);
    }

    /// The same without known questions.
    MeasureOptions withoutKnown() {
        return new MeasureOptions(
                benches,
                new Keeping(null, keeping.text(), keeping.byLine(), keeping.choices()),
                shown,
                maxTokens,
                by,
                verdicts,
                seed,
                width,
                threads,
                out);
    }
}
