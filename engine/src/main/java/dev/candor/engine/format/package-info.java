/// What every model file format shares: tensor types, the error for a malformed file, mapping and
/// writing whole files.
///
/// May import the JDK only.
@NullMarked
package dev.candor.engine.format;

import org.jspecify.annotations.NullMarked;
