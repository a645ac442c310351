/// `candor find`: wires the stages of the lab into one resumable run.
///
/// May import everything but `cli`.
@NullMarked
package dev.candor.app.find;

import org.jspecify.annotations.NullMarked;
