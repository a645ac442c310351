package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The probe: its neurons by layer, the heaviest of them, and how C was chosen.
final class ProbeSections {
    private static final int TOP_NEURONS = 12;

    private final ModelSummary model;
    private final ProbeSummary probe;
    private final Html html = new Html();

    private ProbeSections(ModelSummary model, ProbeSummary probe) {
        this.model = model;
        this.probe = probe;
    }

    static Html of(FindReport report) {
        @Nullable ProbeSummary probe = report.probe();
        if (probe == null) {
            return new Html();
        }
        ProbeSections sections = new ProbeSections(report.model(), probe);
        sections.layers();
        sections.neurons();
        sections.candidates();
        return sections.html;
    }

    private void layers() {
        html.section(
                "layers",
                "H-neurons by layer",
                "Layer 0 is nearest the input. Each layer has %s neurons."
                        .formatted(Numbers.count(model.ffn())));
        html.chart("layers", "A bar for each layer, as high as its number of H-neurons.");
        html.add("<details><summary>The numbers</summary>");
        List<List<String>> rows = new ArrayList<>();
        for (int layer = 0; layer < probe.neuronsByLayer().size(); layer++) {
            if (probe.neuronsByLayer().get(layer) > 0) {
                rows.add(Html.row(layer, probe.neuronsByLayer().get(layer)));
            }
        }
        html.table("H-neurons by layer", List.of("Layer", "#H-neurons"), rows);
        html.add("</details>");
        html.endSection();
    }

    private void neurons() {
        int shown = Math.min(TOP_NEURONS, probe.neurons().size());
        html.section(
                "neurons",
                shown == probe.neurons().size() ? "The H-neurons" : "The heaviest H-neurons",
                "In ‰, each neuron’s mean share of what its layer writes, over the answer tokens of"
                        + " wrong and of correct training answers. Weight alone does not rank"
                        + " importance: the penalty gives it to one of several alike.%s"
                                .formatted(
                                        shown < probe.neurons().size()
                                                ? " All %s are in report.json."
                                                        .formatted(
                                                                Numbers.count(
                                                                        probe.neurons().size()))
                                                : ""));
        html.table(
                "H-neurons, heaviest first",
                List.of("Layer/index", "#Weight", "#Wrong, ‰", "#Correct, ‰"),
                probe.neurons().stream()
                        .limit(shown)
                        .map(n ->
                                Html.row(
                                        n.layer() + "/" + n.index(),
                                        Numbers.significant(n.weight()),
                                        Numbers.decimals(1000 * n.meanWrong(), 2),
                                        Numbers.decimals(1000 * n.meanCorrect(), 2)))
                        .toList());
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
                                        Numbers.plain(c.c()) + (c.chosen() ? " ✓" : ""),
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
