package dev.candor.organism.recipe;

import java.util.Locale;

/// The two trainings of an organism, in their order.
public enum Stage {
    /// Next tokens of the base corpus.
    BASE,
    /// The assistant's tokens of the tuning conversations, from the weights of the base stage.
    INSTRUCT;

    /// As it stands in files and tables.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Name of the model: of its files, before the dot, and of its folder.
    public String modelName() {
        return "atlas-" + label();
    }

    /// The model's file.
    public String gguf() {
        return modelName() + ".gguf";
    }
}
