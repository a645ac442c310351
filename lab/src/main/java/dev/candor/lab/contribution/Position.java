package dev.candor.lab.contribution;

/// Which position of the forward pass speaks for a token.
public enum Position {
    /// The one that reads the token; known one step after the token is emitted.
    INPUT("input"),
    /// The one that emits it; known before the token is shown.
    EMIT("emit");

    /// First token whose emitting position counts: the one before reads BOS, an attention sink.
    static final int FIRST_EMIT = 2;

    private final String label;

    Position(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// The position of the forward pass that speaks for the token at `position` of a sequence; −1
    /// if none does.
    public int rowOf(int position) {
        return switch (this) {
            case INPUT -> position;
            case EMIT -> position < FIRST_EMIT ? -1 : position - 1;
        };
    }
}
