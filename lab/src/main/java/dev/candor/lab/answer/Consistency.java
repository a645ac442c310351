package dev.candor.lab.answer;

import java.util.List;

/// When the samples of a question count as one label (METHOD, Collect).
///
/// @param samples drawn of each question
/// @param correct of them, at least this many correct make a question consistently correct
/// @param wrong of them, at least this many wrong, and none unclear, make it consistently wrong
public record Consistency(int samples, int correct, int wrong) {
    public Consistency {
        if (Math.min(correct, wrong) < 1
                || Math.max(correct, wrong) > samples
                || correct + wrong <= samples) {
            throw new IllegalArgumentException(
                    "consistent must be more than half of %d samples and at most all, found %d"
                            .formatted(samples, Math.min(correct, wrong)));
        }
    }

    /// What a question came to.
    public enum Outcome {
        CONSISTENTLY_CORRECT,
        CONSISTENTLY_WRONG,
        /// No sample correct, at least one declines or is unclear.
        DECLINED,
        MIXED,
        /// Too few samples to say; drawing was given up.
        OPEN
    }

    /// @param verdicts of the samples drawn so far
    public boolean mayBeCorrect(List<Verdict> verdicts) {
        return verdicts.size() - count(verdicts, Verdict.CORRECT) <= samples - correct;
    }

    /// @param verdicts of the samples drawn so far
    public boolean mayBeWrong(List<Verdict> verdicts) {
        return count(verdicts, Verdict.UNCLEAR) == 0
                && verdicts.size() - count(verdicts, Verdict.WRONG) <= samples - wrong;
    }

    /// @param verdicts of the samples drawn
    public Outcome outcome(List<Verdict> verdicts) {
        boolean correctPossible = mayBeCorrect(verdicts);
        boolean wrongPossible = mayBeWrong(verdicts);
        if (correctPossible || wrongPossible) {
            if (verdicts.size() < samples) {
                return Outcome.OPEN;
            }
            return correctPossible ? Outcome.CONSISTENTLY_CORRECT : Outcome.CONSISTENTLY_WRONG;
        }
        return count(verdicts, Verdict.CORRECT) == 0 && count(verdicts, Verdict.UNCLEAR) > 0
                ? Outcome.DECLINED
                : Outcome.MIXED;
    }

    private static long count(List<Verdict> verdicts, Verdict wanted) {
        return verdicts.stream().filter(verdict -> verdict == wanted).count();
    }
}
