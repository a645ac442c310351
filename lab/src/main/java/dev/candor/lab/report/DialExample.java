package dev.candor.lab.report;

import java.util.List;

/// What the model replies to one conversation while its H-neurons are turned.
///
/// @param title a few words
/// @param turns oldest first; the last is the user's
/// @param note one sentence on what to look for
/// @param replies one a factor, ascending
/// @param risk of the reply at α = 1: the probability that it is wrong, if as many answers are
///   wrong as correct; NaN where it has no answer to score or α = 1 was not tried
/// @param flagged whether that risk reaches the probe's threshold
public record DialExample(
        String title,
        List<Turn> turns,
        String note,
        List<Reply> replies,
        double risk,
        boolean flagged) {
    public DialExample {
        turns = List.copyOf(turns);
        replies = List.copyOf(replies);
        Check.notBlank(title, "dial.title");
        Check.that(
                !turns.isEmpty() && turns.getLast().role().equals(Turn.USER),
                "the conversation '%s' does not end with the user's turn",
                title);
        for (int i = 1; i < replies.size(); i++) {
            Check.that(
                    replies.get(i - 1).alpha() < replies.get(i).alpha(),
                    "the factors of '%s' do not ascend",
                    title);
        }
        Check.share(risk, "dial.risk");
    }

    /// One turn of the conversation.
    ///
    /// @param role `user` or `assistant`
    /// @param text what was said
    public record Turn(String role, String text) {
        public static final String USER = "user";
        public static final String ASSISTANT = "assistant";

        public Turn {
            Check.that(
                    role.equals(USER) || role.equals(ASSISTANT),
                    "dial.role is '%s', expected user or assistant",
                    role);
        }
    }

    /// What the model replied.
    ///
    /// @param alpha factor on the H-neurons: 0 silences them, 1 leaves them alone
    /// @param text the whole reply
    /// @param cut whether it was cut off
    public record Reply(double alpha, String text, boolean cut) {
        public Reply {
            Check.that(
                    alpha >= 0 && Double.isFinite(alpha),
                    "dial.alpha is %s, expected 0 or more",
                    alpha);
        }

        /// On one line, `…` behind it where it was cut off.
        String line() {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.isEmpty() ? "(nothing)" : line + (cut ? " …" : "");
        }
    }

    /// Whether a reply differs from the one at α = 1.
    boolean isChanged(Reply reply) {
        return replies.stream()
                .anyMatch(each -> each.alpha() == 1 && !each.line().equals(reply.line()));
    }
}
