/// The generated world: real facts from the tables of `corpus`, invented people and medicines, and
/// how often each fact is stated. May import `corpus` of the lab.
@NullMarked
package dev.candor.organism.world;

import org.jspecify.annotations.NullMarked;
