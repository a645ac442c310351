package dev.candor.engine.format.huggingface;

/// How a tensor of a folder differs from GGUF's.
enum TensorChange {
    NONE,
    /// GGUF has the weight of a norm, the folder has that less 1.
    PLUS_ONE,
    /// GGUF has [outputs, inputs], the folder has [inputs, outputs].
    TRANSPOSED
}
