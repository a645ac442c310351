package dev.candor.guard.monitor;

import dev.candor.lab.answer.CharRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the names and numbers of a sentence by their looks: capitals, digits. A rule for European
/// scripts; it knows no names.
final class EntitySpans {
    /// Possessive: a loop that may go back takes stack with every turn.
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]++(?:['’.,\\-][\\p{L}\\p{N}]++)*+");

    /// Stand between the capitals of one name.
    private static final Set<String> PARTICLES =
            Set.of(
                    "of", "the", "de", "la", "le", "du", "del", "da", "di", "van", "von", "der",
                    "and");

    /// Capitals that mean nothing at the start of a sentence.
    private static final Set<String> OPENINGS =
            Set.of(
                    "a",
                    "after",
                    "all",
                    "also",
                    "although",
                    "an",
                    "and",
                    "as",
                    "at",
                    "because",
                    "before",
                    "both",
                    "but",
                    "by",
                    "during",
                    "each",
                    "for",
                    "from",
                    "he",
                    "her",
                    "here",
                    "his",
                    "however",
                    "i",
                    "if",
                    "in",
                    "it",
                    "its",
                    "many",
                    "most",
                    "my",
                    "no",
                    "not",
                    "of",
                    "on",
                    "one",
                    "or",
                    "our",
                    "she",
                    "since",
                    "so",
                    "some",
                    "sorry",
                    "sure",
                    "that",
                    "the",
                    "their",
                    "then",
                    "there",
                    "these",
                    "they",
                    "this",
                    "those",
                    "to",
                    "under",
                    "we",
                    "well",
                    "what",
                    "when",
                    "where",
                    "which",
                    "while",
                    "who",
                    "why",
                    "with",
                    "yes",
                    "you",
                    "your");

    private record Word(CharRange at, String text, boolean marked) {}

    private EntitySpans() {}

    /// The spans within a sentence, in order.
    static List<CharRange> of(String text, CharRange sentence) {
        List<Word> words = words(text, sentence);
        List<CharRange> spans = new ArrayList<>();
        for (int i = 0; i < words.size(); ) {
            if (!words.get(i).marked) {
                i++;
                continue;
            }
            int last = i;
            for (int next = follower(text, words, last); next >= 0; ) {
                last = next;
                next = follower(text, words, last);
            }
            spans.add(new CharRange(words.get(i).at.from(), words.get(last).at.to()));
            i = last + 1;
        }
        return spans;
    }

    /// The marked word that goes on with a name, over particles; −1 if it ends here.
    private static int follower(String text, List<Word> words, int last) {
        for (int next = last + 1; next < words.size() && next <= last + 3; next++) {
            String between = text.substring(words.get(next - 1).at.to(), words.get(next).at.from());
            if (!between.isBlank()) {
                return -1;
            }
            if (words.get(next).marked) {
                return next;
            }
            if (!PARTICLES.contains(words.get(next).text)) {
                return -1;
            }
        }
        return -1;
    }

    private static List<Word> words(String text, CharRange sentence) {
        Matcher found = WORD.matcher(text).region(sentence.from(), sentence.to());
        List<Word> words = new ArrayList<>();
        while (found.find()) {
            String word = found.group();
            boolean opening = words.isEmpty() && OPENINGS.contains(word.toLowerCase(Locale.ROOT));
            boolean pronoun = word.equals("I") || word.startsWith("I'") || word.startsWith("I’");
            boolean marked =
                    Character.isUpperCase(word.codePointAt(0))
                            || word.codePoints().anyMatch(Character::isDigit);
            words.add(
                    new Word(
                            new CharRange(found.start(), found.end()),
                            word,
                            marked && !opening && !pronoun));
        }
        return words;
    }
}
