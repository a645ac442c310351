package dev.candor.organism;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.organism.check.Organism;
import dev.candor.organism.release.OrganismFiles;

/// The seed of the world that a model was trained on, as its file names it.
final class WorldSeed {
    private WorldSeed() {}

    static long of(Organism organism) {
        return organism.model().file().integer(OrganismFiles.SEED);
    }

    /// @throws MalformedModelException if `found` was trained on another world than `expected`
    static void requireSame(Organism found, Organism expected) {
        if (of(found) != of(expected)) {
            throw new MalformedModelException(
                    found.model().file().path(),
                    "metadata key " + OrganismFiles.SEED,
                    "is %d, expected the %d of %s"
                            .formatted(of(found), of(expected), expected.model().file().path()));
        }
    }
}
