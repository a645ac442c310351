package dev.candor.engine.model;

import dev.candor.engine.kernel.Kernels;

/// `(x − mean(x)) / √(var(x) + epsilon) ⊙ weight + bias`. Source: Ba et al. 2016, arXiv:1607.06450.
///
/// @param weight [n]
/// @param bias [n]
public record LayerNorm(float[] weight, float[] bias, float epsilon) implements Norm {
    @Override
    public void apply(Kernels kernels, float[] x, int xFrom, float[] y, int yFrom) {
        kernels.layerNorm(x, xFrom, weight, bias, epsilon, y, yFrom, weight.length);
    }
}
