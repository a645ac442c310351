package dev.candor.app.comply;

import dev.candor.lab.answer.Judge;
import dev.candor.lab.compliance.Benchmark;
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
/// @param benchmark its items, as many as are asked for
record Bench(String name, BenchKind kind, Path file, Benchmark benchmark) {
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
                            whole.limited(file.limit(), options.seed())));
        }
        return List.copyOf(benches);
    }

    /// As settings record it.
    String described() {
        return "%s, %d items of %s sha256 %s"
                .formatted(
                        name,
                        benchmark.items().size(),
                        benchmark.source().name(),
                        benchmark.source().sha256());
    }
}
