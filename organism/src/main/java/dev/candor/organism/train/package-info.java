/// The trainer on libtorch: a Llama of the organism's size, its optimiser, checkpoints, and the
/// GGUF and safetensors files it leaves. May import `format` of the engine. Knows nothing of the
/// world.
@NullMarked
package dev.candor.organism.train;

import org.jspecify.annotations.NullMarked;
