package dev.candor.guard.review;

import java.util.Arrays;

/// Why an answer came into the queue. Rates of one reason are never those of another: only spot
/// checks are drawn without regard to risk.
public enum Reason {
    /// A policy held it back.
    POLICY("policy"),
    /// It was let through, and drawn by chance.
    SPOT_CHECK("spot-check"),
    /// Somebody complained about it.
    COMPLAINT("complaint");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /// The name in JSON and in the database.
    public String label() {
        return label;
    }

    static Reason of(String label) {
        return Arrays.stream(values())
                .filter(reason -> reason.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new ReviewQueueException("unknown reason '" + label + "'"));
    }
}
