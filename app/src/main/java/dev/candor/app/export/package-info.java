/// `candor export` and `candor verify`: a dial written for other runtimes, and read back.
@NullMarked
package dev.candor.app.export;

import org.jspecify.annotations.NullMarked;
