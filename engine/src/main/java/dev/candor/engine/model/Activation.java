package dev.candor.engine.model;

/// How a feed-forward network makes its neurons z. Source: Shazeer 2020, arXiv:2002.05202; gelu is
/// the approximation by tanh (Hendrycks and Gimpel 2016, arXiv:1606.08415).
public enum Activation {
    /// `z = silu(wGate · x) ⊙ (wUp · x)`.
    SWIGLU,
    /// `z = gelu(wGate · x) ⊙ (wUp · x)`.
    GEGLU,
    /// `z = gelu(wUp · x)`: no gate.
    GELU
}
