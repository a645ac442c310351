package dev.candor.engine.model;

import org.jspecify.annotations.Nullable;

/// Rotary position embedding: how fast each pair of a head's dimensions turns.
///
/// @param pairing which dimensions make a pair
/// @param inverseFrequencies radians per position for pair i, shape [dimensions / 2]
/// @param magnitude factor on the rotated values; 1 except under YaRN and LongRoPE
public record Rope(Pairing pairing, double[] inverseFrequencies, double magnitude) {
    /// Which of a head's dimensions turn together.
    public enum Pairing {
        /// 2i and 2i + 1.
        ADJACENT,
        /// i and i + dimensions / 2.
        HALVES
    }

    /// Su et al. 2021, arXiv:2104.09864: θ_i = base^(−2i/dimensions), each divided by `factors[i]`
    /// where the file has them (Llama 3.1 stores its scaling in that form).
    public static Rope plain(
            Pairing pairing, double base, int dimensions, float @Nullable [] factors) {
        double[] frequencies = new double[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = StrictMath.pow(base, -2.0 * i / dimensions);
            if (factors != null) {
                frequencies[i] /= factors[i];
            }
        }
        return new Rope(pairing, frequencies, 1);
    }

    /// Position interpolation (Chen et al. 2023, arXiv:2306.15595): positions divided by `factor`.
    public Rope linear(double factor) {
        double[] slower = inverseFrequencies.clone();
        for (int i = 0; i < slower.length; i++) {
            slower[i] /= factor;
        }
        return new Rope(pairing, slower, magnitude);
    }

    /// YaRN (Peng et al. 2023, arXiv:2309.00071): pairs that turn often within the original context
    /// keep their speed, slow ones are interpolated, a ramp between. A factor above 1 also sharpens
    /// attention, by 0.1·ln(factor) + 1.
    public Rope yarn(
            double base, double factor, int originalContext, double betaFast, double betaSlow) {
        int dimensions = 2 * inverseFrequencies.length;
        double low = Math.max(0, Math.floor(turnsAt(betaFast, base, dimensions, originalContext)));
        double high =
                Math.min(
                        dimensions - 1,
                        Math.ceil(turnsAt(betaSlow, base, dimensions, originalContext)));
        double[] mixed = new double[inverseFrequencies.length];
        for (int i = 0; i < mixed.length; i++) {
            double ramp = Math.clamp((i - low) / Math.max(0.001, high - low), 0.0, 1.0);
            mixed[i] = inverseFrequencies[i] * (ramp / factor + (1 - ramp));
        }
        double sharper = 1 + 0.1 * StrictMath.log(Math.max(1, factor));
        return new Rope(pairing, mixed, magnitude * sharper);
    }

    /// The same turns, rotated values times `factor`.
    public Rope times(double factor) {
        return new Rope(pairing, inverseFrequencies, magnitude * factor);
    }

    private static double turnsAt(double turns, double base, int dimensions, int context) {
        return dimensions
                * StrictMath.log(context / (turns * 2 * Math.PI))
                / (2 * StrictMath.log(base));
    }
}
