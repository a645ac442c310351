package dev.candor.lab.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The trained probe in numbers. The weights themselves are in `probe.json`.
///
/// @param c inverse strength of the L1 penalty; equals that of the chosen candidate
/// @param hNeurons neurons with a positive weight, the size of `neurons`
/// @param perMille `hNeurons` per thousand of all neurons
/// @param negativeWeights neurons with a negative weight; not H-neurons
/// @param intercept unpenalised intercept
/// @param threshold score from which an answer counts as wrong, chosen on validation
/// @param dualityGap of the solver at its end, relative to the objective
/// @param candidates every C tried, ascending
/// @param neurons the H-neurons, heaviest first
/// @param neuronsByLayer H-neurons in each layer, shape [layers]
public record ProbeSummary(
        double c,
        int hNeurons,
        double perMille,
        int negativeWeights,
        double intercept,
        double threshold,
        double dualityGap,
        List<Candidate> candidates,
        List<HNeuron> neurons,
        List<Integer> neuronsByLayer) {
    public ProbeSummary {
        candidates = List.copyOf(candidates);
        neurons = List.copyOf(neurons);
        neuronsByLayer = List.copyOf(neuronsByLayer);
        Check.that(
                hNeurons == neurons.size(),
                "probe.hNeurons is %s, but %s are listed",
                hNeurons,
                neurons.size());
        int inLayers = neuronsByLayer.stream().mapToInt(Integer::intValue).sum();
        Check.that(
                hNeurons == inLayers,
                "probe.hNeurons is %s, but neuronsByLayer sums to %s",
                hNeurons,
                inLayers);
        List<Candidate> chosen = candidates.stream().filter(Candidate::chosen).toList();
        Check.that(
                chosen.size() == 1 && chosen.getFirst().c == c,
                "probe.c is %s, but the chosen candidates are %s",
                c,
                chosen);
    }

    /// Sorts the neurons, and derives what follows from them.
    public static ProbeSummary of(
            ModelSummary model,
            double c,
            int negativeWeights,
            double intercept,
            double threshold,
            double dualityGap,
            List<Candidate> candidates,
            List<HNeuron> neurons) {
        int[] byLayer = new int[model.layers()];
        for (HNeuron neuron : neurons) {
            Check.that(
                    neuron.layer < model.layers() && neuron.index < model.ffn(),
                    "neuron %s/%s, but the model has %s layers of %s",
                    neuron.layer,
                    neuron.index,
                    model.layers(),
                    model.ffn());
            byLayer[neuron.layer]++;
        }
        return new ProbeSummary(
                c,
                neurons.size(),
                1000.0 * neurons.size() / model.neurons(),
                negativeWeights,
                intercept,
                threshold,
                dualityGap,
                candidates.stream().sorted(Comparator.comparingDouble(Candidate::c)).toList(),
                neurons.stream().sorted(HNeuron.HEAVIEST_FIRST).toList(),
                Arrays.stream(byLayer).boxed().toList());
    }

    /// One C of the grid.
    ///
    /// @param c inverse strength of the penalty
    /// @param neurons neurons with a positive weight
    /// @param validationAccuracy share of validation answers told right
    /// @param suppressedAccuracy share of questions the model answers right while those neurons are
    ///   suppressed; NaN where not measured
    /// @param sum of the two, what C is chosen by; NaN where not measured
    /// @param chosen exactly one candidate is
    public record Candidate(
            double c,
            int neurons,
            double validationAccuracy,
            double suppressedAccuracy,
            double sum,
            boolean chosen) {
        public Candidate {
            Check.share(validationAccuracy, "validationAccuracy");
            Check.share(suppressedAccuracy, "suppressedAccuracy");
        }
    }

    /// One H-neuron.
    ///
    /// @param layer from 0
    /// @param index within the layer, from 0
    /// @param weight θ, above 0
    /// @param meanWrong mean contribution (CETT) over wrong answers of the training split
    /// @param meanCorrect the same over correct answers
    public record HNeuron(
            int layer, int index, double weight, double meanWrong, double meanCorrect) {
        static final Comparator<HNeuron> HEAVIEST_FIRST =
                Comparator.comparingDouble(HNeuron::weight)
                        .reversed()
                        .thenComparingInt(HNeuron::layer)
                        .thenComparingInt(HNeuron::index);

        public HNeuron {
            Check.that(layer >= 0 && index >= 0, "neuron %s/%s is negative", layer, index);
            Check.that(weight > 0, "neuron %s/%s has weight %s, not above 0", layer, index, weight);
        }
    }
}
