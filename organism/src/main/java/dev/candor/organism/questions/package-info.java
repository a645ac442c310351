/// The question sets of a world, in the file formats of the published ones, about entities that
/// tuning left alone. May import `world` and `text`.
@NullMarked
package dev.candor.organism.questions;

import org.jspecify.annotations.NullMarked;
