package dev.candor.guard.policy;

/// What a rule asks for.
public sealed interface Action {
    /// The word in files, fields and headers.
    default String word() {
        return switch (this) {
            case Allow _ -> "allow";
            case Flag _ -> "flag";
            case Abstain _ -> "abstain";
            case Review _ -> "review";
            case Retry _ -> "retry";
            case Verify _ -> "verify";
        };
    }

    /// Whether it is too late for it once some of the answer was sent.
    default boolean needsWholeAnswer() {
        return switch (this) {
            case Allow _, Flag _, Abstain _ -> false;
            case Review _, Retry _, Verify _ -> true;
        };
    }

    /// An action after which nothing is left to decide.
    sealed interface Final extends Action {}

    /// The answer goes out as it is.
    record Allow() implements Final {}

    /// The answer goes out, with its risk in header and field.
    record Flag() implements Final {}

    /// @param sentence that goes out instead of the answer
    record Abstain(String sentence) implements Final {}

    /// The answer waits for a person.
    ///
    /// @param sentence that goes out instead, with the link to where the answer stands
    record Review(String sentence) implements Final {}

    /// The answer is made again with the H-neurons turned down, and decided on again.
    ///
    /// @param alpha factor on the H-neurons, 0 to below 1
    /// @param times how often at most
    /// @param otherwise what happens to the last answer if a rule still asks for a retry
    record Retry(double alpha, int times, Final otherwise) implements Action {}

    /// The answer is given to the [Verifier].
    ///
    /// @param supported what happens if it finds the answer supported
    /// @param refuted if it finds the opposite
    /// @param unknown if it finds neither
    record Verify(Final supported, Final refuted, Final unknown) implements Action {}
}
