package dev.candor.guard.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/// Topics, and limits to what looking for them may cost.
final class TopicReader {
    private static final int MOST_KEYWORDS = 1_000;
    private static final int LONGEST_KEYWORD = 100;
    private static final int LONGEST_REGEX = 500;

    /// RE2 needs time in proportion to text times program.
    private static final int LARGEST_PROGRAM = 1_000;

    private static final Map<String, Topic.Place> PLACES =
            Map.of(
                    "question", Topic.Place.QUESTION,
                    "reply", Topic.Place.REPLY,
                    "both", Topic.Place.BOTH);

    /// Counted repetition, the greatest count in the last group that matched.
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{1,9}))?");

    private TopicReader() {}

    static Topic read(String name, YamlValue value) {
        YamlFields fields = value.fields("keywords, a regex or both");
        fields.only("keywords", "regex", "in");
        List<Keyword> keywords =
                fields
                        .optional("keywords")
                        .map(list -> list.items(MOST_KEYWORDS))
                        .orElse(List.of())
                        .stream()
                        .map(TopicReader::keyword)
                        .toList();
        Pattern pattern = fields.optional("regex").map(TopicReader::pattern).orElse(null);
        if (keywords.isEmpty() && pattern == null) {
            throw value.problem("found neither keyword nor regex, expected one");
        }
        Topic.Place in =
                fields.optional("in").map(word -> word.oneOf(PLACES)).orElse(Topic.Place.BOTH);
        return new Topic(name, keywords, pattern, in);
    }

    private static Keyword keyword(YamlValue value) {
        String expected = "a text of 1 to " + LONGEST_KEYWORD + " characters";
        Keyword keyword = Keyword.of(value.text(expected));
        if (keyword.folded().isEmpty() || keyword.word().length() > LONGEST_KEYWORD) {
            throw value.refuse(expected);
        }
        return keyword;
    }

    private static Pattern pattern(YamlValue value) {
        String expected = "a regular expression of 1 to " + LONGEST_REGEX + " characters";
        String regex = value.text(expected);
        if (regex.length() > LONGEST_REGEX) {
            throw value.refuse(expected);
        }
        if (unrolled(regex) > 1_000_000) {
            throw value.refuse("one that repeats less");
        }
        try {
            Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() > LARGEST_PROGRAM) {
                throw value.refuse("one of at most " + LARGEST_PROGRAM + " steps");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw value.refuse("RE2's syntax (" + e.getDescription() + ")");
        }
    }

    /// Most that compiling can come to, were all repetitions nested: they are written out.
    private static double unrolled(String regex) {
        return REPEAT.matcher(regex)
                        .results()
                        .mapToDouble(TopicReader::most)
                        .reduce(1, (a, b) -> a * b)
                * regex.length();
    }

    private static double most(MatchResult repeat) {
        String most = repeat.group(2) == null ? repeat.group(1) : repeat.group(2);
        return Math.max(1, Integer.parseInt(most));
    }
}
