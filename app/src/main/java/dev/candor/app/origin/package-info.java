/// The runs of `candor origin` and `candor twins`: both models asked, their answers captured, their
/// weights compared.
///
/// May import every room.
@NullMarked
package dev.candor.app.origin;

import org.jspecify.annotations.NullMarked;
