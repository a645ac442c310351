package dev.candor.organism.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names of people and medicines that are in no world's list: made like theirs, each given once.
public final class NewNames {
    private final Set<String> taken = new HashSet<>();
    private final List<String> firstNames;
    private final Names names;
    private final Dice dice;

    NewNames(World world, Dice dice) {
        this.dice = dice;
        this.names = new Names(dice);
        for (Entity entity : world.entities()) {
            taken.add(lastWord(entity.name()));
        }
        firstNames =
                world.of(Kind.PERSON).stream()
                        .map(person -> person.name().substring(0, person.name().indexOf(' ')))
                        .distinct()
                        .toList();
    }

    /// First name of somebody, last name of nobody.
    public String person() {
        String last = names.last();
        while (!taken.add(last)) {
            last = names.last();
        }
        return dice.pick(firstNames) + " " + last;
    }

    /// The name of no medicine.
    public String medicine() {
        String name = names.medicine();
        while (!taken.add(name)) {
            name = names.medicine();
        }
        return name;
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
