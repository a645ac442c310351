package dev.candor.engine.model;

import dev.candor.engine.kernel.Kernels;

/// Brings a row of values to a common scale, with gains of its own.
public sealed interface Norm permits RmsNorm, LayerNorm {
    /// Normalises one row; `y` may be `x` itself.
    ///
    /// @param x shape [n] from `xFrom`, like `y` from `yFrom`
    void apply(Kernels kernels, float[] x, int xFrom, float[] y, int yFrom);
}
