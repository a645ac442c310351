/// Safetensors bytes to tensors and back; hostile input is refused before anything is allocated
/// from it.
///
/// May import `format`, Jackson and the JDK.
@NullMarked
package dev.candor.engine.format.safetensors;

import org.jspecify.annotations.NullMarked;
