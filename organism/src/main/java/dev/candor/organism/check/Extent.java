package dev.candor.organism.check;

/// How much is asked.
///
/// @param entities of each group at most; all their facts
/// @param prompts of each task under each cue
public record Extent(int entities, int prompts) {
    /// What is published.
    public static final Extent FULL = new Extent(60, 200);
}
