package dev.candor.app.find;

import dev.candor.lab.report.Origin;
import dev.candor.lab.store.RecordLog;
import java.nio.file.Path;
import java.util.List;

/// `made.jsonl`: what a run was made with and on, a line for every build and machine that it was
/// begun or gone on by. Another build or another width of vectors can decide a reply, so a result
/// names them beside its last maker.
public final class Makers {
    private static final String FILE = "made.jsonl";
    private static final int SHORT = 12;

    private Makers() {}

    /// Enters who goes on now.
    ///
    /// @return the others
    public static List<Origin> enter(Path run, Origin now) {
        try (RecordLog<Origin> log = RecordLog.open(run.resolve(FILE), Origin.class)) {
            List<Origin> before = List.copyOf(log.records());
            List<Origin> others = before.stream().filter(each -> !isSame(each, now)).toList();
            if (others.size() == before.size()) {
                log.append(now);
            }
            return others;
        }
    }

    /// The number of threads changes no result.
    private static boolean isSame(Origin one, Origin other) {
        return one.equals(
                new Origin(
                        other.candor(),
                        other.code(),
                        other.java(),
                        other.system(),
                        other.vectorBits(),
                        one.threads()));
    }

    /// For the reader of a result that another one made in part.
    public static String note(Origin other) {
        return "Parts of this run may be made otherwise: Candor %s (code %s) on Java %s, %s, vectors of %d bits, had a hand in it."
                .formatted(
                        other.candor(),
                        other.code().substring(0, Math.min(SHORT, other.code().length())),
                        other.java(),
                        other.system(),
                        other.vectorBits());
    }
}
