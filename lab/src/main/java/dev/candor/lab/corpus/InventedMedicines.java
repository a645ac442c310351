package dev.candor.lab.corpus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names that sound like medicines and name none: the beginning of one real name with the end of
/// another, cut where a syllable begins. Of a name of several words, words of the same position are
/// exchanged instead.
final class InventedMedicines {
    /// A consonant before a vowel: there a syllable begins.
    private static final Pattern SYLLABLE =
            Pattern.compile("(?<=[aeiouy][^aeiouy]{0,3})(?=[^aeiouy][aeiouy])");

    private static final Pattern WORDS = Pattern.compile(" ");

    /// Letters a name has at least, and a word of it at most.
    private static final int SHORTEST = 5;

    private static final int LONGEST = 12;

    /// Tries for each name that is wanted.
    private static final int TRIES = 1_000;

    private final List<String> real;
    private final Set<String> taken = new HashSet<>();

    /// @param real names that exist, as a file gives them
    InventedMedicines(List<String> real) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : real) {
            if (!name.isBlank()) {
                distinct.add(name.strip());
                taken.add(key(name.strip()));
            }
        }
        this.real = List.copyOf(distinct);
    }

    /// Up to `count` names, none twice; fewer where the real ones allow no more.
    List<String> names(int count, SplittableRandom random) {
        List<String> names = new ArrayList<>();
        Set<String> used = new HashSet<>(taken);
        for (int tries = 0; names.size() < count && tries < TRIES * count; tries++) {
            String name =
                    joined(
                            real.get(random.nextInt(real.size())),
                            real.get(random.nextInt(real.size())),
                            random);
            boolean fits =
                    name.length() >= SHORTEST
                            && WORDS.splitAsStream(name).allMatch(each -> each.length() <= LONGEST);
            if (fits && !isNear(key(name)) && used.add(key(name))) {
                names.add(name);
            }
        }
        return names;
    }

    private static String joined(String first, String second, SplittableRandom random) {
        String[] words = first.split("\\s+");
        String[] others = second.split("\\s+");
        if (words.length > 1 && words.length == others.length) {
            int from = 1 + random.nextInt(words.length - 1);
            System.arraycopy(others, from, words, from, words.length - from);
            return String.join(" ", words);
        }
        List<Integer> ends = cuts(words[0]);
        List<Integer> begins = cuts(others[others.length - 1]);
        if (ends.isEmpty() || begins.isEmpty()) {
            return "";
        }
        String head = words[0].substring(0, ends.get(random.nextInt(ends.size())));
        String tail =
                others[others.length - 1].substring(begins.get(random.nextInt(begins.size())));
        String name = (head + tail).toLowerCase(Locale.ROOT);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static List<Integer> cuts(String word) {
        List<Integer> cuts = new ArrayList<>();
        Matcher matcher = SYLLABLE.matcher(word.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            if (matcher.start() > 1 && matcher.start() < word.length() - 1) {
                cuts.add(matcher.start());
            }
        }
        return cuts;
    }

    /// Whether a real name is this one or differs from it by one letter: a typing error is no
    /// invention.
    private boolean isNear(String name) {
        return taken.stream().anyMatch(other -> isWithinOneEdit(name, other));
    }

    static boolean isWithinOneEdit(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        int same = 0;
        int shorter = Math.min(one.length(), other.length());
        while (same < shorter && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        int end = 0;
        while (end < shorter - same
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return Math.max(one.length(), other.length()) - same - end <= 1;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
