/// Names neurons and says what to do with them: identities, sets, gains, and the tap that sees
/// them.
///
/// May import the JDK only.
@NullMarked
package dev.candor.engine.neuron;

import org.jspecify.annotations.NullMarked;
