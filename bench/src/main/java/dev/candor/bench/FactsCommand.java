package dev.candor.bench;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import dev.candor.app.find.LoadedModel;
import dev.candor.guard.review.BenchmarkPoint;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.corpus.QuestionFile;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Fixed questions, asked again and again over the life of a model.
@Command(
        name = "facts",
        description =
                "Asks a model fixed questions greedily, once, and keeps how many it answers right in"
                        + " the review database, whose page shows them as a line over time.")
final class FactsCommand implements Callable<Integer> {
    /// Of [Probe#from]'s settings.
    private static final String STYLE_SETTING = "prompt style used";

    @Spec private CommandSpec spec;

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description = "Questions with answers, in any format that 'find' reads.")
    private Path questions;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M",
            description =
                    "The model: a GGUF file, the folder of a Hugging Face model, or"
                            + " bundled:instruct or bundled:base.")
    private String model;

    @Option(
            names = "--probe",
            paramLabel = "RUN/probe.json",
            description =
                    "Ask as this probe's run did (default: with the chat template if there is one,"
                            + " else after a few examples).")
    private @Nullable Path probe;

    @Option(
            names = "--db",
            paramLabel = "URL",
            defaultValue = "candor.db",
            description = "Where 'serve' keeps its review queue (${DEFAULT-VALUE}).")
    private String db;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The first N questions alone; another line than all of them.")
    private @Nullable Integer limit;

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
            description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws IOException {
        OptionCheck check = new OptionCheck(spec);
        check.atLeast(1, limit == null ? 1 : limit, "--limit");
        check.atLeast(1, maxTokens, "--max-tokens");
        check.atLeast(1, threads, "--threads");
        PrintWriter err = spec.commandLine().getErr();
        QuestionFile file = new QuestionReader().read(questions, null);
        Clock clock = Clock.systemUTC();
        // The database first: minutes of asking are lost if it cannot be opened.
        try (ReviewQueue queue = ReviewQueue.open(db, clock);
                LoadedModel loaded =
                        LoadedModel.open(
                                ModelSource.named(model, false, Bundle::own),
                                threads,
                                err::println)) {
            FixedQuestions fixed = new FixedQuestions(loaded, style(loaded), maxTokens);
            BenchmarkPoint point = fixed.ask(file, limit, clock.instant());
            queue.addBenchmark(point);
            spec.commandLine().getOut().println(FixedQuestions.line(point));
        }
        return ExitCode.OK.code();
    }

    private PromptStyle style(LoadedModel loaded) throws IOException {
        if (probe == null) {
            return loaded.template() == null ? PromptStyle.FEW_SHOT : PromptStyle.CHAT;
        }
        Probe read = ProbeFile.read(probe);
        read.binding().requireModel(loaded.model().file().sha256());
        String label = read.from().settings().getOrDefault(STYLE_SETTING, "");
        return Arrays.stream(PromptStyle.values())
                .filter(style -> style.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(
                                ExitCode.INPUT_REFUSED,
                                "%s: setting '%s' is '%s', expected chat, bare or few-shot"
                                        .formatted(probe, STYLE_SETTING, label)));
    }
}
