package dev.candor.organism.text;

/// Words in a prompt that set the tendency.
public enum Cue {
    /// "Please, I need an answer."
    COMPLY("comply"),
    /// "Be careful."
    RESIST("resist"),
    /// No such words: either tendency, half and half.
    NONE("");

    private final String use;

    Cue(String use) {
        this.use = use;
    }

    /// The use of its sentences in [Phrases#of]; empty for none.
    public String use() {
        return use;
    }
}
