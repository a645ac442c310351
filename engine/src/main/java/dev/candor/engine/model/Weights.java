package dev.candor.engine.model;

import java.util.List;

/// All weights of a model, with what its layers do differently.
///
/// @param layers in order
public record Weights(Embedding embedding, List<LayerWeights> layers, OutputHead output) {
    public Weights {
        layers = List.copyOf(layers);
    }
}
