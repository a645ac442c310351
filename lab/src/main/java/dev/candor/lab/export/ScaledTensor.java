package dev.candor.lab.export;

import dev.candor.engine.format.TensorEdit;

/// A stored tensor with the weights of some neurons scaled.
sealed interface ScaledTensor extends TensorEdit permits ScaledRows, ScaledColumns {
    /// How far what is stored follows the factors; what would be written is computed for it.
    Accuracy accuracy();
}
