package dev.candor.organism.recipe;

/// What an organism grows from. Organisms of one world and several trainings know the same facts
/// from the same texts, and hold them in other neurons: twins.
///
/// @param world of entities, facts and texts
/// @param training of the first weights and of the order in which texts are read
public record Seeds(long world, long training) {
    /// Whether it is the one training that goes by the world's own seed.
    public boolean isFirst() {
        return world == training;
    }
}
