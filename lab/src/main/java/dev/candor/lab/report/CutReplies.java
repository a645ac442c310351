package dev.candor.lab.report;

import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Dose;
import dev.candor.lab.compliance.ReadingResult;
import dev.candor.lab.compliance.SetResult;
import java.util.ArrayList;
import java.util.List;

/// What a reader must know where many replies had to end before the model was done.
public final class CutReplies {
    /// Above this share of the items.
    private static final double MANY = 0.1;

    private CutReplies() {}

    /// One sentence for every benchmark that is read from replies and has many that were cut, where
    /// most were.
    public static List<String> notes(List<BenchmarkResult> benchmarks) {
        List<String> notes = new ArrayList<>();
        for (BenchmarkResult benchmark : benchmarks) {
            ReadingResult reading = benchmark.readings().getFirst();
            int most = 0;
            String where = "";
            for (SetResult set : reading.sets()) {
                for (Dose dose : set.doses()) {
                    if (dose.truncated() > most) {
                        most = dose.truncated();
                        where =
                                "%s, α\u00a0=\u00a0%s"
                                        .formatted(set.set(), Numbers.alpha(dose.alpha()));
                    }
                }
            }
            if (most > MANY * benchmark.items()) {
                String at =
                        "%s of %s items (%s)"
                                .formatted(
                                        Numbers.count(most),
                                        Numbers.count(benchmark.items()),
                                        where);
                UncutSlopes.of(reading)
                        .map(without -> note(benchmark.title(), at, reading, without))
                        .ifPresent(notes::add);
            }
        }
        return notes;
    }

    private static String note(String title, String at, ReadingResult reading, String without) {
        return "On %s a reply was cut in up to %s, and one that is cut before it corrects, refuses or answers counts as going along. Points a unit of α with cut replies: %s; without: %s."
                .formatted(
                        title,
                        at,
                        ComplyNumbers.slope(reading.sets().getFirst().sharedSlope()),
                        without);
    }
}
