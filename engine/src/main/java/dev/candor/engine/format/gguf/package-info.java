/// GGUF bytes to tensors and back; hostile input is refused before anything is allocated from it.
///
/// May import `format` and the JDK.
@NullMarked
package dev.candor.engine.format.gguf;

import org.jspecify.annotations.NullMarked;
