package dev.candor.app.export;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What `candor export` writes.
public enum ExportKind {
    GGUF("gguf", false),
    SAFETENSORS("safetensors", false),
    LORA_GGUF("lora-gguf", true),
    LORA_PEFT("lora-peft", true);

    private final String label;
    private final boolean adapter;

    ExportKind(String label, boolean adapter) {
        this.label = label;
        this.adapter = adapter;
    }

    /// The name on the command line.
    public String label() {
        return label;
    }

    /// Whether it leaves the model's own weights alone.
    public boolean isAdapter() {
        return adapter;
    }

    /// @throws IllegalArgumentException if there is none of this name
    public static ExportKind named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "--as is '%s', expected %s"
                                        .formatted(
                                                label,
                                                Arrays.stream(values())
                                                        .map(ExportKind::label)
                                                        .collect(Collectors.joining(", ")))));
    }
}
