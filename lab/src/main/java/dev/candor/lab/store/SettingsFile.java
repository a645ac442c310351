package dev.candor.lab.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    /// As [#claim(Path, Map)], but some settings, numbers, may have grown since. The folder is then
    /// the larger run's.
    ///
    /// @param growing names of settings
    /// @throws RunRefusedException naming the first difference
    public static void claim(Path run, Map<String, String> settings, Set<String> growing) {
        if (!Files.exists(run.resolve(FILE)) || !growth(run, settings, growing).isEmpty()) {
            write(run.resolve(FILE), settings);
        }
    }

    /// What would grow by a claim, each as `NAME: BEFORE → NOW`; nothing in a fresh folder.
    ///
    /// @throws RunRefusedException as [#claim(Path, Map, Set)]
    public static List<String> growth(Path run, Map<String, String> settings, Set<String> growing) {
        if (!Files.exists(run.resolve(FILE))) {
            return List.of();
        }
        Map<String, String> begun = begun(run);
        Set<String> names = new LinkedHashSet<>(settings.keySet());
        names.addAll(begun.keySet());
        List<String> grown = new ArrayList<>();
        for (String name : names) {
            String before = begun.getOrDefault(name, UNSET);
            String now = settings.getOrDefault(name, UNSET);
            if (!before.equals(now)) {
                if (!growing.contains(name) || number(before) < 0 || number(now) < 0) {
                    throw new RunRefusedException(
                            run, "was begun with another " + name + ": " + before + ", now " + now);
                }
                if (number(now) < number(before)) {
                    throw new RunRefusedException(
                            run,
                            "has more by now: " + name + " is " + before + ", asked for " + now,
                            "ask for as many, or name another folder");
                }
                grown.add(name + ": " + number(before) + " → " + now);
            }
        }
        return grown;
    }

    private static Map<String, String> begun(Path run) {
        try {
            return read(run);
        } catch (IOException e) {
            throw new UncheckedIOException(run.resolve(FILE) + ": " + e.getMessage(), e);
        }
    }

    /// -1 if it is none.
    private static int number(String value) {
        return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
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
