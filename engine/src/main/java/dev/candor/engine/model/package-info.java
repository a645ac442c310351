/// Configuration and weights of a model, one adapter per family.
///
/// May import `format` and `kernel`.
@NullMarked
package dev.candor.engine.model;

import org.jspecify.annotations.NullMarked;
