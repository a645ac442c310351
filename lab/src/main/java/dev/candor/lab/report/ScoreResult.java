package dev.candor.lab.report;

import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.KindLead;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.probe.RocPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one score did on one set.
///
/// A baseline should point the way that was learned on the training split. Where it does not (an
/// AUROC below 0.5), the [Headline] and the lead compare with its mirror image, to the baseline's
/// favour.
///
/// @param kind what gives the score
/// @param evaluation its figures; for random neurons the means over the draws
/// @param draws 1; for random neurons the number of draws
/// @param aurocSpread standard deviation of the AUROC over the draws; 0 for one draw
/// @param asGood draws that reach the AUROC of the probe; 0 for one draw
/// @param lead of the probe over this score
/// @param withinKind the same among answers to one kind of question; null for the probe's own
///   scores, the kind's, scores of some answers only, and where no kind has both verdicts
/// @param roc curve from (0, 0) to (1, 1), at most [RocCurves#MAX_POINTS] points; may be empty
public record ScoreResult(
        ScoreKind kind,
        Evaluation evaluation,
        int draws,
        double aurocSpread,
        int asGood,
        Lead lead,
        @Nullable KindLead withinKind,
        List<RocPoint> roc) {
    public ScoreResult {
        roc = List.copyOf(roc);
        Check.that(draws > 0, "%s has %s draws", kind.id(), draws);
        Check.that(asGood <= draws, "%s of %s draws of %s", asGood, draws, kind.id());
        Check.share(evaluation.auroc(), "AUROC of " + kind.id());
        Check.share(evaluation.accuracy(), "accuracy of " + kind.id());
        Check.share(evaluation.recall(), "recall of " + kind.id());
        Check.that(
                roc.size() <= RocCurves.MAX_POINTS,
                "ROC of %s has %s points, expected at most %s",
                kind.id(),
                roc.size(),
                RocCurves.MAX_POINTS);
    }

    /// A score that is no mean over draws; its curve is thinned.
    public static ScoreResult of(
            ScoreKind kind,
            Evaluation evaluation,
            Lead lead,
            @Nullable KindLead withinKind,
            List<RocPoint> roc) {
        return new ScoreResult(kind, evaluation, 1, 0, 0, lead, withinKind, RocCurves.thin(roc));
    }
}
