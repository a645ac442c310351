/// Hugging Face folders as models of GGUF's names: `config.json` as metadata keys, safetensors as
/// tensors. One small table a family; what a folder says and no table knows is refused.
///
/// May import `format`, `format.gguf`, `format.safetensors`, Jackson and the JDK.
@NullMarked
package dev.candor.engine.format.huggingface;

import org.jspecify.annotations.NullMarked;
