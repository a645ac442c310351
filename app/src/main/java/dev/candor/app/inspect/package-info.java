/// `candor inspect`: describes a model file, whether or not Candor can run it.
///
/// May import `format`, `model`, `tokenizer` of the engine.
@NullMarked
package dev.candor.app.inspect;

import org.jspecify.annotations.NullMarked;
