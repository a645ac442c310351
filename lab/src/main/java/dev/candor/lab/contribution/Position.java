package dev.candor.lab.contribution;

/// Which position of the forward pass speaks for a token.
public enum Position {
    /// The one that reads the token; known one step after the token is emitted.
    INPUT("input"),
    /// The one that emits it; known before the token is shown.
    EMIT("emit");

    private final String label;

    Position(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
