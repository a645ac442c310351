package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What having neurons in view costs.
@Command(
        name = "costs",
        description =
                "What watching, capturing and dialling neurons costs, each in pairs with the same"
                        + " thing without.")
final class CostsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M.gguf",
            description = "The model file.")
    private Path model;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Rounds: of 32 pairs of watching, 8 of capturing, 8 of decoding and 2 of reading"
                            + " under seven α (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--prefill",
            paramLabel = "N",
            defaultValue = "512",
            description = "Tokens read while all neurons are captured (${DEFAULT-VALUE}).")
    private int prefill;

    @Option(
            names = "--prompt",
            paramLabel = "N",
            defaultValue = "64",
            description = "Tokens that decoding starts behind (${DEFAULT-VALUE}).")
    private int prompt;

    @Option(
            names = "--decode",
            paramLabel = "N",
            defaultValue = "16",
            description = "Tokens decoded in each half of a pair (${DEFAULT-VALUE}).")
    private int decode;

    @Override
    public Integer call() throws IOException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, runs, "--runs");
        check.atLeast(1, threads, "--threads");
        check.atLeast(CaptureCost.LEAST_TOKENS, prefill, "--prefill");
        check.atLeast(2, prompt, "--prompt");
        check.atLeast(1, decode, "--decode");
        CostReport report =
                new CostRun(model, runs, threads, prefill, prompt, decode)
                        .measure(spec.commandLine().getErr()::println);
        spec.commandLine().getOut().println(report.markdown());
        return ExitCode.OK.code();
    }
}
