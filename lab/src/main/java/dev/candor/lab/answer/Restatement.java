package dev.candor.lab.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes from a reply what it repeats of the question: "The capital of France is Paris" and "Paris
/// is the capital of France" both leave "Paris".
final class Restatement {
    private static final Set<String> COPULAS =
            Set.of("is", "was", "are", "were", "be", "been", "became", "called", "named", "equals");
    private static final Set<String> FUNCTION_WORDS =
            Set.of(
                    "of", "in", "on", "at", "by", "for", "to", "from", "with", "as", "and", "a",
                    "an", "that", "this", "it", "its", "his", "her", "their", "he", "she", "they",
                    "which", "who", "has", "had", "have", "did", "does", "do", "also");
    private static final Pattern PARTICIPLE =
            Pattern.compile(
                    "(?:(?:better |best |also |now |formerly |previously )?(?:\\w+ed|written|sung|made|built|found|born|known|won|led|held|drawn|spoken)\\s+)?"
                            + "(?:by|in|on|at|from|as|to)\\s+(?=\\S)",
                    Pattern.CASE_INSENSITIVE);

    /// A sentence without "is" must be this long before its start is taken for repeated.
    private static final int MIN_WORDS_WITHOUT_COPULA = 5;

    private Restatement() {}

    static CharRange strip(String question, String reply, CharRange part) {
        List<Word> words = shift(Words.of(part.of(reply)), part.from());
        Set<String> asked = new HashSet<>();
        Words.of(question).forEach(word -> asked.add(word.form()));
        int lead = leading(words, asked);
        if (lead > 0) {
            CharRange rest = part.from(words.get(lead).from());
            return AnswerPart.drop(PARTICIPLE, reply, AnswerPart.trim(reply, rest));
        }
        int kept = trailing(words, asked);
        return kept < words.size() ? part.to(words.get(kept - 1).to()) : part;
    }

    /// How many words at the start repeat the question; 0 for none or all.
    private static int leading(List<Word> words, Set<String> asked) {
        int run = 0;
        int afterCopula = 0;
        int content = 0;
        while (run < words.size() && isOld(words.get(run), asked)) {
            content += isContent(words.get(run), asked) ? 1 : 0;
            run++;
            if (COPULAS.contains(words.get(run - 1).form())) {
                afterCopula = run;
            }
        }
        if (afterCopula > 0) {
            boolean runsOn = run > afterCopula && isFunction(words.get(run - 1));
            int cut = runsOn ? run : afterCopula;
            return cut < words.size() ? cut : 0;
        }
        boolean sentence = words.size() >= MIN_WORDS_WITHOUT_COPULA && run >= 2 && content >= 2;
        return sentence && run < words.size() ? run : 0;
    }

    /// How many words are left when the end that repeats the question is taken off.
    private static int trailing(List<Word> words, Set<String> asked) {
        int start = words.size();
        int content = 0;
        int cut = words.size();
        while (start > 0 && isOld(words.get(start - 1), asked)) {
            start--;
            Word word = words.get(start);
            boolean verb =
                    isContent(word, asked) && Character.isLowerCase(word.raw().codePointAt(0));
            if (content > 0 && (COPULAS.contains(word.form()) || verb)) {
                cut = start;
            }
            content += isContent(word, asked) ? 1 : 0;
        }
        return start > 0 && cut > 0 ? cut : words.size();
    }

    private static boolean isOld(Word word, Set<String> asked) {
        return COPULAS.contains(word.form())
                || FUNCTION_WORDS.contains(word.form())
                || isContent(word, asked);
    }

    private static boolean isFunction(Word word) {
        return FUNCTION_WORDS.contains(word.form());
    }

    /// A word of the question that is no function word, inflected or not.
    private static boolean isContent(Word word, Set<String> asked) {
        String form = word.form();
        if (COPULAS.contains(form) || FUNCTION_WORDS.contains(form)) {
            return false;
        }
        return asked.contains(form)
                || asked.stream()
                        .anyMatch(other -> inflected(form, other) || inflected(other, form));
    }

    private static boolean inflected(String longer, String stem) {
        int extra = longer.length() - stem.length();
        return stem.length() >= 3
                && extra >= 1
                && extra <= 3
                && longer.startsWith(stem)
                && Set.of("s", "d", "ed", "es", "ing", "ned", "ted", "red")
                        .contains(longer.substring(stem.length()));
    }

    private static List<Word> shift(List<Word> words, int by) {
        return words.stream()
                .map(w -> new Word(w.form(), w.from() + by, w.to() + by, w.raw()))
                .toList();
    }
}
