package dev.candor.lab.report;

import dev.candor.lab.compliance.Band;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.SetResult;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.dial.SetLoudness;
import dev.candor.lab.statistics.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                        + " How loud a set is: the mean contributions of its neurons added up, over those"
                        + " of the H-neurons, on the texts of the run. Changes are paired: the same items"
                        + " at both α. + and − count the items that went along only after and only"
                        + " before, and p is McNemar’s exact test of them.");
        for (BenchmarkResult benchmark : report.benchmarks()) {
            html.add("<h3>%s</h3>", benchmark.title());
            html.add(table(benchmark, loudness(report)).html());
        }
        return html.endSection();
    }

    /// Set → how loud it is; empty if none was measured.
    private static Map<String, SetLoudness> loudness(ComplyReport report) {
        Map<String, SetLoudness> loudness = new HashMap<>();
        for (DrawnSet set : report.sets()) {
            @Nullable SetLoudness own = set.loudness();
            if (own != null) {
                loudness.put(set.name(), own);
            }
        }
        return loudness;
    }

    private static SlopeTable table(BenchmarkResult benchmark, Map<String, SetLoudness> loudness) {
        ReadingResult reading = benchmark.readings().getFirst();
        List<Pair> pairs =
                reading.sets().stream()
                        .flatMap(set -> set.changes().stream())
                        .map(change -> new Pair(change.from(), change.to()))
                        .distinct()
                        .toList();
        List<String> heads = new ArrayList<>(List.of("Set", "Slope"));
        if (!loudness.isEmpty()) {
            heads.add("Times as loud");
        }
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
                reading.sets().stream().map(set -> row(set, loudness, pairs)).toList(),
                band.low(),
                band.high());
    }

    private static SlopeTable.Row row(
            SetResult set, Map<String, SetLoudness> loudness, List<Pair> pairs) {
        List<String> cells = new ArrayList<>();
        if (!loudness.isEmpty()) {
            @Nullable SetLoudness own = loudness.get(set.set());
            cells.add(own == null ? "–" : Numbers.decimals(own.ratio(), 2));
        }
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
        return change.test().gained() + change.test().lost() == 0 && change.items() > 0
                ? "no item moved"
                : Numbers.signedWithInterval(change.points(), change.interval(), 1);
    }

    private static String moved(Change change) {
        return "+%s −%s"
                .formatted(
                        Numbers.count(change.test().gained()), Numbers.count(change.test().lost()));
    }
}
