package dev.candor.engine.model;

import dev.candor.engine.kernel.Matrix;
import java.util.List;

/// All weights of a model.
///
/// @param embedding [vocabulary, d]
/// @param layers in order
/// @param outputNorm [d]
/// @param output [vocabulary, d]; the embedding itself where the file ties them
public record Weights(
        Matrix embedding, List<LayerWeights> layers, float[] outputNorm, Matrix output) {
    public Weights {
        layers = List.copyOf(layers);
    }
}
