/// Runs a model over batched sequences: layers, KV cache, sampler; calls taps and applies gains.
///
/// May import every other room of the engine.
@NullMarked
package dev.candor.engine.forward;

import org.jspecify.annotations.NullMarked;
