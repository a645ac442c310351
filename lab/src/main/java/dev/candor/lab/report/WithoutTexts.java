package dev.candor.lab.report;

import dev.candor.lab.report.Evidence.NeuronDetail;
import dev.candor.lab.report.Evidence.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Leaves questions and answers out of a report, for data that is not ours to publish. Ids of
/// questions stay, and with them what can be looked up in the data.
public final class WithoutTexts {
    private WithoutTexts() {}

    /// The same figures; the strongest prompts of a neuron without their words, and no
    /// conversations.
    public static FindReport of(FindReport report) {
        @Nullable Evidence evidence = report.evidence();
        return new FindReport(
                report.schema(),
                report.headline(),
                report.versions(),
                report.model(),
                report.settings(),
                report.dataFiles(),
                report.funnel(),
                report.evaluationFunnels(),
                report.probe(),
                report.evaluations(),
                evidence == null ? null : of(evidence),
                List.of(),
                report.warnings(),
                report.limits());
    }

    private static Evidence of(Evidence evidence) {
        return new Evidence(
                evidence.scale(),
                evidence.stability(),
                evidence.residual(),
                evidence.sparsity(),
                evidence.neurons().stream().map(WithoutTexts::of).toList());
    }

    private static NeuronDetail of(NeuronDetail neuron) {
        return new NeuronDetail(
                neuron.layer(),
                neuron.index(),
                neuron.weight(),
                neuron.chosen(),
                neuron.firing(),
                neuron.strongest().stream()
                        .map(prompt ->
                                new Prompt(
                                        prompt.id(), "", "", prompt.wrong(), prompt.contribution()))
                        .toList());
    }
}
