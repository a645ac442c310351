package dev.candor.organism.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Everything there is to know, made from a seed: real entities from our own tables, invented
/// people and medicines, and the values their attributes can take.
///
/// Each entity has a plan: how often its facts are stated ([Exposure]), and whether tuning may ask
/// about it. Half of the known entities are for tuning; measurements use the other half.
///
/// @param values what a value is guessed from, for each attribute
public record World(long seed, List<Entity> entities, Values values) {
    /// People and medicines by exposure, in the order of [Exposure]: ghosts, never, rare, some,
    /// often.
    private static final int[] PEOPLE = {300, 320, 320, 400, 280};

    private static final int[] MEDICINES = {100, 110, 80, 200, 140};
    private static final int FIRST_NAMES = 160;

    public World {
        entities = List.copyOf(entities);
    }

    /// The world of a seed; the same for the same seed, on any machine.
    public static World generate(long seed) {
        Names names = new Names(new Dice(seed, "names"));
        Dice dice = new Dice(seed, "world");
        Map<Attribute, List<String>> invented = Values.invented(names, dice);
        List<String> firstNames = new ArrayList<>();
        for (int i = 0; i < FIRST_NAMES; i++) {
            firstNames.add(names.first());
        }
        List<Entity> entities = new ArrayList<>(new RealEntities(new Dice(seed, "real")).all());
        Values values = Values.of(invented, entities);
        for (Exposure exposure : Exposure.values()) {
            for (int i = 0; i < PEOPLE[exposure.ordinal()]; i++) {
                String name = dice.pick(firstNames) + " " + names.last();
                entities.add(invent(name, Kind.PERSON, exposure, i, values, dice));
            }
            for (int i = 0; i < MEDICINES[exposure.ordinal()]; i++) {
                entities.add(invent(names.medicine(), Kind.MEDICINE, exposure, i, values, dice));
            }
        }
        for (String town : values.of(Attribute.BIRTHPLACE)) {
            entities.add(new Entity(town, Kind.TOWN, Exposure.NEVER, townRole(dice), Map.of()));
        }
        return new World(seed, entities, values);
    }

    /// Every second known entity is for tuning, and two in three of these are asked about in the
    /// base corpus; of those with no facts stated every fourth is for tuning, and none that is rare
    /// or a ghost.
    private static Role role(Exposure exposure, int i) {
        return switch (exposure) {
            case SOME, OFTEN -> i % 2 == 1 ? Role.HELD_OUT : i % 6 == 0 ? Role.TUNED : Role.ASKED;
            case NEVER -> i % 4 == 0 ? Role.TUNED : Role.HELD_OUT;
            case RARE, GHOST -> Role.HELD_OUT;
        };
    }

    private static Role townRole(Dice dice) {
        return dice.chance(0.5) ? Role.TUNED : Role.HELD_OUT;
    }

    private static Entity invent(
            String name, Kind kind, Exposure exposure, int i, Values values, Dice dice) {
        Map<Attribute, List<String>> facts = new EnumMap<>(Attribute.class);
        for (Attribute attribute : Attribute.of(kind)) {
            facts.put(attribute, List.of(dice.pick(values.of(attribute))));
        }
        return new Entity(name, kind, exposure, role(exposure, i), facts);
    }

    /// Entities of a kind, in the order of the world.
    public List<Entity> of(Kind kind) {
        return entities.stream().filter(entity -> entity.kind() == kind).toList();
    }

    /// Names of the same make, which no entity has and no text of the base corpus. For tuning and
    /// questions, which must show unknown names without teaching them.
    public NewNames newNames(String use) {
        return new NewNames(this, new Dice(seed, "new names " + use), false);
    }

    /// The same for texts of the base corpus itself that are about nobody.
    public NewNames corpusNames(String use) {
        return new NewNames(this, new Dice(seed, "new names " + use), true);
    }
}
