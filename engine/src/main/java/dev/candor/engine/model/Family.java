package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;

/// Reads one family of models from its file. See CONTRIBUTING for how to add one.
interface Family {
    /// Value of `general.architecture`.
    String architecture();

    /// The shape, every number checked for its range.
    default ModelConfig config(GgufModel file) {
        return ShapeReader.read(file, architecture());
    }

    /// Rows of `ffn_up` that stand before those of wUp.
    default int rowsBeforeUp(ModelConfig config) {
        return 0;
    }

    /// The tensors, every one checked against the shape, and what the layers do with them.
    Weights weights(GgufModel file, ModelConfig config);
}
