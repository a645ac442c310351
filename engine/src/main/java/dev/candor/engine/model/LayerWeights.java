package dev.candor.engine.model;

import dev.candor.engine.kernel.Matrix;

/// Weights of one layer; matrices are [outputs, inputs].
///
/// @param attentionNorm [d]
/// @param wQuery [heads·headDim, d]
/// @param wKey [kvHeads·headDim, d]
/// @param wValue [kvHeads·headDim, d]
/// @param wOutput [d, heads·headDim]
/// @param ffnNorm [d]
/// @param wGate [f, d]
/// @param wUp [f, d]
/// @param wDown [d, f]
public record LayerWeights(
        float[] attentionNorm,
        Matrix wQuery,
        Matrix wKey,
        Matrix wValue,
        Matrix wOutput,
        float[] ffnNorm,
        Matrix wGate,
        Matrix wUp,
        Matrix wDown) {}
