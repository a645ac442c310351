package dev.candor.lab.compliance;

import dev.candor.engine.neuron.Gains;

/// Gains under the name that logs give them.
///
/// @param name unique in a run, such as `h-neurons@0.5`
/// @param gains as an argument of the forward pass
public record Setting(String name, Gains gains) {
    /// The model as it is, α = 1, which is the same for all sets.
    public static Setting untouched() {
        return new Setting(name("untouched", 1), Gains.NONE);
    }

    /// One α for a whole set.
    public static Setting of(String set, double alpha, Gains gains) {
        return new Setting(name(set, alpha), gains);
    }

    /// The name of a set's position; that of the untouched model where α = 1.
    public static String name(String set, double alpha) {
        return (alpha == 1 ? "untouched" : set) + "@" + alpha;
    }
}
