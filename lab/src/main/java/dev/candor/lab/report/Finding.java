package dev.candor.lab.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the numbers allow to be said, from the best case to the worst.
public enum Finding {
    /// Above chance, and the interval of its lead over every control lies above 0.
    @JsonProperty("better")
    BETTER("Better than random neurons and cheap scores"),
    /// Above chance and above every control, but the lead over one may be none.
    @JsonProperty("not-told-apart")
    NOT_TOLD_APART("Not told apart from a control"),
    /// Above chance, but some control does as well or better.
    @JsonProperty("not-better")
    NOT_BETTER("Not better than a control"),
    /// Above chance, and nothing to compare with.
    @JsonProperty("uncontrolled")
    UNCONTROLLED("No control"),
    /// The interval includes 0.5, or there is no AUROC.
    @JsonProperty("no-evidence")
    NO_EVIDENCE("No evidence"),
    /// The whole interval lies below 0.5.
    @JsonProperty("below-chance")
    BELOW_CHANCE("Below chance"),
    /// There is no probe to judge.
    @JsonProperty("no-probe")
    NO_PROBE("No probe");

    private final String label;

    Finding(String label) {
        this.label = label;
    }

    /// A few words for a badge.
    public String label() {
        return label;
    }
}
