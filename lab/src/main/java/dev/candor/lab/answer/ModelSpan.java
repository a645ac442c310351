package dev.candor.lab.answer;

import java.util.Optional;

/// Finds the answer of a reply by asking a language model for its exact words. They count only if
/// they stand in the reply, and there from the beginning of a word to the end of one; after too
/// many other replies there is no span. Blind to the label, as [SpanFinder] demands.
public final class ModelSpan implements SpanFinder {
    /// What all prompts begin with.
    public static final String OPENING =
            """
            You get a question and a reply to it. Copy out of the reply the words that are its answer, whether right or wrong, letter by letter as they stand there: as few as carry the answer, and nothing else.

            """;

    /// Longest reply of the model, in tokens.
    public static final int MAX_TOKENS = 96;

    private final Inquiry inquiry;

    public ModelSpan(Inquiry inquiry) {
        this.inquiry = inquiry;
    }

    @Override
    public SpanResult find(String question, String reply, int[] starts, int[] ends) {
        if (Words.of(reply).isEmpty()) {
            return new SpanResult.None(SpanResult.Reason.EMPTY_REPLY);
        }
        if (Declines.declines(reply)) {
            return new SpanResult.None(SpanResult.Reason.DECLINED);
        }
        return inquiry.ask(prompt(question, reply), said -> read(said, reply))
                .map(answer -> AnswerTokens.of(answer, reply, starts, ends))
                .orElse(new SpanResult.None(SpanResult.Reason.NOT_EXTRACTED));
    }

    @Override
    public void expect(String question, String reply) {
        if (!Words.of(reply).isEmpty() && !Declines.declines(reply)) {
            inquiry.expect(prompt(question, reply));
        }
    }

    static String prompt(String question, String reply) {
        return OPENING
                + "Question: "
                + question.strip()
                + "\nReply: "
                + reply.strip()
                + "\n\nThe words of the reply that are its answer:";
    }

    /// Where the words that a model said stand in the reply: as said, or without the quotation
    /// marks around them; the first place of several.
    static Optional<CharRange> read(String said, String reply) {
        String words = said.strip();
        return find(words, reply).or(() -> find(unquoted(words), reply));
    }

    private static String unquoted(String words) {
        boolean quoted = words.length() > 2 && words.matches("(?s)[\"“'‘`].*[\"”'’`]");
        return quoted ? words.substring(1, words.length() - 1).strip() : words;
    }

    private static Optional<CharRange> find(String words, String reply) {
        if (Words.of(words).isEmpty()) {
            return Optional.empty();
        }
        for (int at = reply.indexOf(words); at >= 0; at = reply.indexOf(words, at + 1)) {
            int end = at + words.length();
            if (!isInsideWord(reply, at) && !isInsideWord(reply, end)) {
                return Optional.of(new CharRange(at, end));
            }
        }
        return Optional.empty();
    }

    /// Whether a word goes on over this place.
    private static boolean isInsideWord(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLetterOrDigit(text.codePointBefore(at))
                && Character.isLetterOrDigit(text.codePointAt(at));
    }
}
