package dev.candor.lab.probe;

import dev.candor.lab.contribution.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/// The linear probe on the residual stream that the field compares with: one [DenseProbe] a layer,
/// the layer chosen by AUROC on validation answers.
///
/// @param layer chosen, from 0; behind this layer
/// @param probe of that layer
/// @param validationAurocs of every layer
public record ResidualProbe(int layer, DenseProbe probe, List<Double> validationAurocs) {
    public ResidualProbe {
        validationAurocs = List.copyOf(validationAurocs);
    }

    /// Fits every layer.
    ///
    /// @param residual mean residual stream of each answer, shape [answers, layers · width]
    /// @param train answers, by their rows in `residual`
    /// @param validation the same
    public static ResidualProbe fit(
            String name,
            FloatMatrix residual,
            int layers,
            LabelledRows train,
            LabelledRows validation,
            Threshold.Criterion criterion,
            int threads) {
        List<DenseProbe> probes = new ArrayList<>();
        int best = 0;
        for (int layer = 0; layer < layers; layer++) {
            FloatMatrix stream = stream(residual, layers, layer);
            probes.add(DenseProbe.fit(name, stream, train, validation, criterion, threads));
            if (probes.get(layer).validationAuroc() > probes.get(best).validationAuroc()) {
                best = layer;
            }
        }
        return new ResidualProbe(
                best, probes.get(best), probes.stream().map(DenseProbe::validationAuroc).toList());
    }

    /// The columns of one layer.
    private static FloatMatrix stream(FloatMatrix residual, int layers, int layer) {
        int width = residual.columns() / layers;
        return residual.columns(layer * width, width);
    }

    /// The columns that the chosen layer's score is over.
    public FloatMatrix stream(FloatMatrix residual) {
        return stream(residual, validationAurocs.size(), layer);
    }
}
