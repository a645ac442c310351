package dev.candor.lab.answer;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a reply that answers: without lead-in ("The answer is …"), without what it repeats
/// of the question, without quotes, articles and whatever follows the answer.
///
/// Knows the question and the reply, never the accepted answers.
final class AnswerPart {
    private static final Pattern LEAD_IN =
            Pattern.compile(
                    "(?:(?:sure|certainly|of course|okay|ok|well|yes|absolutely)[,.!:]+\\s+"
                            + "|(?:the |my |your )?(?:correct |right |final |short )?answer(?: to [^.:\\n]{0,80}?)?(?: is|:| would be)(?: that)?:?\\s+"
                            + "|(?:a|ans):\\s*"
                            + "|i (?:think|believe|guess|would say|'d say)(?: that)?,?\\s+"
                            + "|(?:it|that|this|he|she|they|there|these|those)(?: (?:is|was|are|were|would be)|['’](?:s|re))(?: (?:called|named|known as|probably|likely))?:?\\s+"
                            + "|\\d{1,2}[.)]\\s+(?=\\p{L})"
                            + "|(?:called|known as)\\s+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SENTENCE_END =
            Pattern.compile("[.!?][\"'”’)]*\\s+(?=[\"“‘'(]?\\p{Lu})");
    private static final String WHITE = " \t\n\u000B\f\r";
    private static final Pattern ABBREVIATION =
            Pattern.compile(
                    "(?:.*\\.)?\\p{L}|mr|mrs|ms|dr|st|mt|ft|jr|sr|vs|no|gen|col|lt|capt|sgt|rev|prof|op",
                    Pattern.CASE_INSENSITIVE);

    /// Lower case only where no comma announces it: titles have "Who" and "Where" inside.
    private static final Pattern ASIDE =
            Pattern.compile(
                    ", (?:which|who|whose|where|because|since|although|but|though|while)\\b"
                            + "|\\s+(?:which|who|whose|because|although)\\b"
                            + "|\\s+[(\\[–—]|\\s+-\\s");

    private static final Pattern ARTICLE =
            Pattern.compile("(?:the|a|an)\\s+(?=\\S)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_NUMBER =
            Pattern.compile(
                    "(?:in|on|at|by|around|about|approximately|circa)\\s+(?=\\d)",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<Integer> EDGE = codePoints("\"'“”‘’«»`*_#>[]{}.,;:!?…-–—=•");

    private AnswerPart() {}

    /// Where the answer stands in the reply; empty when the reply holds no letter and no digit.
    static Optional<CharRange> of(String question, String reply) {
        CharRange part = trim(reply, line(reply));
        part = leadIn(reply, part);
        part = trim(reply, sentence(reply, part));
        part = trim(reply, Restatement.strip(question, reply, part));
        part = trim(reply, aside(reply, part));
        part = trim(reply, drop(ARTICLE, reply, drop(BEFORE_NUMBER, reply, part)));
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    /// The first line with a letter or digit; the next one if that only announces it with a colon.
    private static CharRange line(String reply) {
        CharRange announced = new CharRange(0, 0);
        for (int from = 0; from < reply.length(); ) {
            int end = reply.indexOf('\n', from);
            int to = end < 0 ? reply.length() : end;
            String line = reply.substring(from, to).strip();
            if (line.codePoints().anyMatch(Character::isLetterOrDigit)) {
                CharRange range = new CharRange(from, to);
                if (!line.endsWith(":")) {
                    return range;
                }
                announced = announced.isEmpty() ? range : announced;
            }
            from = to + 1;
        }
        return announced;
    }

    private static CharRange leadIn(String reply, CharRange part) {
        CharRange at = part;
        for (CharRange next = drop(LEAD_IN, reply, at); !next.equals(at); ) {
            at = trim(reply, next);
            next = drop(LEAD_IN, reply, at);
        }
        return at;
    }

    /// Up to the end of the first sentence; an initial or "St." ends none.
    private static CharRange sentence(String reply, CharRange part) {
        Matcher end = SENTENCE_END.matcher(reply).region(part.from(), part.to());
        while (end.find()) {
            int word = end.start();
            while (word > part.from() && WHITE.indexOf(reply.charAt(word - 1)) < 0) {
                word--;
            }
            if (!ABBREVIATION.matcher(reply.substring(word, end.start())).matches()) {
                return part.to(end.start());
            }
        }
        return part;
    }

    private static CharRange aside(String reply, CharRange part) {
        Matcher aside = ASIDE.matcher(reply).region(part.from(), part.to());
        return aside.find() && aside.start() > part.from() ? part.to(aside.start()) : part;
    }

    /// Without what the pattern finds at the start, unless nothing would be left.
    static CharRange drop(Pattern opening, String reply, CharRange part) {
        Matcher found = opening.matcher(reply).region(part.from(), part.to());
        return found.lookingAt() && hasWord(reply, part.from(found.end()))
                ? part.from(found.end())
                : part;
    }

    /// Without white space, quotes, markup and punctuation at both ends. A bracket, a currency sign
    /// and a minus before a digit stay.
    static CharRange trim(String reply, CharRange part) {
        int from = part.from();
        int to = part.to();
        while (from < to && isEdge(reply, from, to, true)) {
            from += Character.charCount(reply.codePointAt(from));
        }
        while (from < to && isEdge(reply, to - 1, to, false)) {
            to--;
        }
        if (reply.substring(from, to).indexOf('(') < 0) {
            while (from < to && (reply.charAt(to - 1) == ')' || isEdge(reply, to - 1, to, false))) {
                to--;
            }
        }
        return new CharRange(from, to);
    }

    private static boolean isEdge(String reply, int at, int to, boolean opening) {
        int c = reply.codePointAt(at);
        if (opening && c == '-' && at + 1 < to && Character.isDigit(reply.charAt(at + 1))) {
            return false;
        }
        if (opening && c == '.' && at + 1 < to && Character.isDigit(reply.charAt(at + 1))) {
            return false;
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || EDGE.contains(c);
    }

    private static boolean hasWord(String reply, CharRange part) {
        return part.of(reply).codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static Set<Integer> codePoints(String text) {
        return Set.copyOf(text.codePoints().boxed().toList());
    }
}
