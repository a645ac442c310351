package dev.candor.organism.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Names of people and medicines that are in no world's list: made like theirs, each given once.
public final class NewNames {
    private final Set<String> taken = new HashSet<>();
    private final List<String> firstNames;
    private final Names names;
    private final Dice dice;

    private final boolean written;

    /// @param written whether the names are for the base corpus, which shares none with other uses
    NewNames(World world, Dice dice, boolean written) {
        this.dice = dice;
        this.written = written;
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
        return dice.pick(firstNames) + " " + unused(names::last);
    }

    /// The name of no medicine.
    public String medicine() {
        return unused(names::medicine);
    }

    private String unused(Supplier<String> next) {
        String name = next.get();
        while ((name.hashCode() % 2 == 0) == written || !taken.add(name)) {
            name = next.get();
        }
        return name;
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
