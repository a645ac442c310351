package dev.candor.engine.neuron;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Factors on neurons: `z_j ← α·z_j`. An immutable value that is passed into a forward call; the
/// weights are never touched, so α = 0 is undone by passing other gains.
///
/// Source: Gao et al. 2025, arXiv:2512.01797, scaling of H-neurons.
public final class Gains {
    /// Leaves every neuron alone.
    public static final Gains NONE = new Gains(new int[0][], new float[0][]);

    private final int[][] indices;
    private final float[][] factors;

    private Gains(int[][] indices, float[][] factors) {
        this.indices = indices;
        this.factors = factors;
    }

    /// One factor for all of `neurons`; α = 1 gives [#NONE].
    ///
    /// @throws IllegalArgumentException if alpha is negative, NaN or infinite
    public static Gains of(Iterable<NeuronId> neurons, float alpha) {
        Map<NeuronId, Float> factors = new TreeMap<>();
        for (NeuronId neuron : neurons) {
            factors.put(neuron, alpha);
        }
        check(alpha);
        return of(factors);
    }

    /// A factor for each neuron; those of 1 are left out.
    ///
    /// @throws IllegalArgumentException if a factor is negative, NaN or infinite
    public static Gains of(Map<NeuronId, Float> factors) {
        TreeMap<NeuronId, Float> sorted = new TreeMap<>(factors);
        sorted.values().forEach(Gains::check);
        sorted.values().removeIf(alpha -> alpha == 1f);
        if (sorted.isEmpty()) {
            return NONE;
        }
        int layers = sorted.lastKey().layer() + 1;
        int[][] indices = new int[layers][];
        float[][] values = new float[layers][];
        for (int layer = 0; layer < layers; layer++) {
            Map<NeuronId, Float> own =
                    sorted.subMap(new NeuronId(layer, 0), new NeuronId(layer + 1, 0));
            indices[layer] = own.keySet().stream().mapToInt(NeuronId::index).toArray();
            values[layer] = new float[own.size()];
            int i = 0;
            for (float value : own.values()) {
                values[layer][i++] = value;
            }
        }
        return new Gains(indices, values);
    }

    /// The same, but with no factor above alpha on any of `neurons`.
    ///
    /// @throws IllegalArgumentException if alpha is negative, NaN or infinite
    public Gains atMost(Iterable<NeuronId> neurons, float alpha) {
        check(alpha);
        Map<NeuronId, Float> lowered = new TreeMap<>();
        for (int layer = 0; layer < indices.length; layer++) {
            for (int i = 0; i < indices[layer].length; i++) {
                lowered.put(new NeuronId(layer, indices[layer][i]), factors[layer][i]);
            }
        }
        for (NeuronId neuron : neurons) {
            lowered.put(neuron, Math.min(alpha, lowered.getOrDefault(neuron, 1f)));
        }
        return of(lowered);
    }

    private static void check(float alpha) {
        if (!(alpha >= 0) || Float.isInfinite(alpha)) {
            throw new IllegalArgumentException("α must be 0 or more and finite, found " + alpha);
        }
    }

    public boolean isNone() {
        return indices.length == 0;
    }

    /// Multiplies one row of z in place.
    ///
    /// @param z holds the row from `from` on, shape [ffn]
    public void apply(int layer, float[] z, int from) {
        if (layer >= indices.length) {
            return;
        }
        int[] own = indices[layer];
        for (int i = 0; i < own.length; i++) {
            z[from + own[i]] *= factors[layer][i];
        }
    }

    /// Throws unless every neuron lies in a model of this shape.
    public void requireShape(int layers, int ffn) {
        for (int layer = 0; layer < indices.length; layer++) {
            int[] own = indices[layer];
            if (own.length > 0 && (layer >= layers || own[own.length - 1] >= ffn)) {
                throw new IllegalArgumentException(
                        "neuron "
                                + new NeuronId(layer, own[own.length - 1])
                                + " is outside a model of "
                                + layers
                                + " layers of "
                                + ffn);
            }
        }
    }

    /// Equal gains may share a KV cache.
    @Override
    public boolean equals(Object other) {
        return other instanceof Gains that
                && Arrays.deepEquals(indices, that.indices)
                && Arrays.deepEquals(factors, that.factors);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(indices) + Arrays.deepHashCode(factors);
    }
}
