package dev.candor.lab.answer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts text into words that can be compared: case, accents, punctuation and the way a number is
/// written do not matter. Every word keeps its place in the text.
final class Words {
    /// A number with thousands separators or decimals, or letters and digits with marks and inner
    /// apostrophes, or one of the signs that are read as words. Possessive, for a loop that may go
    /// back takes stack with every turn.
    private static final Pattern WORD =
            Pattern.compile(
                    "\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+\\.\\d+|[\\p{L}\\p{N}\\p{M}]+(?:['’‘`´][\\p{L}\\p{M}]++)*+|[&%+]");

    private static final Map<String, String> SAME =
            Map.ofEntries(
                    Map.entry("&", "and"),
                    Map.entry("%", "percent"),
                    Map.entry("+", "plus"),
                    Map.entry("st", "saint"),
                    Map.entry("mt", "mount"),
                    Map.entry("dr", "doctor"),
                    Map.entry("grey", "gray"),
                    Map.entry("colour", "color"));

    private static final Pattern LETTERS_NFKD_KEEPS = Pattern.compile("[ßæœøłđðþı]");

    private Words() {}

    /// Words in order. "the" is left out, and so is "a" or "an" that opens the text as an article.
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String raw = matcher.group();
            String form = fold(raw);
            boolean article =
                    form.equals("the")
                            || (words.isEmpty()
                                    && (form.equals("a") || form.equals("an"))
                                    && opensAPhrase(text, matcher.end()));
            if (!article && !form.isEmpty()) {
                words.add(new Word(form, matcher.start(), matcher.end(), raw));
            }
        }
        return words.isEmpty() ? everyWord(text) : Numerals.read(words);
    }

    /// The text is an article and nothing else: then it is the answer.
    private static List<Word> everyWord(String text) {
        Matcher matcher = WORD.matcher(text);
        return matcher.find()
                ? List.of(
                        new Word(
                                fold(matcher.group()),
                                matcher.start(),
                                matcher.end(),
                                matcher.group()))
                : List.of();
    }

    private static boolean opensAPhrase(String text, int end) {
        return end + 1 < text.length()
                && text.charAt(end) == ' '
                && Character.isLetterOrDigit(text.charAt(end + 1));
    }

    private static String fold(String raw) {
        String folded =
                Normalizer.normalize(raw, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\p{M}'’‘`´,]", "");
        if (LETTERS_NFKD_KEEPS.matcher(folded).find()) {
            folded =
                    folded.replace("ß", "ss")
                            .replace("æ", "ae")
                            .replace("œ", "oe")
                            .replace("ø", "o")
                            .replace("ł", "l")
                            .replace("đ", "d")
                            .replace("ð", "d")
                            .replace("þ", "th")
                            .replace("ı", "i");
        }
        return SAME.getOrDefault(folded, folded);
    }
}
