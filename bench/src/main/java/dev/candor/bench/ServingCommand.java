package dev.candor.bench;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.cli.ExitCode;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The server under load, as its clients see it.
@Command(
        name = "serve",
        description =
                "Tokens a second and waiting times of './candor serve' and llama-server under the"
                        + " same load, in turn; or what ours keeps of its promises when it has too"
                        + " many clients (--overload) or dies (--kill).")
final class ServingCommand implements Callable<Integer> {
    /// A slot of the peer gets no more, or the caches of all of them would not fit into memory.
    private static final int MOST_SLOT_CONTEXT = 2_048;

    private static final int MOST_CLIENTS = 1_000;

    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M.gguf",
            description = "The model file both serve.")
    private Path model;

    @Option(
            names = "--probe",
            paramLabel = "RUN/probe.json",
            description =
                    "The probe ours watches with (default: one neuron in a thousand, drawn at"
                            + " random, which costs the same and tells nothing).")
    private @Nullable Path probe;

    @Option(
            names = "--peer",
            paramLabel = "DIR",
            description =
                    "Folder with llama-server and its libraries (default: ours is measured alone).")
    private @Nullable Path peer;

    @Option(
            names = "--peer-cpu",
            paramLabel = "BUILD",
            description = "Leave the peer this build of its CPU code alone, e.g. zen4.")
    private @Nullable String peerCpu;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "16",
            description = "Clients at once, and replies generated together (${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "Of a round; with --kill, the longest until it dies (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "The same load before each round (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Each starts ours and the peer once; with --kill, how often it dies"
                            + " (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "64",
            description = "Longest reply (${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of both (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--overload",
            paramLabel = "N",
            description =
                    "Ours alone: N clients at once, and room for half of them. Ends with 1 if a"
                            + " request that was accepted is not answered to its end, or one that"
                            + " was not has no 429 with Retry-After.")
    private @Nullable Integer overload;

    @Option(
            names = "--kill",
            description =
                    "Ours alone: kill -9 under load while every reply is held for review. Ends with"
                            + " 1 if a reply that a client was told is waiting is gone afterwards.")
    private boolean kill;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "The script 'candor' (default: of the checkout this runs from).")
    private @Nullable Path launcher;

    @Option(names = "--json", description = "Print JSON instead of Markdown; not with the others.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Path work = Files.createTempDirectory("candor-bench");
        Path linked = Files.createTempDirectory("candor-peer");
        try {
            return run(work, linked);
        } finally {
            TemporaryFiles.delete(linked);
            TemporaryFiles.delete(work);
        }
    }

    private int run(Path work, Path linked) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path script = launcher == null ? Launcher.here() : launcher.toAbsolutePath();
        ModelConfig config = config();
        Path watching = probe == null ? standIn(config, work) : probe;
        if (overload != null) {
            int room = Math.max(1, overload / 2);
            int parallel = Math.min(clients, room);
            int queue = room - parallel;
            Overload result =
                    Overload.measure(
                            server(script, watching, parallel, queue, null, work),
                            queue,
                            overload,
                            maxTokens);
            out.print(result.markdown());
            out.flush();
            return (result.isKept() ? ExitCode.OK : ExitCode.FAILURE).code();
        }
        if (kill) {
            Path policy = Killed.writePolicy(work);
            Killed result =
                    Killed.measure(
                            server(script, watching, clients, null, policy, work),
                            clients,
                            seconds,
                            rounds,
                            maxTokens,
                            err::println);
            out.print(result.markdown());
            out.flush();
            return (result.isKept() ? ExitCode.OK : ExitCode.FAILURE).code();
        }
        ServingReport report =
                new ServingRun(
                                server(script, watching, clients, null, null, work),
                                peer(config, work, linked),
                                clients,
                                seconds,
                                warmUp,
                                rounds,
                                maxTokens,
                                err::println)
                        .measure();
        out.println(json ? report.json() : report.markdown());
        return (report.errors() == 0 ? ExitCode.OK : ExitCode.FAILURE).code();
    }

    private OurServer server(
            Path script,
            Path watching,
            int parallel,
            @Nullable Integer queue,
            @Nullable Path policy,
            Path work) {
        return new OurServer(script, model, watching, threads, parallel, queue, policy, work);
    }

    private @Nullable LlamaServer peer(ModelConfig config, Path work, Path linked)
            throws IOException {
        if (peer == null) {
            return null;
        }
        if (peerCpu != null) {
            OneCpuBuild.link(peer, peerCpu, linked);
        }
        return new LlamaServer(
                peerCpu == null ? peer : linked,
                model,
                threads,
                clients,
                Math.min(config.context(), MOST_SLOT_CONTEXT),
                work);
    }

    private ModelConfig config() {
        try (Model opened = Model.of(new ModelSource.InFile(model).open())) {
            return opened.config();
        }
    }

    /// Made for this file, so that it is watched with as with any other.
    private Path standIn(ModelConfig config, Path work) throws IOException {
        Path file = work.resolve("probe.json");
        try (Model opened = Model.of(new ModelSource.InFile(model).open())) {
            ProbeFile.write(
                    RandomProbe.of(
                            new NeuronColumns(config.layers(), config.ffn()),
                            opened.file().sha256()),
                    file);
        }
        return file;
    }

    private void check() {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, clients, "--clients");
        check.atLeast(1, seconds, "--seconds");
        check.atLeast(0, warmUp, "--warm-up");
        check.atLeast(1, rounds, "--rounds");
        check.atLeast(1, maxTokens, "--max-tokens");
        check.atLeast(1, threads, "--threads");
        require(
                Math.max(clients, overload == null ? 0 : overload) <= MOST_CLIENTS,
                "more than " + MOST_CLIENTS + " clients, expected fewer");
        require(
                overload == null || (overload > 1 && !kill),
                "--overload expects 2 or more clients, and no --kill");
        require(
                !json || (overload == null && !kill),
                "--json belongs to the comparison, expected no --overload or --kill");
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
