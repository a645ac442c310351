package dev.candor.engine.model;

import dev.candor.engine.kernel.Matrix;
import org.jspecify.annotations.Nullable;

/// How a token becomes the first value of the residual: `scale · tokens[id] + positions[p]`.
///
/// @param tokens [vocabulary, d]
/// @param scale 1 for most families
/// @param positions learned, [context, d]; null where positions turn queries and keys instead
public record Embedding(Matrix tokens, float scale, @Nullable Matrix positions) {}
