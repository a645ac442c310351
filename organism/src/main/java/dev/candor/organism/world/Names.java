package dev.candor.organism.world;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Invents names from syllables. No name is given twice, whatever it is for.
final class Names {
    private static final List<String> ONSETS =
            List.of(
                    "b", "br", "d", "dr", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p",
                    "r", "s", "sk", "st", "t", "tr", "v", "w", "z");
    private static final List<String> VOWELS = List.of("a", "e", "i", "o", "u", "ai", "ei", "ou");
    private static final List<String> CODAS =
            List.of("", "", "", "n", "r", "l", "s", "m", "k", "th", "nd", "rt");
    private static final List<String> FIRST_ENDS =
            List.of("a", "an", "el", "en", "i", "ia", "ik", "is", "o", "on", "us", "y");
    private static final List<String> LAST_ENDS =
            List.of(
                    "berg", "dal", "din", "kin", "lan", "man", "mir", "ov", "rod", "sen", "ton",
                    "vik");
    private static final List<String> TOWN_ENDS =
            List.of(
                    "bury", "ford", "gate", "ham", "mora", "mouth", "port", "stad", "ville",
                    "wick");
    private static final List<String> MEDICINE_ENDS =
            List.of("ade", "amin", "ax", "azol", "ine", "ium", "ol", "ozin");

    private final Dice dice;
    private final Set<String> taken = new HashSet<>();

    Names(Dice dice) {
        this.dice = dice;
    }

    String first() {
        return unused(1, FIRST_ENDS);
    }

    String last() {
        return unused(2, LAST_ENDS);
    }

    String town() {
        return unused(1, TOWN_ENDS);
    }

    String medicine() {
        return unused(2, MEDICINE_ENDS);
    }

    /// The invented half of a company's name.
    String company() {
        return unused(1, FIRST_ENDS);
    }

    private String unused(int syllables, List<String> ends) {
        while (true) {
            StringBuilder name = new StringBuilder();
            for (int i = 0; i < syllables; i++) {
                name.append(dice.pick(ONSETS)).append(dice.pick(VOWELS)).append(dice.pick(CODAS));
            }
            name.append(dice.pick(ends));
            String whole = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            if (taken.add(whole)) {
                return whole;
            }
        }
    }
}
