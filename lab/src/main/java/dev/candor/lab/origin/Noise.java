package dev.candor.lab.origin;

import dev.candor.engine.neuron.NeuronSet;
import org.jspecify.annotations.Nullable;

/// Gaussian noise on weights of the feed-forward blocks.
///
/// @param size ‖E‖ / ‖W‖ (Frobenius) of what is touched of each matrix
/// @param seed of the draws
/// @param only neurons whose rows of wUp and columns of wDown are touched; null for all of wGate,
///   wUp and wDown
public record Noise(double size, long seed, @Nullable NeuronSet only) {
    /// What noise is put on.
    public enum Target {
        /// Every weight of wGate, wUp and wDown.
        ALL("all FFN weights"),
        /// The H-neurons' rows of wUp and columns of wDown.
        H_NEURONS("the H-neurons"),
        /// Those of as many random neurons of the same layers.
        RANDOM("as many random neurons");

        private final String label;

        Target(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
