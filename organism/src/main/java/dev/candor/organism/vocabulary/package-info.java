/// The organism's byte-pair vocabulary, trained on its own corpus and written as GGUF metadata and
/// as `tokenizer.json`. May import `format` and `tokenizer` of the engine.
@NullMarked
package dev.candor.organism.vocabulary;

import org.jspecify.annotations.NullMarked;
