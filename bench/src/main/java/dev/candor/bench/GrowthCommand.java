package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Whether cost grows as it should, with the context and with the batch.
@Command(
        name = "growth",
        description =
                "Tokens a second against context and batch, ours and llama.cpp in turn, and whether"
                        + " there is a cliff.")
final class GrowthCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M.gguf",
            description = "The model file both run.")
    private Path model;

    @Option(
            names = "--peer",
            required = true,
            paramLabel = "DIR",
            description = "Folder with llama-bench, llama-batched-bench and their libraries.")
    private Path peer;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds; each runs ours and the peer once (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of both (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--contexts",
            paramLabel = "N",
            split = ",",
            defaultValue = "128,256,512,1024,2048",
            description =
                    "Tokens of a prompt, and of a context that a decode fills (${DEFAULT-VALUE}).")
    private List<Integer> contexts;

    @Option(
            names = "--batches",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4,8,16,32,64",
            description = "Sequences decoded together (${DEFAULT-VALUE}).")
    private List<Integer> batches;

    @Option(
            names = "--decode",
            paramLabel = "N",
            defaultValue = "16",
            description = "Tokens decoded of each sequence (${DEFAULT-VALUE}).")
    private int decode;

    @Option(
            names = "--svg",
            paramLabel = "DIR",
            description = "Write growth-prefill.svg, growth-decode.svg and growth-batch.svg there.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        check.atLeast(1, decode, "--decode");
        requireAscending("--contexts", contexts);
        requireAscending("--batches", batches);
        require(
                decode < contexts.getFirst(),
                "--decode is %d, expected fewer than the smallest of --contexts, %d"
                        .formatted(decode, contexts.getFirst()));
        GrowthReport report = measure();
        if (svg != null) {
            Files.createDirectories(svg);
            for (GrowthCurve curve : report.curves()) {
                Files.writeString(
                        svg.resolve("growth-%s.svg".formatted(curve.kind().id())),
                        new GrowthPlot(curve).svg());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.markdown());
        out.flush();
        return ExitCode.OK.code();
    }

    private GrowthReport measure() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Path work = Files.createTempDirectory("candor-bench");
        try {
            LlamaCpp llama = new LlamaCpp(peer, threads, work);
            try (Engine engine = new Engine(model, threads, err::println)) {
                int most = engine.model().config().context();
                require(
                        contexts.getLast() <= most,
                        "--contexts goes to %d, expected at most the model's context, %d"
                                .formatted(contexts.getLast(), most));
                return new Growth(engine, llama, runs, decode, err::println).run(contexts, batches);
            }
        } finally {
            TemporaryFiles.delete(work);
        }
    }

    private void requireAscending(String option, List<Integer> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            int least = i == 0 ? 1 : numbers.get(i - 1) + 1;
            require(
                    numbers.get(i) >= least,
                    "%s has %d, expected %d or more".formatted(option, numbers.get(i), least));
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
