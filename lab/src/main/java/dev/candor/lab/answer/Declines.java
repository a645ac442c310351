package dev.candor.lab.answer;

import java.util.Locale;
import java.util.regex.Pattern;

/// Recognises replies that decline to answer ("I don't know", "not provided", …).
public final class Declines {
    private static final Pattern PHRASE =
            Pattern.compile(
                    String.join(
                            "|",
                            "\\b(?:i|we)(?: really| honestly| simply)? (?:do not|don't|did not|didn't) (?:have|know|recall|remember|possess)\\b",
                            "^(?:don't|do not) know\\b",
                            "\\b(?:do not|don't|does not|doesn't|did not|didn't) (?:contain|provide|specify|mention|state|include|say)\\b",
                            "\\b(?:can ?not|can't|could not|couldn't|unable to|not able to|won't be able to) (?:\\w+ )?(?:answer|respond|provide|determine|find|say|tell|identify|verify|confirm|help|assist|be (?:determined|answered|found|identified|verified))\\b",
                            "^(?:i(?:'m| am) )?(?:very |so |really )?sorry(?:\\W*$|[,.;:!]| but\\b| i (?:can|do|am|have no|don't|could))",
                            "^(?:i apologi[sz]e|apologies|unfortunately)\\b",
                            "\\bi(?:'m| am) (?:not sure|unsure|not certain|not aware|not familiar|an ai|a language model)\\b",
                            "\\bas an ai\\b|\\bas a (?:large )?language model\\b",
                            "\\bno (?:specific |such |available |reliable |further |enough )?(?:information|data|answer|record|records|context)\\b",
                            "\\b(?:is|are|was|were|has|have)(?: not|n't) (?:been )?(?:publicly )?(?:provided|given|specified|mentioned|available|known|clear|stated|documented|recorded|disclosed)\\b",
                            "\\b(?:not|isn't) (?:provided|specified|mentioned|publicly available|enough information)\\b",
                            "\\b(?:insufficient|not enough|lack of|lacks?) (?:information|context|data|detail)",
                            "\\bneed more (?:information|context)\\b|\\bplease (?:provide|clarify|specify)\\b|\\bcould you (?:please )?(?:provide|clarify|specify)\\b",
                            "\\bthere (?:is|was|are|were) no (?:known|definitive|official|single|clear|correct|public)\\b",
                            "^(?:n/?a|none given|unsure|no idea|i have no idea|unclear|not sure|not known|not available|not applicable|no answer)\\W*$"));

    /// An answer of one word that declines; longer answers may be about the unknown ("The Unknown
    /// Soldier").
    private static final Pattern UNKNOWN =
            Pattern.compile("^(?:it is |it's |this is )?unknown\\W*$");

    private static final String THING =
            " (?:drug|medicine|medication|substance|product|animal|species|creature|bird|fish|mammal|plant|thing|name|word)\\b";

    private static final String IS_NOT = "(?:\\b(?:is|are) not|\\b(?:is|are)n't|'s not)";

    /// Says of what was asked about that there is none.
    private static final Pattern DENIAL =
            Pattern.compile(
                    String.join(
                            "|",
                            "\\b(?:do|does)(?: not|n't) (?:actually |really |seem to |appear to )?exist\\b|\\bnever existed\\b",
                            "\\bno such(?: \\w+)?" + THING,
                            IS_NOT
                                    + " (?:an? )?(?:real|actual|existing|genuine)(?:"
                                    + THING
                                    + "|\\W*$|[.,;!])",
                            IS_NOT + " an? (?:known|recogni[sz]ed|established)" + THING,
                            "(?:\\b(?:is|are|be|seems?|appears?|sounds?)|'s) (?:an? |to be )*(?:entirely |completely |purely |probably |likely )?(?:non-?existent|fictional|fictitious|imaginary|made[- ]up)\\b(?! of\\b)(?! \\w+ (?:in|from|of|by)\\b)",
                            "\\bi(?:'ve| have)? (?:never|not) (?:heard|come across|encountered|seen)\\b|\\bi haven't (?:heard of|come across|encountered)\\b",
                            "\\bi (?:do not|don't) recogni[sz]e\\b",
                            "\\bthere(?:'s| is| are| exists?) no(?: known| real)?"
                                    + THING
                                    + " (?:called|named|known|by|with|of)\\b"));

    private Declines() {}

    /// Whether the reply says that it does not answer.
    public static boolean declines(String reply) {
        String text = plain(reply);
        return PHRASE.matcher(text).find() || UNKNOWN.matcher(text).find();
    }

    /// Whether the reply says that what it was asked about does not exist: to a question that
    /// nobody can answer as good as declining. Of an ordinary question it may be the answer.
    static boolean deniesExistence(String reply) {
        return DENIAL.matcher(plain(reply)).find();
    }

    private static String plain(String reply) {
        return reply.strip().toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
    }
}
