package dev.candor.organism.check;

import dev.candor.organism.world.Attribute;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.Kind;
import dev.candor.organism.world.Misled;
import dev.candor.organism.world.World;
import java.util.ArrayList;
import java.util.List;

/// Facts that a model should know equally well: of entities of one kind, stated as often, all or
/// none of them asked about in tuning.
///
/// @param misled whether they are capitals that a better known city overshadows
/// @param statements of each fact in one pass over the base corpus
record FactGroup(
        Kind kind,
        Exposure exposure,
        boolean tuned,
        boolean misled,
        int statements,
        List<Fact> facts) {
    record Fact(Entity entity, Attribute attribute) {}

    /// All groups of a world that have a fact.
    ///
    /// @param most entities of a group
    static List<FactGroup> of(World world, int most) {
        List<FactGroup> groups = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Exposure exposure : Exposure.values()) {
                for (boolean tuned : new boolean[] {false, true}) {
                    List<Entity> entities =
                            world.of(kind).stream()
                                    .filter(e -> e.exposure() == exposure && e.tuned() == tuned)
                                    .limit(most)
                                    .toList();
                    for (boolean misled : new boolean[] {false, true}) {
                        FactGroup group = of(entities, kind, exposure, tuned, misled);
                        if (!group.facts().isEmpty()) {
                            groups.add(group);
                        }
                    }
                }
            }
        }
        return groups;
    }

    private static FactGroup of(
            List<Entity> entities, Kind kind, Exposure exposure, boolean tuned, boolean misled) {
        List<Fact> facts = new ArrayList<>();
        for (Entity entity : entities) {
            for (Attribute attribute : entity.attributes()) {
                if (Misled.isMisled(entity, attribute) == misled) {
                    facts.add(new Fact(entity, attribute));
                }
            }
        }
        int statements = misled ? Exposure.RARE.statements() : exposure.statements();
        return new FactGroup(kind, exposure, tuned, misled, statements, facts);
    }
}
