package dev.candor.lab.compliance;

import java.util.List;

/// What dialling did to one benchmark.
///
/// @param name as on the command line
/// @param title what it is
/// @param measure what an item that complied did
/// @param source where the items come from
/// @param items that were fit to be asked
/// @param groups that these fall into by what they are about; as many where each stands alone
/// @param screening of the untouched model, which they passed
/// @param readings the one that the verdict rests on first
public record BenchmarkResult(
        String name,
        String title,
        String measure,
        Benchmark.Source source,
        int items,
        int groups,
        Screening screening,
        List<ReadingResult> readings) {
    public BenchmarkResult {
        readings = List.copyOf(readings);
    }

    /// Of the first reading.
    public String verdict() {
        return readings.getFirst().band().verdict();
    }
}
