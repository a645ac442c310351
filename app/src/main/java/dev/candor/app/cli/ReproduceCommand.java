package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.find.FindResult;
import dev.candor.app.find.NotReproducibleException;
import dev.candor.app.find.Reproduction;
import dev.candor.app.reproduce.Comparison;
import dev.candor.app.reproduce.ComparisonJson;
import dev.candor.app.reproduce.FileSearch;
import dev.candor.app.reproduce.Inputs;
import dev.candor.lab.store.Checksums;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs again what a run's folder records, and compares.
@Command(
        name = "reproduce",
        description = "Repeat a recorded run, and say what differs.",
        footer = {
            "",
            "Model and questions are found by name and checked by SHA-256, below the --data",
            "folders, RUN, and the folders that the variables MODELS and DATA name. What is",
            "bundled, and the facts of 'candor corpus facts', need no file.",
            "The results agree if C and the H-neurons are the same and every AUROC is within",
            "its published interval; else the exit code is 9.",
            "A killed repetition goes on where it stopped: name its folder with --out."
        })
@CommandGroup.In(CommandGroup.FIND)
final class ReproduceCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            description = "Folder with reproduce.json, SHA256SUMS and the files it lists.")
    private Path run;

    @Option(names = "--model", paramLabel = "FILE", description = "Where the run's model is.")
    private @Nullable Path model;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder to look for model and questions in; repeat for more.")
    private List<Path> data = List.of();

    @Option(
            names = "--judge",
            paramLabel = "URL",
            description = "The server that judges, if one did.")
    private @Nullable String judge;

    @Option(
            names = "--sampler",
            paramLabel = "URL",
            description = "The server that draws the samples, if one did.")
    private @Nullable String sampler;

    @Option(
            names = "--sampler-name",
            paramLabel = "NAME",
            description = "The model's name on that server (default: the only one it lists).")
    private @Nullable String samplerName;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder of the repeated run (default: a temporary one, which goes if the results"
                            + " are identical).")
    private @Nullable Path out;

    @Mixin private ThreadsOption threads;

    @Option(names = "--json", description = "Print the comparison as JSON, not as a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireFinished();
        Reproduction recorded = Reproduction.read(run);
        Path folder = out == null ? Files.createTempDirectory("candor-reproduce-") : out;
        requireOther(folder);
        boolean keep = out != null;
        try {
            FindCommand find = parse(command(recorded, folder));
            keep = true; // what a killed or failed repetition has done is worth keeping
            spec.commandLine().getErr().println("repeating " + run + " in " + folder);
            FindResult _ =
                    find.find(
                            new ConsoleProgress(
                                    Terminal.of(System.getProperties(), System.getenv()),
                                    System.err));
            Comparison comparison = Comparison.of(run, folder);
            keep = out != null || comparison.verdict() != Comparison.Verdict.IDENTICAL;
            print(comparison, keep ? folder : null);
            return switch (comparison.verdict()) {
                case IDENTICAL, AGREES -> ExitCode.OK.code();
                case DIFFERS -> ExitCode.OTHER_RESULT.code();
            };
        } finally {
            if (!keep) {
                delete(folder);
            }
        }
    }

    /// @param kept where the repeated run stays, null if it goes
    private void print(Comparison comparison, @Nullable Path kept) {
        PrintWriter printer = spec.commandLine().getOut();
        printer.print(
                json ? ComparisonJson.write(comparison) : ComparisonText.of(comparison, run, kept));
        printer.flush();
    }

    /// Its files are as they were when the run ended.
    private void requireFinished() throws IOException {
        if (!Files.exists(run.resolve(Checksums.FILE))) {
            throw new NotReproducibleException(
                    run + ": has no " + Checksums.FILE + ", expected the folder of a finished run");
        }
        Checksums.read(run).require(run);
    }

    /// In its own folder a run would find all it needs done.
    private void requireOther(Path folder) throws IOException {
        require(spec, !SameFolder.is(folder, run), "--out is RUN itself, expected another folder");
    }

    private List<String> command(Reproduction recorded, Path folder) throws IOException {
        FileSearch search = new FileSearch(folders(System.getenv()));
        List<String> command =
                new ArrayList<>(
                        new Inputs(
                                        search,
                                        CandorCommand.of(spec)::bundle,
                                        model,
                                        servers(),
                                        folder.resolve("questions"))
                                .command(recorded));
        if (samplerName != null) {
            command.addAll(List.of("--sampler-name", samplerName));
        }
        command.addAll(List.of("--out", folder.toString(), "--threads", "" + threads.count()));
        return command;
    }

    private Map<String, String> servers() {
        Map<String, String> servers = new HashMap<>();
        if (judge != null) {
            servers.put("--judge", judge);
        }
        if (sampler != null) {
            servers.put("--sampler", sampler);
        }
        return servers;
    }

    private List<Path> folders(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>(data);
        folders.add(run);
        for (String variable : List.of("MODELS", "DATA")) {
            String folder = environment.getOrDefault(variable, "");
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        return folders;
    }

    /// `candor find` with its options set, as if it stood on a command line.
    private FindCommand parse(List<String> command) {
        String name = command.getFirst();
        if (!name.equals("find")) {
            throw new NotReproducibleException(
                    "%s: its command is '%s', expected find".formatted(Reproduction.FILE, name));
        }
        CommandLine find =
                Objects.requireNonNull(
                        spec.root().commandLine().getSubcommands().get(name), "the command find");
        find.parseArgs(command.subList(1, command.size()).toArray(String[]::new));
        return find.getCommand();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
