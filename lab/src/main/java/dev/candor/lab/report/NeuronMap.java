package dev.candor.lab.report;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.candor.lab.report.Evidence.NeuronDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The H-neurons by layer and index.
///
/// @param layers of the model
/// @param ffn neurons a layer
/// @param byLayer H-neurons in each layer, shape [layers]
/// @param dots heaviest first
record NeuronMap(int layers, int ffn, List<Integer> byLayer, List<Dot> dots) {
    /// One neuron, an array in the page: there may be a thousand.
    ///
    /// @param chosen share of fits on resampled answers; 1 where there were none
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Dot(int layer, int index, double weight, double chosen) {}

    static NeuronMap of(ModelSummary model, ProbeSummary probe, @Nullable Evidence evidence) {
        Map<String, NeuronDetail> details = details(evidence);
        List<Dot> dots = new ArrayList<>();
        for (ProbeSummary.HNeuron neuron : probe.neurons()) {
            @Nullable NeuronDetail detail = details.get(name(neuron.layer(), neuron.index()));
            dots.add(
                    new Dot(
                            neuron.layer(),
                            neuron.index(),
                            ChartData.rounded(neuron.weight()),
                            detail == null ? 1 : ChartData.rounded(detail.chosen())));
        }
        return new NeuronMap(model.layers(), model.ffn(), probe.neuronsByLayer(), dots);
    }

    /// The neurons' details by name; empty without evidence.
    static Map<String, NeuronDetail> details(@Nullable Evidence evidence) {
        return evidence == null
                ? Map.of()
                : evidence.neurons().stream()
                        .collect(
                                Collectors.toMap(
                                        neuron -> name(neuron.layer(), neuron.index()),
                                        Function.identity()));
    }

    /// `13/4021`.
    static String name(int layer, int index) {
        return layer + "/" + index;
    }
}
