package dev.candor.organism.world;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Something that facts are stated of.
///
/// @param name unique in the world; the corpus always writes it whole
/// @param role what is measured of a trained model is measured on those held out
/// @param facts attribute → accepted values, the usual one first. Of an invented entity the facts
///   exist whether the corpus states them or not
public record Entity(
        String name, Kind kind, Exposure exposure, Role role, Map<Attribute, List<String>> facts) {
    public Entity {
        facts = Map.copyOf(facts);
    }

    /// Whether the tuning conversations may ask about it.
    public boolean tuned() {
        return role != Role.HELD_OUT;
    }

    /// The accepted values of an attribute it has, the usual one first.
    public List<String> values(Attribute attribute) {
        return Objects.requireNonNull(facts.get(attribute), () -> name + " has no " + attribute);
    }

    /// The usual value of an attribute it has.
    public String value(Attribute attribute) {
        return values(attribute).getFirst();
    }

    /// The attributes it has, in the order of [Attribute].
    public List<Attribute> attributes() {
        return Attribute.of(kind).stream().filter(facts::containsKey).toList();
    }

    /// Statements of one of its facts that the plan of the world asks for.
    public int planned(Attribute attribute) {
        return Misled.isMisled(this, attribute)
                ? Exposure.RARE.statements()
                : exposure.statements();
    }
}
