package dev.candor.guard.policy;

/// What goes out instead of an answer, where a rule has no words of its own.
///
/// @param abstain where nobody will answer
/// @param review where a person will
public record Wordings(String abstain, String review) {
    static final Wordings DEFAULT =
            new Wordings(
                    "I am not sure enough to answer that.",
                    "A person will look at this answer before it is given.");
}
