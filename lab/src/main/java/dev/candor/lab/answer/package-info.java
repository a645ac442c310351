/// Produces `Response` and `LabelledAnswer`: collecting, judging, and finding the answer span.
///
/// May import `corpus`, `store`, and `tokenizer`, `forward`, `neuron` of the engine.
@NullMarked
package dev.candor.lab.answer;

import org.jspecify.annotations.NullMarked;
