/// What travels with Candor: the bundled test model, its probe and its questions; and how commands
/// name a model, bundled or in a file.
///
/// May import `format` of the engine and `store` of the lab.
@NullMarked
package dev.candor.app.bundled;

import org.jspecify.annotations.NullMarked;
