/// Produces `Response` and `LabelledAnswer`: collecting, judging, and finding the answer span.
///
/// May import `corpus`, and `tokenizer`, `forward` of the engine.
@NullMarked
package dev.candor.lab.answer;

import org.jspecify.annotations.NullMarked;
