/// The engine against llama.cpp and llama2.c's model: log-probabilities recorded once, and the
/// programs that repeat the comparison with the real files.
@NullMarked
package dev.candor.engine.oracle;

import org.jspecify.annotations.NullMarked;
