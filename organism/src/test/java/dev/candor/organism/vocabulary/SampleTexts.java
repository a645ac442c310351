package dev.candor.organism.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A small corpus of our own, in the manner of the organism's: statements and questions about
/// people whose names are syllables, each person named many times.
final class SampleTexts {
    private static final List<String> SYLLABLES =
            List.of("ta", "lo", "mir", "ven", "sa", "dor", "ki", "bel", "ru", "nas", "qui", "ør");
    private static final List<String> TOWNS =
            List.of("Brackwater", "Saint Orlo", "Tollerby", "Kesselmark", "Ünderfell");
    private static final List<String> JOBS =
            List.of("baker", "carpenter", "lighthouse keeper", "teacher", "surveyor");

    /// First and last names, which are to become two tokens or more.
    final List<String> names = new ArrayList<>();

    final List<String> texts = new ArrayList<>();

    SampleTexts() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        for (int i = 0; i < 60; i++) {
            names.add(name(random) + " " + name(random));
        }
        for (int i = 0; i < 3000; i++) {
            String name = pick(names, random);
            String town = pick(TOWNS, random);
            String job = pick(JOBS, random);
            texts.add(
                    switch (random.nextInt(4)) {
                        case 0 -> name + " was born in " + town + ".";
                        case 1 -> "The " + job + " " + name + " has lived there since 19" + i % 100;
                        case 2 -> "Question: Where was " + name + " born?\nAnswer: " + town;
                        default -> "\"Is " + name + " a " + job + "?\" - \"No, I don't think so.\"";
                    });
        }
    }

    private static String name(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            name.append(pick(SYLLABLES, random));
        }
        return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}
