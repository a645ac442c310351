package dev.candor.bench;

import dev.candor.engine.format.TensorType;
import org.jspecify.annotations.Nullable;

/// What ours ÷ llama.cpp must reach, at 2 threads on the TinyLlama shape.
///
/// @param least the ratio that is asked for
/// @param stretch the ratio that would be good
record Bar(double least, double stretch) {
    private static final int PREFILL = 512;
    private static final int MANY = 16;

    /// The bar of a workload on a file whose weights are mostly of `type`; null where none is set:
    /// for other types, other sizes, and K-quants decoded side by side.
    static @Nullable Bar of(TensorType type, Workload workload) {
        boolean prefill = workload.isPrefill() && workload.prompt() == PREFILL;
        boolean one = !workload.isPrefill() && workload.sequences() == 1;
        boolean many = !workload.isPrefill() && workload.sequences() == MANY;
        return switch (type) {
            case Q8_0 ->
                    prefill
                            ? new Bar(1.6, 2.0)
                            : one ? new Bar(1.0, 1.2) : many ? new Bar(1.4, 2.0) : null;
            case Q4_0 ->
                    prefill
                            ? new Bar(0.85, 1.2)
                            : one ? new Bar(0.95, 1.1) : many ? new Bar(0.75, 1.2) : null;
            case Q4_K, Q6_K -> prefill ? new Bar(0.9, 1.2) : one ? new Bar(0.9, 1.1) : null;
            case F32, F16, BF16, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q5_K, IQ2_XXS, IQ4_NL, IQ4_XS ->
                    null;
        };
    }

    /// Which of the two a ratio reaches.
    String met(double ratio) {
        return ratio >= stretch ? "stretch" : ratio >= least ? "yes" : "no";
    }
}
