package dev.candor.engine.model;

import dev.candor.engine.kernel.Kernels;

/// `x / √(mean(x²) + epsilon) ⊙ weight`. Source: Zhang and Sennrich 2019, arXiv:1910.07467.
///
/// @param weight [n]
public record RmsNorm(float[] weight, float epsilon) implements Norm {
    @Override
    public void apply(Kernels kernels, float[] x, int xFrom, float[] y, int yFrom) {
        kernels.rmsNorm(x, xFrom, weight, epsilon, y, yFrom, weight.length);
    }
}
