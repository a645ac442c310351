package dev.candor.lab.report;

import dev.candor.lab.report.Evidence.OtherSet;
import dev.candor.lab.report.Evidence.StabilitySummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much of the set is the model's and how much is luck, and how strong its penalty was.
final class StabilitySections {
    private final ProbeSummary probe;
    private final Html html = new Html();

    private StabilitySections(ProbeSummary probe) {
        this.probe = probe;
    }

    static Html of(FindReport report) {
        @Nullable ProbeSummary probe = report.probe();
        if (probe == null) {
            return new Html();
        }
        StabilitySections sections = new StabilitySections(probe);
        @Nullable Evidence evidence = report.evidence();
        if (evidence != null) {
            sections.stability(evidence.stability(), own(report));
        }
        sections.candidates();
        return sections.html;
    }

    /// AUROC on held-out answers.
    private static double own(FindReport report) {
        return Scoreboard.of(report).stream()
                .filter(board -> board.set().inDomain())
                .flatMap(board -> board.probe().stream())
                .mapToDouble(score -> score.evaluation().auroc())
                .findFirst()
                .orElse(Double.NaN);
    }

    private void stability(StabilitySummary stability, double auroc) {
        html.section(
                "stability",
                "Would other questions have found the same neurons?",
                "The fit was repeated on %s of the training answers: each bar counts the H-neurons that so"
                                .formatted(Numbers.counted(stability.resamples(), "resample"))
                        + " many of these fits chose again, and the further right they stand, the less"
                        + " the set is luck.");
        html.add("<div class=\"beside\">");
        html.chart("refits", "Number of H-neurons by the share of resampled fits that chose them.");
        html.add("<dl class=\"facts\">");
        html.fact(
                "H-neurons found",
                "%s to %s, %s in the middle; here %s"
                        .formatted(
                                Numbers.count(stability.smallest()),
                                Numbers.count(stability.largest()),
                                Numbers.count(stability.median()),
                                Numbers.count(probe.hNeurons())));
        html.fact(
                "Overlap with this set",
                Numbers.decimals(stability.jaccard(), 2)
                        + " on average (Jaccard: shared neurons ÷ neurons of either)");
        html.fact("Random sets", Numbers.significant(stability.byChance()) + " by chance");
        html.add("</dl></div>");
        html.add("<h3>Sets found another way</h3>");
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                Html.row(
                        "this set, C " + Numbers.brief(probe.c()),
                        probe.hNeurons(),
                        probe.hNeurons(),
                        Numbers.decimals(1, 2),
                        Numbers.decimals(auroc, 2)));
        for (OtherSet other : stability.others()) {
            rows.add(
                    Html.row(
                            other.way(),
                            other.neurons(),
                            other.shared(),
                            Numbers.decimals(other.jaccard(), 2),
                            Numbers.decimals(other.auroc(), 2)));
        }
        html.table(
                "Sets found another way",
                List.of(
                        "Found with",
                        "#H-neurons",
                        "#Shared with this set",
                        "#Overlap (Jaccard)",
                        "#AUROC, held out"),
                rows);
        html.endSection();
    }

    private void candidates() {
        html.section(
                "candidates",
                "How strong a penalty",
                "C sets how many neurons the probe may use. The chosen one (✓) has the highest sum of"
                        + " accuracy on validation and the model’s own accuracy while the neurons are"
                        + " suppressed, among sets of at most 1% of all neurons (or 20).");
        html.table(
                "Every C tried",
                List.of("C", "#Neurons", "#Validation", "#Suppressed", "#Sum"),
                probe.candidates().stream()
                        .map(c ->
                                Html.row(
                                        Numbers.brief(c.c()) + (c.chosen() ? " ✓" : ""),
                                        Numbers.count(c.neurons()),
                                        Numbers.decimals(c.validationAccuracy(), 3),
                                        Numbers.decimals(c.suppressedAccuracy(), 3),
                                        Numbers.decimals(c.sum(), 3)))
                        .toList());
        html.add("<dl class=\"facts\">");
        html.fact("Threshold", Numbers.significant(probe.threshold()));
        html.fact("Intercept", Numbers.significant(probe.intercept()));
        html.fact("Negative weights", Numbers.count(probe.negativeWeights()));
        html.fact("Duality gap", Numbers.significant(probe.dualityGap()));
        html.add("</dl>");
        html.endSection();
    }
}
