package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How long `candor export` takes to edit a large file, beside copying it.
@Command(
        name = "edit",
        description =
                "Times 'candor export --as gguf' on a made-up file beside 'cp' and 'sync' of it, in"
                        + " turn, in a JVM with little heap.")
final class EditCommand implements Callable<Integer> {
    private static final int NEURONS_A_LAYER = 20;

    @Spec private CommandSpec spec;

    @Option(
            names = "--gigabytes",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of the file (${DEFAULT-VALUE}).")
    private int gigabytes;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "300",
            description = "Most heap of the JVM (${DEFAULT-VALUE}).")
    private int heap;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "The script 'candor' (default: of the checkout this runs from).")
    private @Nullable Path launcher;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Folder on the disk to measure, for twice as much (default: the system's).")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, gigabytes, "--gigabytes");
        check.atLeast(32, heap, "--heap");
        check.atLeast(1, runs, "--runs");
        double before = Machine.load();
        Path work =
                folder == null
                        ? Files.createTempDirectory("candor-edit-")
                        : Files.createTempDirectory(folder, "candor-edit-");
        try {
            spec.commandLine().getOut().print(measure(work, before));
            spec.commandLine().getOut().flush();
        } finally {
            TemporaryFiles.delete(work);
        }
        return ExitCode.OK.code();
    }

    private String measure(Path work, double before) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        LargeModel large = LargeModel.write(work.resolve("large.gguf"), gigabytes);
        Path dial = work.resolve("dial.json");
        Files.writeString(dial, DialFile.toJson(dial(large)));
        Path to = work.resolve("copy.gguf");
        List<String> export = export(large.file(), dial, to);
        List<String> copy =
                List.of(
                        "sh",
                        "-c",
                        "cp \"$1\" \"$2\" && sync \"$2\"",
                        "sh",
                        large.file().toString(),
                        to.toString());
        List<Double> exports = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        seconds(export, to, work); // builds what is out of date
        seconds(copy, to, work); // what the disk does first is no one's
        for (int run = 0; run < runs; run++) {
            boolean first = run % 2 == 0;
            double one = seconds(first ? export : copy, to, work);
            double two = seconds(first ? copy : export, to, work);
            exports.add(first ? one : two);
            copies.add(first ? two : one);
            ratios.add(exports.getLast() / copies.getLast());
            err.println(
                    ReportText.of(
                            "round %d: export %.2f s, cp and sync %.2f s",
                            run + 1, exports.getLast(), copies.getLast()));
        }
        ReportText text = new ReportText();
        text.machine(Machine.here(), before, Machine.load());
        text.line(
                "A file of %.2f GB, %d neurons of %d layers turned; the JVM with -Xmx%dm. %d rounds in"
                        + " turn, median (range):",
                large.bytes() / 1e9, large.layers() * NEURONS_A_LAYER, large.layers(), heap, runs);
        text.line("");
        text.line("| | seconds |");
        text.line("|---|---|");
        text.line(
                "| `candor export --as gguf`, flushed to the disk, SHA-256 of the original checked | %s |",
                Spread.of(exports).text(2));
        text.line("| `cp` and `sync` | %s |", Spread.of(copies).text(2));
        text.line("| ratio | %s |", Spread.of(ratios).text(2));
        return text.toString();
    }

    private List<String> export(Path model, Path dial, Path to) {
        Path script = launcher == null ? Launcher.here() : launcher.toAbsolutePath();
        return List.of(
                script.toString(),
                "export",
                "--model",
                model.toString(),
                "--dial",
                dial.toString(),
                "--as",
                "gguf",
                "--out",
                to.toString());
    }

    private double seconds(List<String> command, Path made, Path work)
            throws IOException, InterruptedException {
        Files.deleteIfExists(made);
        Path said = work.resolve("said.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .merge("CANDOR_JAVA_OPTS", "-Xmx" + heap + "m", (old, add) -> old + " " + add);
        long start = System.nanoTime();
        int code = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (code != 0) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "%s ended with %d: %s"
                            .formatted(command.getFirst(), code, Files.readString(said).strip()));
        }
        Files.delete(made);
        return seconds;
    }

    private static Dial dial(LargeModel large) throws IOException {
        Random random = new Random(5);
        SortedMap<NeuronId, Double> alphas = new TreeMap<>();
        for (int layer = 0; layer < large.layers(); layer++) {
            for (int i = 0; i < NEURONS_A_LAYER; i++) {
                alphas.put(new NeuronId(layer, random.nextInt(large.ffn())), 0.5);
            }
        }
        return new Dial(
                new NeuronColumns(large.layers(), large.ffn()),
                alphas,
                "0".repeat(64),
                new Provenance(
                        "large", Sha256.of(large.file()), Map.of(), 5, "bench", "", Map.of()));
    }
}
