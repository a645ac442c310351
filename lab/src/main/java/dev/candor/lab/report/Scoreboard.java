package dev.candor.lab.report;

import dev.candor.lab.report.ScoreKind.Source;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The scores of one set by where they come from. Only those with an AUROC are on it.
///
/// @param main the score that the headline speaks of
record Scoreboard(EvaluationSet set, ScoreKind main) {
    /// The groups in the order to show them.
    static final List<Source> SOURCES =
            List.of(
                    Source.PROBE,
                    Source.CHEAP,
                    Source.SAMPLES,
                    Source.INSIDE,
                    Source.RANDOM,
                    Source.QUESTION);

    static List<Scoreboard> of(FindReport report) {
        ScoreKind main = ScoreKind.atPosition(report.settings().position());
        return report.evaluations().stream().map(set -> new Scoreboard(set, main)).toList();
    }

    static String title(Source source) {
        return switch (source) {
            case PROBE -> "H-neurons";
            case CHEAP -> "The answer and its probabilities";
            case SAMPLES -> "Several replies to the question";
            case INSIDE -> "Other probes of the inside";
            case RANDOM -> "Random neurons";
            case QUESTION -> "The question alone";
        };
    }

    String title() {
        return set.inDomain() ? "Held-out questions" : set.set();
    }

    /// The share of the larger verdict, which always saying that would get right.
    double majority() {
        return (double) Math.max(set.correct(), set.wrong()) / (set.correct() + set.wrong());
    }

    /// The headline's score first, then as in the report.
    List<ScoreResult> of(Source source) {
        return set.scores().stream()
                .filter(score -> score.kind().source() == source)
                .filter(score -> !Double.isNaN(score.evaluation().auroc()))
                .sorted(Comparator.comparing(score -> score.kind() != main))
                .toList();
    }

    /// The headline's score.
    Optional<ScoreResult> probe() {
        return of(Source.PROBE).stream().filter(score -> score.kind() == main).findFirst();
    }

    /// The score to beat: the AUROC farthest from 0.5, to either side. Of the probe's own it is the
    /// headline's.
    Optional<ScoreResult> best(Source source) {
        return source == Source.PROBE
                ? probe()
                : of(source).stream()
                        .filter(score -> !score.kind().isOfHNeuronsAlone())
                        .max(
                                Comparator.comparingDouble(
                                        score -> Math.abs(score.evaluation().auroc() - 0.5)));
    }

    /// The best of a group, for where there is no room for all; of the cheap ones length and
    /// log-probability too, since the headline speaks of them.
    List<ScoreResult> leading(Source source) {
        Set<ScoreKind> kept = new LinkedHashSet<>();
        best(source).ifPresent(score -> kept.add(score.kind()));
        kept.add(ScoreKind.ANSWER_LENGTH);
        kept.add(ScoreKind.MEAN_LOG_PROBABILITY);
        return of(source).stream().filter(score -> kept.contains(score.kind())).toList();
    }
}
