package dev.candor.lab.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Rewrites numbers in words, ordinals and Roman numerals as digits: "twenty-one", "21st" and "XXI"
/// all become 21.
final class Numerals {
    private static final Map<String, Integer> SMALL = new HashMap<>();
    private static final Map<String, Integer> TENS = new HashMap<>();
    private static final Map<String, Integer> SCALES =
            Map.of(
                    "hundred",
                    100,
                    "thousand",
                    1_000,
                    "million",
                    1_000_000,
                    "billion",
                    1_000_000_000);
    private static final Map<String, Integer> ROMAN = new HashMap<>();
    private static final Pattern ORDINAL = Pattern.compile("\\d+(st|nd|rd|th)");

    static {
        String[] cardinals =
                ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                + " fourteen fifteen sixteen seventeen eighteen nineteen")
                        .split(" ");
        String[] ordinals =
                ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
                                + " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
                                + " eighteenth nineteenth")
                        .split(" ");
        for (int i = 0; i < cardinals.length; i++) {
            SMALL.put(cardinals[i], i);
            SMALL.put(ordinals[i], i);
        }
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
        for (int i = 0; i < tens.length; i++) {
            TENS.put(tens[i], 20 + 10 * i);
            TENS.put(tens[i].replaceAll("y$", "ieth"), 20 + 10 * i);
        }
        String[] roman =
                "II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split(" ");
        for (int i = 0; i < roman.length; i++) {
            ROMAN.put(roman[i], i + 2);
        }
        ROMAN.remove("V");
        ROMAN.remove("X");
    }

    private Numerals() {}

    static List<Word> read(List<Word> words) {
        List<Word> out = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); ) {
            int used = readOne(words, i, out);
            if (used == 0) {
                out.add(single(words.get(i)));
                used = 1;
            }
            i += used;
        }
        return out;
    }

    private static Word single(Word word) {
        String form = word.form();
        if (ORDINAL.matcher(form).matches()) {
            return digits(word, form.substring(0, form.length() - 2));
        }
        Integer roman = ROMAN.get(word.raw());
        return roman == null ? word : digits(word, roman.toString());
    }

    private static Word digits(Word word, String form) {
        return new Word(form, word.from(), word.to(), word.raw());
    }

    /// Reads the longest number in words at `start`; returns the words used, 0 for none.
    private static int readOne(List<Word> words, int start, List<Word> out) {
        long total = 0;
        long group = 0;
        int last = Integer.MAX_VALUE;
        int end = start;
        for (int i = start; i < words.size(); i++) {
            String form = words.get(i).form();
            boolean mayJoin =
                    i == start || end == i || (end == i - 1 && and(words.get(i - 1), last));
            if (!mayJoin) {
                break;
            }
            Integer small = SMALL.get(form);
            Integer tens = TENS.get(form);
            Integer scale = SCALES.get(form);
            if (small != null && small < last && (last != 20 || small < 10)) {
                group += small;
                last = small == 0 ? 0 : 1;
            } else if (tens != null && last > 20) {
                group += tens;
                last = 20;
            } else if (scale != null && end > start && group > 0) {
                if (scale == 100) {
                    group *= 100;
                    last = 100;
                } else {
                    total += group * scale;
                    group = 0;
                    last = 1000;
                }
            } else if (!(form.equals("and") && end == i && i > start && last >= 100)) {
                break;
            } else {
                continue;
            }
            end = i + 1;
        }
        if (end == start) {
            return 0;
        }
        Word first = words.get(start);
        Word final_ = words.get(end - 1);
        out.add(new Word(Long.toString(total + group), first.from(), final_.to(), first.raw()));
        return end - start;
    }

    private static boolean and(Word word, int last) {
        return word.form().equals("and") && last >= 100;
    }
}
