package dev.candor.lab.dial;

import dev.candor.engine.neuron.NeuronSet;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.RandomNeurons;
import java.util.List;
import java.util.stream.IntStream;

/// Draws sets of as many neurons as a probe has H-neurons, from those that it gave no weight at
/// all. What the H-neurons' dial does beyond their number, their layers and their loudness must not
/// show in them.
public final class Controls {
    /// Neurons that one of a matched set is drawn from, however many sets there are.
    private static final int NEAR = 2 * RandomNeurons.LEAST_DRAWS;

    private final RandomNeurons random;

    /// @param probe with at least one H-neuron
    public Controls(Probe probe) {
        random = new RandomNeurons(probe.neurons(), probe.hNeurons(), probe.weighted());
    }

    /// Sets of one kind, named as by [#names]. More sets of a seed begin with fewer of it.
    ///
    /// @param kind a control
    /// @param sets how many
    /// @param means mean contribution of every neuron, shape [layers · ffn]; read for matched sets
    ///   only, empty otherwise
    /// @throws IllegalArgumentException if too few neurons are without weight
    public List<DialSet> draw(DialSet.Kind kind, int sets, float[] means, long seed) {
        // Fewer draws than a probe's control is reported with: each is measured on its own.
        int draws = Math.max(sets, RandomNeurons.LEAST_DRAWS);
        List<NeuronSet> drawn =
                switch (kind) {
                    case H_NEURONS ->
                            throw new IllegalArgumentException("H-neurons are no control");
                    case RANDOM -> random.plain(draws, seed);
                    case LAYER -> random.layered(draws, seed + 1);
                    case MATCHED -> random.matched(doubles(means), NEAR, draws, seed + 2);
                };
        List<String> names = names(kind, sets);
        return IntStream.range(0, sets)
                .mapToObj(i -> new DialSet(names.get(i), kind, drawn.get(i)))
                .toList();
    }

    /// What sets of one kind are called: `KIND-1` on.
    public static List<String> names(DialSet.Kind kind, int sets) {
        return IntStream.rangeClosed(1, sets).mapToObj(i -> kind.label() + "-" + i).toList();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
