package dev.candor.engine.model;

/// One layer: each half reads the residual and adds to it.
public record LayerWeights(SelfAttention attention, FeedForward feedForward) {}
