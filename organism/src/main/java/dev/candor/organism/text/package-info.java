/// What the world's model reads and is asked: the base corpus, the tuning conversations, the
/// question sets. May import `world`.
@NullMarked
package dev.candor.organism.text;

import org.jspecify.annotations.NullMarked;
