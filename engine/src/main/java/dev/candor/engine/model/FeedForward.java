package dev.candor.engine.model;

import org.jspecify.annotations.Nullable;

/// The feed-forward network of one layer, where the neurons are. Its output `h = wDown · z` is the
/// product alone: the bias and `postNorm` come after it, on the way to the residual.
///
/// @param norm of its input
/// @param activation how z is made
/// @param wGate [f, d]; null for an activation without a gate
/// @param wUp [f, d]
/// @param wDown [d, f]
/// @param postNorm of its output before it joins the residual; null for none
public record FeedForward(
        Norm norm,
        Activation activation,
        @Nullable Linear wGate,
        Linear wUp,
        Linear wDown,
        @Nullable Norm postNorm) {
    public FeedForward {
        if ((wGate == null) != (activation == Activation.GELU)) {
            throw new IllegalArgumentException(
                    activation + (wGate == null ? " without" : " with") + " a gate");
        }
    }
}
