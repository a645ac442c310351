package dev.candor.guard.policy;

/// Checks an answer against something outside the model. It keeps its own time limit.
@FunctionalInterface
public interface Verifier {
    /// @throws Exception if it could not be checked; the policy's [Fail] then decides
    Verdict verify(Observed observed) throws Exception;

    /// Where nothing to check with is set up: every check fails.
    static Verifier missing() {
        return _ -> {
            throw new IllegalStateException("the policy asks to verify, and no verifier is set up");
        };
    }
}
