/// What is done with an answer: rules in a file, the first that holds decides. A policy is a value
/// and does nothing itself; who serves the answer carries the action out.
///
/// May import the monitor's risk, `store` of the lab, and the libraries for YAML and for patterns
/// in linear time.
@NullMarked
package dev.candor.guard.policy;

import org.jspecify.annotations.NullMarked;
