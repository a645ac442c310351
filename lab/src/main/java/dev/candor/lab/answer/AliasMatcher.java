package dev.candor.lab.answer;

import java.util.List;
import java.util.Optional;

/// Finds an alias among the words of a reply, on word boundaries.
///
/// Words are compared joined, so that "Spider-Man", "Spiderman" and "Spider Man" are one; two
/// numbers are never joined, so that "50" is not found in "5-0" nor in "1950".
final class AliasMatcher {
    private AliasMatcher() {}

    /// @param from first word of the match
    /// @param to last word of the match, exclusive
    record Match(int from, int to) {}

    static Optional<Match> find(List<Word> reply, String alias) {
        String wanted = join(Words.of(alias));
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        for (int from = 0; from < reply.size(); from++) {
            StringBuilder joined = new StringBuilder();
            for (int to = from; to < reply.size() && joined.length() <= wanted.length(); to++) {
                append(joined, reply, from, to);
                if (same(joined, wanted)) {
                    return Optional.of(new Match(from, to + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean same(CharSequence found, String wanted) {
        return wanted.contentEquals(found) || plural(found, wanted) || plural(wanted, found);
    }

    /// "orchids" for "orchid": names of more than three letters only, never numbers.
    private static boolean plural(CharSequence many, CharSequence one) {
        int n = one.length();
        return n > 3
                && many.length() == n + 1
                && many.charAt(n) == 's'
                && Character.isLetter(one.charAt(n - 1))
                && one.charAt(n - 1) != 's'
                && CharSequence.compare(many.subSequence(0, n), one) == 0;
    }

    private static String join(List<Word> words) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            append(joined, words, 0, i);
        }
        return joined.toString();
    }

    private static void append(StringBuilder joined, List<Word> words, int from, int at) {
        if (at > from && words.get(at - 1).isNumber() && words.get(at).isNumber()) {
            joined.append(' ');
        }
        joined.append(words.get(at).form());
    }
}
