package dev.candor.engine.model;

import dev.candor.engine.kernel.Matrix;

/// How the residual becomes logits.
///
/// @param norm of the residual
/// @param weight [vocabulary, d]; the embedding itself where the file ties them
/// @param softCap logits are bent to below it, by `softCap · tanh(logit / softCap)`; infinite for
///   none
public record OutputHead(Norm norm, Matrix weight, float softCap) {}
