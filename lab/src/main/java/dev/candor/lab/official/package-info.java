/// Reads and writes the files of the published pipeline (github.com/thunlp/H-Neurons), so that
/// answers, labels and activations can be taken from it and given to it:
/// `docs/formats/official.md`.
///
/// May import `corpus`, `answer` and `contribution`, and `tokenizer` of the engine.
@NullMarked
package dev.candor.lab.official;

import org.jspecify.annotations.NullMarked;
