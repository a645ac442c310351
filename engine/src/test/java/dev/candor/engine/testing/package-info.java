/// What tests of every module build on: tiny models made on the spot, and the plain forward pass
/// that the fast one is measured against.
///
/// May import the engine's rooms and the JDK.
@NullMarked
package dev.candor.engine.testing;

import org.jspecify.annotations.NullMarked;
