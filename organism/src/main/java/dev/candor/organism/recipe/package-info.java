/// How an organism is made: the numbers of a size, the vocabulary, and the documents of both
/// stages. May import `world`, `text`, `vocabulary`, `train`, and the engine's tokenizer.
@NullMarked
package dev.candor.organism.recipe;

import org.jspecify.annotations.NullMarked;
