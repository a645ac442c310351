package dev.candor.lab.probe;

import java.util.List;

/// The grid of C that was tried, and what was taken.
///
/// @param candidates every C, ascending
/// @param fits their fits
/// @param chosen the candidate with the largest sum; of equals the smallest C, so fewest neurons
/// @param threshold its threshold, chosen on validation
public record CSelection(
        List<Candidate> candidates, List<LogisticFit> fits, Candidate chosen, Threshold threshold) {
    public CSelection {
        candidates = List.copyOf(candidates);
        fits = List.copyOf(fits);
    }

    /// The chosen candidate's fit.
    public LogisticFit fit() {
        return fits.get(candidates.indexOf(chosen));
    }

    /// One C of the grid.
    ///
    /// @param C inverse strength of the penalty
    /// @param neurons neurons with θ > 0
    /// @param validationAccuracy accuracy on validation answers at the best threshold there, by the
    ///   criterion of the selection
    /// @param suppressedAccuracy accuracy on questions while those neurons are suppressed; NaN
    ///   where there are none
    /// @param sum of the two; NaN where there are no neurons
    /// @param relativeGap duality gap of the fit as a share of its objective
    /// @param converged whether the fit reached its tolerance
    public record Candidate(
            double C,
            int neurons,
            double validationAccuracy,
            double suppressedAccuracy,
            double sum,
            double relativeGap,
            boolean converged) {}
}
