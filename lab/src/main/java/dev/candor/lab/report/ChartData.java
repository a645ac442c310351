package dev.candor.lab.report;

import dev.candor.lab.report.Evidence.NeuronDetail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the page's script draws, embedded in the page as JSON.
///
/// @param funnels the training questions first, then the evaluation sets
/// @param forest AUROCs by set
/// @param panels curves by set
/// @param map null without a probe
/// @param firing of the neurons that the page shows one by one, in their order
/// @param refits share of the fits on resampled answers that chose each H-neuron
/// @param residual AUROC of the residual-stream probe by layer, null where none was trained
record ChartData(
        List<FunnelChart> funnels,
        List<ForestChart> forest,
        List<PanelChart> panels,
        @Nullable NeuronMap map,
        List<FiringChart> firing,
        List<Double> refits,
        @Nullable LayerCurve residual) {
    static ChartData of(FindReport report) {
        List<FunnelChart> funnels = new ArrayList<>();
        funnels.add(FunnelChart.of(report.funnel()));
        report.evaluationFunnels().forEach(funnel -> funnels.add(FunnelChart.of(funnel)));
        List<Scoreboard> boards = Scoreboard.of(report);
        @Nullable ProbeSummary probe = report.probe();
        @Nullable Evidence evidence = report.evidence();
        return new ChartData(
                funnels,
                boards.stream().map(ForestChart::of).toList(),
                boards.stream().map(PanelChart::of).toList(),
                probe == null ? null : NeuronMap.of(report.model(), probe, evidence),
                evidence == null ? List.of() : FiringChart.of(evidence),
                evidence == null
                        ? List.of()
                        : evidence.neurons().stream().map(NeuronDetail::chosen).toList(),
                evidence == null ? null : LayerCurve.of(evidence.residual()));
    }

    /// A page that compares AUROCs and draws nothing else.
    static ChartData of(List<ForestChart> forest) {
        return new ChartData(List.of(), forest, List.of(), null, List.of(), List.of(), null);
    }

    /// To four decimals, more than a screen shows.
    static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /// The values of the probe on the residual stream behind each layer.
    ///
    /// @param aurocs on validation, shape [layers]; null where there is none
    /// @param chosen the layer used
    record LayerCurve(List<@Nullable Double> aurocs, int chosen) {
        static LayerCurve of(Evidence.ResidualSummary residual) {
            List<@Nullable Double> aurocs = new ArrayList<>();
            for (double auroc : residual.validationAurocs()) {
                aurocs.add(Double.isNaN(auroc) ? null : rounded(auroc));
            }
            return new LayerCurve(aurocs, residual.layer());
        }
    }
}
