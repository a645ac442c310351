package dev.candor.app.reproduce;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.NotReproducibleException;
import dev.candor.app.find.Reproduction;
import dev.candor.app.find.Reproduction.Input;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.lab.corpus.FactsCorpus;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The model and the questions of a recorded run, as they lie on this machine: each by its name,
/// and only with its hash.
public final class Inputs {
    private final FileSearch search;
    private final Supplier<Bundle> bundle;
    private final @Nullable Path model;
    private final Map<String, String> servers;
    private final Path folder;

    /// @param model the model's file or folder, null to search it
    /// @param servers URL by the option that names it: `--judge`, `--sampler`; no record keeps one
    /// @param folder where questions that Candor makes are written, if they are found nowhere
    public Inputs(
            FileSearch search,
            Supplier<Bundle> bundle,
            @Nullable Path model,
            Map<String, String> servers,
            Path folder) {
        this.search = search;
        this.bundle = bundle;
        this.model = model;
        this.servers = Map.copyOf(servers);
        this.folder = folder;
    }

    /// The run's command with the files of this machine in it.
    ///
    /// @throws NotReproducibleException naming what is missing or another
    public List<String> command(Reproduction run) throws IOException {
        List<String> command = new ArrayList<>(run.command());
        int questions = 0;
        boolean packed = Collections.indexOfSubList(command, List.of("--weights", "q8")) >= 0;
        for (int i = 0; i + 1 < command.size(); i++) {
            switch (command.get(i)) {
                case "--model" -> command.set(i + 1, model(run.model(), packed));
                case "--questions", "--eval" -> {
                    if (questions == run.questions().size()) {
                        throw new NotReproducibleException(
                                Reproduction.FILE
                                        + ": its command has more question files than the "
                                        + questions
                                        + " that it lists");
                    }
                    Input file = run.questions().get(questions++);
                    command.set(i + 1, questions(file) + limit(command.get(i + 1), file));
                }
                case "--judge", "--sampler" -> command.set(i + 1, server(command.get(i)));
                case "--judge-model" -> command.set(i + 1, judge(command.get(i + 1)));
                case "--answers" ->
                        throw new NotReproducibleException(
                                "the run was given its answers, which cannot be drawn again; repeat it with: candor "
                                        + String.join(" ", command));
                default -> {}
            }
        }
        return command;
    }

    private String server(String option) {
        String url = servers.get(option);
        if (url == null) {
            throw new NotReproducibleException(
                    "the run had a server as its %s, expected %s URL of yours"
                            .formatted(option, option));
        }
        return url;
    }

    /// The model that judged: its settings have the hash, which is compared at the end.
    private String judge(String name) throws IOException {
        List<Path> found = search.named(name);
        if (name.startsWith(ModelSource.PREFIX)) {
            return name;
        }
        if (found.isEmpty()) {
            throw new NotReproducibleException(
                    "%s: found nowhere in %s, expected the model that judged; name its folder with --data DIR"
                            .formatted(name, search));
        }
        return found.getFirst().toString();
    }

    private static String limit(String argument, Input file) {
        if (!argument.startsWith(file.name())) {
            throw new NotReproducibleException(
                    "%s: its command has the questions %s where it lists %s"
                            .formatted(Reproduction.FILE, argument, file.name()));
        }
        return argument.substring(file.name().length());
    }

    private String model(Input wanted, boolean packed) throws IOException {
        if (wanted.fromBundle()) {
            if (model != null) {
                throw new NotReproducibleException(
                        "the run studied %s, which comes with Candor; --model cannot replace it"
                                .formatted(wanted.name()));
            }
            requireModel(wanted, wanted.name(), packed);
            return wanted.name();
        }
        if (model != null) {
            requireModel(wanted, model.toString(), packed);
            return model.toString();
        }
        List<Path> found = search.named(wanted.name());
        for (Path file : found) {
            if (hash(file.toString(), packed).equals(wanted.sha256())) {
                return file.toString();
            }
        }
        throw missing(
                "the model",
                wanted,
                found,
                "name it with --model FILE, or its folder with --data DIR");
    }

    private void requireModel(Input wanted, String argument, boolean packed) {
        String hash = hash(argument, packed);
        if (!hash.equals(wanted.sha256())) {
            throw new NotReproducibleException(
                    "%s: its SHA-256 is %s, that of the run's model %s was %s; another model is studied with candor find"
                            .formatted(argument, hash, wanted.name(), wanted.sha256()));
        }
    }

    private String hash(String argument, boolean packed) {
        try (GgufModel opened = ModelSource.named(argument, packed, bundle).open()) {
            return opened.sha256();
        }
    }

    private String questions(Input wanted) throws IOException {
        if (wanted.fromBundle()) {
            String set = wanted.name().substring(ModelSource.PREFIX.length());
            Path file = bundle.get().questions(set);
            if (!Sha256.of(file).equals(wanted.sha256())) {
                throw missing(
                        "questions", wanted, List.of(file), "repeat it with the Candor of the run");
            }
            return wanted.name();
        }
        List<Path> found = search.named(wanted.name());
        for (Path file : found) {
            if (Files.isRegularFile(file) && Sha256.of(file).equals(wanted.sha256())) {
                return file.toString();
            }
        }
        Path facts = facts(wanted.name());
        if (Sha256.of(facts).equals(wanted.sha256())) {
            return facts.toString();
        }
        Files.delete(facts);
        throw missing("questions", wanted, found, "name its folder with --data DIR");
    }

    /// Our own facts under the name that the run had them under.
    private Path facts(String name) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name);
        int _ = FactsCorpus.write(file);
        return file;
    }

    private NotReproducibleException missing(
            String what, Input wanted, List<Path> others, String remedy) {
        String found =
                others.isEmpty()
                        ? "found nowhere in " + search
                        : "found with another SHA-256 as " + others.getFirst();
        return new NotReproducibleException(
                "%s: %s, expected %s with SHA-256 %s; %s"
                        .formatted(wanted.name(), found, what, wanted.sha256(), remedy));
    }
}
