/// Dot products, matrix products and block decoding: a scalar reference beside the vector code.
///
/// May import `format` (tensor types) and the JDK.
@NullMarked
package dev.candor.engine.kernel;

import org.jspecify.annotations.NullMarked;
