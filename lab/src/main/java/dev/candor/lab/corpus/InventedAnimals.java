package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// Species that nobody has described: the second half of a real name behind the name of another
/// genus of the same family. A combination that was ever used, as a synonym or before a species was
/// moved, is not taken.
final class InventedAnimals {
    private static final int TRIES = 1_000;

    /// One that exists.
    ///
    /// @param family as the file spells it
    /// @param genus capitalised
    /// @param epithet second half of the name, lower case
    record Species(String family, String genus, String epithet) {
        String name() {
            return genus + " " + epithet;
        }
    }

    private final List<Species> real;
    private final Map<String, List<String>> genera = new TreeMap<>();
    private final Set<String> borne = new HashSet<>();

    /// @param real species
    /// @param alsoBorne names that species have or had beside, genus and epithet
    InventedAnimals(List<Species> real, Collection<String> alsoBorne) {
        this.real = List.copyOf(real);
        Map<String, Set<String>> byFamily = new TreeMap<>();
        for (Species species : real) {
            byFamily.computeIfAbsent(species.family, family -> new TreeSet<>()).add(species.genus);
            borne.add(key(species.genus, species.epithet));
        }
        byFamily.forEach((family, names) -> genera.put(family, List.copyOf(names)));
        for (String name : alsoBorne) {
            int space = name.indexOf(' ');
            borne.add(key(name.substring(0, space), name.substring(space + 1)));
        }
    }

    /// Up to `count` names, none twice; fewer where the real ones allow no more.
    List<String> names(int count, SplittableRandom random) {
        Set<String> used = new HashSet<>(borne);
        List<String> names = new ArrayList<>();
        for (int tries = 0; names.size() < count && tries < TRIES * count; tries++) {
            Species species = real.get(random.nextInt(real.size()));
            List<String> others = genera.getOrDefault(species.family, List.of());
            String genus = others.get(random.nextInt(others.size()));
            if (used.add(key(genus, species.epithet))) {
                names.add(genus + " " + species.epithet);
            }
        }
        return names;
    }

    /// An epithet's ending follows the genus: `niger`, `nigra` and `nigrum` are one name.
    private static String key(String genus, String epithet) {
        String stem = epithet.replaceAll("(?<=..)(er|ra|rum|us|a|um|is|e|ii|i|ae)$", "");
        return genus + " " + stem;
    }
}
