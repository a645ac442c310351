/// What several rooms' tests share.
@NullMarked
package dev.candor.lab.testing;

import org.jspecify.annotations.NullMarked;
