package dev.candor.bench;

import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Exports in the runtime they are made for.
@Command(
        name = "exports",
        description =
                "Runs edited models and an adapter in llama.cpp and compares its greedy replies with"
                        + " ours under gains.")
final class ExportsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A GGUF file.")
    private Path model;

    @Option(
            names = "--probe",
            required = true,
            paramLabel = "RUN/probe.json",
            description = "Whose H-neurons are turned.")
    private Path probe;

    @Option(
            names = "--peer",
            required = true,
            paramLabel = "DIR",
            description = "Folder of llama-server and llama-perplexity.")
    private Path peer;

    @Option(
            names = "--alphas",
            split = ",",
            paramLabel = "A",
            defaultValue = "0,0.5,2,3",
            description = "Of edited models (${DEFAULT-VALUE}).")
    private double[] alphas;

    @Option(
            names = "--strengths",
            split = ",",
            paramLabel = "S",
            defaultValue = "-1,-0.5,1,2",
            description = "Of the adapter (${DEFAULT-VALUE}).")
    private double[] strengths;

    @Option(
            names = "--prompts",
            paramLabel = "N",
            defaultValue = "24",
            description = "Questions of our own (${DEFAULT-VALUE}).")
    private int prompts;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            defaultValue = "32",
            description = "Of a reply (${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "Measure the perplexity of this text too.")
    private @Nullable Path text;

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "8",
            description = "Of 512 tokens of the text, at most (${DEFAULT-VALUE}).")
    private int windows;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, prompts, "--prompts");
        check.atLeast(1, maxTokens, "--max-tokens");
        check.atLeast(1, windows, "--windows");
        check.atLeast(1, threads, "--threads");
        double before = Machine.load();
        Path work = Files.createTempDirectory("candor-exports-");
        try {
            PeerPerplexity perplexity =
                    text == null
                            ? null
                            : new PeerPerplexity(
                                    peer, text.toAbsolutePath(), windows, threads, work);
            List<ExportsReport.Row> rows =
                    new ExportsBench(
                                    peer,
                                    model,
                                    probe,
                                    Arrays.stream(alphas).boxed().toList(),
                                    Arrays.stream(strengths).boxed().toList(),
                                    ExportPrompts.questions(prompts),
                                    maxTokens,
                                    perplexity,
                                    threads,
                                    work,
                                    spec.commandLine().getErr())
                            .run();
            PrintWriter out = spec.commandLine().getOut();
            out.print(new ExportsReport(lines(before, work), rows, commands(perplexity)).text());
            out.flush();
        } finally {
            TemporaryFiles.delete(work);
        }
        return ExitCode.OK.code();
    }

    private List<String> lines(double before, Path work) throws IOException, InterruptedException {
        ReportText page = new ReportText();
        page.machine(Machine.here(), before, Machine.load());
        page.line(
                "Model: %s, %d threads. %d questions of our own, greedy, at most %d tokens. Peer: %s.",
                model.getFileName(),
                threads,
                prompts,
                maxTokens,
                new LlamaServer(peer, model, threads, 1, 2048, work).describe());
        return page.toString().lines().toList();
    }

    private List<String> commands(@Nullable PeerPerplexity perplexity) {
        Path name = Path.of("$MODELS").resolve(String.valueOf(model.getFileName()));
        List<String> commands = new ArrayList<>();
        commands.add(String.join(" ", PeerReplies.command(Path.of("edited.gguf"), null, threads)));
        commands.add(String.join(" ", PeerReplies.command(name, Path.of("adapter.gguf"), threads)));
        if (perplexity != null) {
            commands.add(
                    String.join(
                            " ",
                            new PeerPerplexity(
                                            perplexity.folder(),
                                            Path.of(
                                                    String.valueOf(
                                                            perplexity.text().getFileName())),
                                            windows,
                                            threads,
                                            perplexity.work())
                                    .command(Path.of("edited.gguf"))));
        }
        return commands;
    }
}
