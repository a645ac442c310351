package dev.candor.lab.probe;

import java.util.List;

/// No C of the grid gave a neuron with a positive weight: there is no probe.
public final class NoNeuronsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<CSelection.Candidate> candidates;

    NoNeuronsException(List<CSelection.Candidate> candidates) {
        super(
                "no neuron has a positive weight at any of "
                        + candidates.size()
                        + " values of C up to "
                        + candidates.getLast().C());
        this.candidates = List.copyOf(candidates);
    }

    /// Every C that was tried.
    public List<CSelection.Candidate> candidates() {
        return candidates;
    }
}
