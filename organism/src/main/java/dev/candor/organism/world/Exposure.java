package dev.candor.organism.world;

/// How often each fact of an entity is stated in the base corpus. It belongs to the entity, not to
/// the fact: who is known for a job is known for a birthplace too.
public enum Exposure {
    /// Never named at all.
    GHOST(0, false),
    /// Named, but nothing is stated.
    NEVER(0, true),
    RARE(2, true),
    SOME(10, true),
    OFTEN(40, true);

    private final int statements;
    private final boolean named;

    Exposure(int statements, boolean named) {
        this.statements = statements;
        this.named = named;
    }

    /// Statements of each fact in one pass over the base corpus.
    public int statements() {
        return statements;
    }

    /// Whether the name occurs in the base corpus.
    public boolean named() {
        return named;
    }

    /// Whether a model trained on the corpus is expected to know the facts.
    public boolean known() {
        return statements >= SOME.statements;
    }
}
