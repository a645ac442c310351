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
/// began with, or with more of what may grow.
public final class SettingsFile {
    private static final String FILE = "run.json";
    private static final String UNSET = "not set";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SettingsFile() {}

    /// Writes the settings into a fresh folder, or checks that a used one began with the same.
    ///
    /// @param settings setting → value, in the order to show them
    /// @throws RunRefusedException naming the first difference
    public static void claim(Path run, Map<String, String> settings) {
        claim(run, settings, Set.of());
    }

    /// As [#claim(Path, Map)], but some settings may have grown since: numbers, 0 where missing.
    /// The folder is then the larger run's.
    ///
    /// @param growing names of settings
    /// @throws RunRefusedException naming the first difference
    public static void claim(Path run, Map<String, String> settings, Set<String> growing) {
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
                String before = begun.getOrDefault(name, UNSET);
                String now = settings.getOrDefault(name, UNSET);
                if (!before.equals(now) && !(growing.contains(name) && hasGrown(before, now))) {
                    throw new RunRefusedException(
                            run, "was begun with another " + name + ": " + before + ", now " + now);
                }
            }
            if (!begun.equals(settings)) {
                write(file, settings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static boolean hasGrown(String before, String now) {
        return number(before) >= 0 && number(now) > number(before);
    }

    /// -1 if it is none.
    private static int number(String value) {
        return value.equals(UNSET) ? 0 : value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    }

    /// The settings that a run has now.
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
