/// Text to token ids and back, with the offsets of every token, and the chat template.
///
/// May import `format`.
@NullMarked
package dev.candor.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
