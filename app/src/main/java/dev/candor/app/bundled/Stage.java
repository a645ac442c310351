package dev.candor.app.bundled;

import java.util.Arrays;
import java.util.Optional;

/// The bundled model before and after its tuning on conversations.
public enum Stage {
    INSTRUCT("instruct"),
    BASE("base");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /// The name on the command line, behind `bundled:`.
    public String label() {
        return label;
    }

    /// Its file in the bundle.
    String file() {
        return "atlas-" + label + ".gguf";
    }

    static Optional<Stage> named(String label) {
        return Arrays.stream(values()).filter(stage -> stage.label.equals(label)).findFirst();
    }
}
