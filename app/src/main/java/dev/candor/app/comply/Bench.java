package dev.candor.app.comply;

import dev.candor.lab.answer.Judge;
import dev.candor.lab.compliance.Benchmark;
import dev.candor.lab.compliance.Draw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A benchmark of a run.
///
/// @param name unique within the run, for its log
/// @param kind which benchmark
/// @param file of its items
/// @param benchmark all its items
/// @param draw how many of those that are fit are asked for, and which
record Bench(String name, BenchKind kind, Path file, Benchmark benchmark, Draw draw) {
    static List<Bench> read(MeasureOptions options, Judge judge) {
        List<Bench> benches = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (BenchFile file : options.benches()) {
            String name = file.kind().label();
            for (int n = 2; !names.add(name); n++) {
                name = file.kind().label() + "-" + n;
            }
            Benchmark whole =
                    file.kind()
                            .read(
                                    file.file(),
                                    file.name(),
                                    judge,
                                    options.shown(),
                                    options.maxTokens());
            benches.add(
                    new Bench(
                            name,
                            file.kind(),
                            file.file(),
                            whole,
                            new Draw(file.limit(), options.seed())));
        }
        return List.copyOf(benches);
    }

    /// As settings record it, but for the number of its items.
    String described() {
        return "%s, %s%s sha256 %s"
                .formatted(
                        name,
                        benchmark.asksBeforehand() ? "items right beforehand of " : "",
                        benchmark.source().name(),
                        benchmark.source().sha256());
    }

    /// Items that are asked about; at most so many if some of them turn out not to be fit.
    int most() {
        return Math.min(draw.limit(), benchmark.items().size());
    }
}
