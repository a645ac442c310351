package dev.candor.organism.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Cuts text into the words that no piece reaches beyond: letters with the space before them,
/// spelled `▁`, and everything else, digits and punctuation among it, a character each.
final class Words {
    static final String SPACE = "▁";

    private static final Pattern CONTROL =
            Pattern.compile(
                    BytePairVocabulary.CONTROL.stream()
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|")));
    private static final Pattern WORD =
            Pattern.compile(SPACE + "?\\p{L}[\\p{L}\\p{M}]*|.", Pattern.DOTALL);

    private Words() {}

    /// The words of a text. Control tokens written out in it are none; what follows one starts with
    /// a space, as encoding puts it there.
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        for (String plain : CONTROL.split(text)) {
            if (!plain.isEmpty()) {
                Matcher word = WORD.matcher(SPACE + plain.replace(" ", SPACE));
                while (word.find()) {
                    words.add(word.group());
                }
            }
        }
        return words;
    }
}
