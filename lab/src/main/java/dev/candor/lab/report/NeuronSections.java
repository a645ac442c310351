package dev.candor.lab.report;

import dev.candor.lab.probe.Firing;
import dev.candor.lab.report.Evidence.NeuronDetail;
import dev.candor.lab.report.Evidence.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The H-neurons: where they are, and when the heaviest of them fire.
final class NeuronSections {
    private static final int LISTED = 50;

    private final ModelSummary model;
    private final ProbeSummary probe;
    private final @Nullable Evidence evidence;
    private final Html html = new Html();

    private NeuronSections(ModelSummary model, ProbeSummary probe, @Nullable Evidence evidence) {
        this.model = model;
        this.probe = probe;
        this.evidence = evidence;
    }

    static Html of(FindReport report) {
        @Nullable ProbeSummary probe = report.probe();
        if (probe == null) {
            return new Html();
        }
        NeuronSections sections = new NeuronSections(report.model(), probe, report.evidence());
        sections.map();
        sections.neurons();
        return sections.html;
    }

    private void map() {
        html.section(
                "map",
                "Where the H-neurons are",
                "Each dot is one of %s: its area is its weight, and it is the fainter, the fewer of the fits"
                                .formatted(Numbers.counted(probe.hNeurons(), "H-neuron"))
                        + " on resampled answers chose it. The bars above count them by layer.");
        html.chart(
                "map",
                "H-neurons by layer and index, with a bar for each layer as high as its number of"
                        + " them.");
        html.note(
                "Layer 0 is nearest the input; each of the %s has %s neurons."
                        .formatted(
                                Numbers.counted(model.layers(), "layer"),
                                Numbers.count(model.ffn())));
        html.details("The numbers");
        List<List<String>> rows = new ArrayList<>();
        for (int layer = 0; layer < probe.neuronsByLayer().size(); layer++) {
            if (probe.neuronsByLayer().get(layer) > 0) {
                rows.add(Html.row(layer, probe.neuronsByLayer().get(layer)));
            }
        }
        html.table("H-neurons by layer", List.of("Layer", "#H-neurons"), rows);
        html.endDetails();
        html.endSection();
    }

    private void neurons() {
        html.section(
                "neurons",
                probe.hNeurons() <= FiringChart.SHOWN
                        ? "When the H-neurons fire"
                        : "When the heaviest H-neurons fire",
                "A neuron’s contribution is its share of what its layer writes, in ‰ over an answer’s"
                        + " tokens: bars up are wrong held-out answers, bars down correct ones, and the"
                        + " dashed line is where the neuron alone told validation answers apart best.");
        if (evidence != null) {
            html.add("<div class=\"neurons\">");
            int shown = Math.min(FiringChart.SHOWN, evidence.neurons().size());
            for (int i = 0; i < shown; i++) {
                card(i, evidence.neurons().get(i));
            }
            html.add("</div>");
        }
        html.note(
                "Weight alone does not rank importance: the penalty gives it to one of several alike."
                        + " Of many neurons, those with the best AUROC on the held-out answers look better"
                        + " than they are.");
        list();
        html.endSection();
    }

    private void card(int item, NeuronDetail neuron) {
        Firing firing = neuron.firing();
        String name = NeuronMap.name(neuron.layer(), neuron.index());
        html.add("<article>");
        html.add("<h3>Layer %s, neuron %s</h3>", neuron.layer(), neuron.index());
        html.chart(
                "firing",
                item,
                "Contributions of neuron %s in wrong and in correct answers.".formatted(name));
        html.add("<dl>");
        html.fact("AUROC alone", Numbers.withInterval(firing.auroc(), firing.aurocInterval(), 2));
        html.fact("In resampled fits", Numbers.percent(neuron.chosen(), 0));
        html.fact("Weight", Numbers.significant(neuron.weight()));
        html.fact(
                "Wrong if",
                "%s %s ‰"
                        .formatted(
                                firing.above() ? "above" : "below",
                                Numbers.significant(1000 * firing.threshold())));
        html.add("</dl>");
        List<Prompt> prompts =
                neuron.strongest().stream().filter(prompt -> !prompt.question().isEmpty()).toList();
        if (!prompts.isEmpty()) {
            html.details("Where it fires most");
            html.add("<ol class=\"prompts\">");
            prompts.forEach(this::prompt);
            html.add("</ol>");
            html.endDetails();
        }
        html.add("</article>");
    }

    private void prompt(Prompt prompt) {
        html.add(
                "<li><span>%s</span> <b class=\"%s\">%s</b> <i>%s ‰, %s</i></li>",
                prompt.question(),
                prompt.wrong() ? "wrong" : "correct",
                prompt.answer().isEmpty() ? "(nothing)" : prompt.answer(),
                Numbers.significant(1000 * prompt.contribution()),
                prompt.wrong() ? "wrong" : "correct");
    }

    private void list() {
        Map<String, NeuronDetail> details = NeuronMap.details(evidence);
        html.details("The numbers");
        html.table(
                "H-neurons, heaviest first",
                List.of(
                        "Layer/index",
                        "#Weight",
                        "#In resampled fits",
                        "#AUROC alone",
                        "#Wrong, ‰",
                        "#Correct, ‰"),
                probe.neurons().stream()
                        .limit(LISTED)
                        .map(neuron -> row(neuron, details))
                        .toList());
        html.note(
                "Means over answers of the training split."
                        + (probe.hNeurons() > LISTED
                                ? " All %s are in neurons.json."
                                        .formatted(Numbers.count(probe.hNeurons()))
                                : ""));
        html.endDetails();
    }

    private static List<String> row(
            ProbeSummary.HNeuron neuron, Map<String, NeuronDetail> details) {
        String name = NeuronMap.name(neuron.layer(), neuron.index());
        @Nullable NeuronDetail detail = details.get(name);
        return Html.row(
                name,
                Numbers.significant(neuron.weight()),
                detail == null ? "–" : Numbers.percent(detail.chosen(), 0),
                detail == null
                        ? "–"
                        : Numbers.withInterval(
                                detail.firing().auroc(), detail.firing().aurocInterval(), 2),
                Numbers.decimals(1000 * neuron.meanWrong(), 2),
                Numbers.decimals(1000 * neuron.meanCorrect(), 2));
    }
}
