/// Produces `OriginResult`: whether a probe's neurons were there before tuning, how far tuning
/// moved them, and where around an answer they speak. And `TwinsResult`: how alike two models of
/// one shape are outside and inside.
///
/// May import `probe`, `contribution`, `answer`, `statistics`, and `model`, `kernel`, `format`,
/// `tokenizer`, `forward`, `neuron` of the engine. Never its siblings: `dial`, `export`,
/// `compliance`, `monitor`.
@NullMarked
package dev.candor.lab.origin;

import org.jspecify.annotations.NullMarked;
