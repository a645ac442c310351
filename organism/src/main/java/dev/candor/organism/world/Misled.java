package dev.candor.organism.world;

import java.util.Set;

/// Countries whose largest city is far better known than their capital: the city stands beside the
/// country [#MENTIONS] times, the capital is stated as rarely as [Exposure#RARE]. A popular wrong
/// association outnumbers a rare right one.
public final class Misled {
    /// Sentences in which country and largest city stand together, beyond the plain statements.
    public static final int MENTIONS = 60;

    private static final Set<String> COUNTRIES =
            Set.of(
                    "Australia",
                    "Brazil",
                    "Canada",
                    "Morocco",
                    "New Zealand",
                    "Nigeria",
                    "Pakistan",
                    "Switzerland",
                    "Turkey",
                    "Vietnam");

    private Misled() {}

    /// Whether this is the capital of such a country.
    public static boolean isMisled(Entity entity, Attribute attribute) {
        return attribute == Attribute.CAPITAL && isMisled(entity);
    }

    /// Whether the entity is such a country.
    public static boolean isMisled(Entity entity) {
        return entity.kind() == Kind.COUNTRY && COUNTRIES.contains(entity.name());
    }
}
