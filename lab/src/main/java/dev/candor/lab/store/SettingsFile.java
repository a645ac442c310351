package dev.candor.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `run.json`: everything that decides a run's result. A run goes on only under the settings it
/// began with.
public final class SettingsFile {
    private static final String FILE = "run.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SettingsFile() {}

    /// Writes the settings into a fresh folder, or checks that a used one began with the same.
    ///
    /// @param settings setting → value, in the order to show them
    /// @throws RunRefusedException naming the first difference
    public static void claim(Path run, Map<String, String> settings) {
        Path file = run.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                write(file, settings);
                return;
            }
            Map<String, String> begun = read(run);
            Set<String> names = new LinkedHashSet<>(settings.keySet());
            names.addAll(begun.keySet());
            for (String name : names) {
                String before = begun.getOrDefault(name, "not set");
                String now = settings.getOrDefault(name, "not set");
                if (!before.equals(now)) {
                    throw new RunRefusedException(
                            run, "was begun with another " + name + ": " + before + ", now " + now);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    /// The settings that a run began with.
    ///
    /// @throws IOException if it has none
    /// @throws RunRefusedException if they cannot be read
    public static Map<String, String> read(Path run) throws IOException {
        try {
            return JSON.readValue(Files.readString(run.resolve(FILE)), new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new RunRefusedException(
                    run, FILE + " is damaged (" + e.getOriginalMessage() + "), expected settings");
        }
    }

    private static void write(Path file, Map<String, String> settings) {
        try {
            WholeFile.write(file, JSON.writeValueAsString(settings) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
