package dev.candor.lab.report;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.statistics.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The H-neurons among the control sets: slopes over the α that all have, and paired changes.
final class SetsSection {
    /// A pair of α that rates are compared between.
    private record Pair(double from, double to) {}

    private SetsSection() {}

    /// Nothing without a benchmark.
    static Html of(ComplyReport report) {
        Html html = new Html();
        if (report.benchmarks().isEmpty()) {
            return html;
        }
        html.section(
                "sets",
                "All sets",
                "Slopes in percentage points a unit of α with their 95% intervals, over the α that all"
                        + " sets have; the band reaches from the least slope of a control to the greatest."
                        + " Changes are paired: the same items at both α. + and − count the items that"
                        + " went along only after and only before, and p is McNemar’s exact test of them.");
        for (BenchmarkResult benchmark : report.benchmarks()) {
            html.add("<h3>%s</h3>", benchmark.title());
            html.add(table(benchmark).html());
        }
        return html.endSection();
    }

    private static SlopeTable table(BenchmarkResult benchmark) {
        ReadingResult reading = benchmark.readings().getFirst();
        List<Pair> pairs =
                reading.sets().stream()
                        .flatMap(set -> set.changes().stream())
                        .map(change -> new Pair(change.from(), change.to()))
                        .distinct()
                        .toList();
        List<String> heads = new ArrayList<>(List.of("Set", "Slope"));
        for (Pair pair : pairs) {
            heads.add(
                    "α %s → %s, points"
                            .formatted(Numbers.alpha(pair.from), Numbers.alpha(pair.to)));
            heads.add("Items");
            heads.add("p");
        }
        Band band = reading.band();
        return new SlopeTable(
                "Slopes and changes of all sets, " + benchmark.title(),
                SlopeTable.PER_ALPHA,
                heads,
                reading.sets().stream().map(set -> row(set, pairs)).toList(),
                band.low(),
                band.high());
    }

    private static SlopeTable.Row row(SetResult set, List<Pair> pairs) {
        List<String> cells = new ArrayList<>();
        for (Pair pair : pairs) {
            Optional<Change> change =
                    set.changes().stream()
                            .filter(each -> each.from() == pair.from && each.to() == pair.to)
                            .findFirst();
            cells.add(change.map(SetsSection::points).orElse("–"));
            cells.add(change.map(SetsSection::moved).orElse("–"));
            cells.add(change.map(each -> ComplyNumbers.p(each.test().pValue())).orElse("–"));
        }
        return new SlopeTable.Row(set.set(), !set.control(), set.sharedSlope(), cells);
    }

    private static String points(Change change) {
        return Numbers.signedWithInterval(change.points(), change.interval(), 1);
    }

    private static String moved(Change change) {
        return "+%s −%s"
                .formatted(
                        Numbers.count(change.test().gained()), Numbers.count(change.test().lost()));
    }
}
