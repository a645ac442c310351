package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.QuestionSource;
import dev.candor.app.origin.OriginOptions;
import dev.candor.app.origin.OriginRun;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.report.OriginReport;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks a base model whether a probe's neurons were there before tuning.
@Command(
        name = "origin",
        description = "Were the H-neurons there before tuning? Ask the base model.",
        footer = {
            "",
            "Three measurements: the probe, unchanged, on the base model's activations; how far",
            "tuning turned its neurons' weights; at which tokens around an answer they speak.",
            "With no options it runs on the bundled test model.",
            "FILE:N takes N questions of a file. A killed run goes on where it stopped: repeat the"
                    + " command."
        })
@CommandGroup.In(CommandGroup.USE)
final class OriginCommand implements Callable<Integer> {
    private static final List<String> BUNDLED_QUESTIONS = List.of("people-test");

    /// Those that the probe itself was made on; its questions to measure on are others.
    private static final List<String> BUNDLED_FIT = List.of("people-train");

    private static final int BUNDLED_FIT_LIMIT = 400;

    /// As its base text asks.
    private static final String BUNDLED_FORM = "Question: " + Prompter.SLOT + "\nAnswer:";

    @Spec private CommandSpec spec;

    @Option(
            names = "--base",
            paramLabel = "B",
            description =
                    "The model before tuning: a GGUF file or the folder of a Hugging Face model, of 8"
                            + " bits a weight at least (default, without --instruct: bundled:base).")
    private @Nullable String base;

    @Option(
            names = "--instruct",
            paramLabel = "I",
            description = "The model after tuning (default, without --base: bundled:instruct).")
    private @Nullable String instruct;

    @Mixin private ProbeOption probe;

    @Option(
            names = "--questions",
            paramLabel = "FILE[:N]",
            description =
                    "Questions with their answers that the probe was not made on; repeat for more"
                            + " (default, for the bundled test model: people-test).")
    private List<String> questions = List.of();

    @Option(
            names = "--fit",
            paramLabel = "FILE[:N]",
            description =
                    "Questions whose answers by the instruct model the random neurons are fitted on;"
                            + " repeat for more (default: two in five of --questions; for the bundled"
                            + " test model people-train:400).")
    private List<String> fit = List.of();

    @Option(
            names = "--base-prompt",
            paramLabel = "FORM",
            description =
                    "How the base model is asked, with {question} in it and \\n for a new line; its reply"
                            + " ends with its line (default: \"{question}\\nAnswer:\"; for the bundled test"
                            + " model \"Question: {question}\\nAnswer:\").")
    private @Nullable String form;

    @Option(
            names = "--prompt-style",
            defaultValue = "auto",
            description =
                    "How the instruct model is asked: auto, chat, bare or few-shot; auto is what the"
                            + " probe was trained with (default: ${DEFAULT-VALUE}).")
    private String promptStyle;

    @Option(
            names = "--out",
            defaultValue = "candor-origin",
            paramLabel = "RUN",
            description = "Folder of the run; made if it is not there (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin private ReplyOption reply;

    @Option(
            names = "--draws",
            defaultValue = "20",
            description = "Sets of random neurons of each kind (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Mixin private DrawOption draw;

    @Option(
            names = "--force",
            description =
                    "Use a probe that was made on another model of the same shape: its neurons are taken"
                            + " by their places.")
    private boolean force;

    @Mixin private ThreadsOption threads;

    @Option(names = "--json", description = "Print origin.json at the end, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        OriginOptions options = options();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        OriginReport report =
                new OriginRun(options, VersionProvider.projectVersion(), progress).run();
        spec.commandLine().getOut().print(json ? report.json() : OriginText.render(report, out));
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }

    private OriginOptions options() throws IOException {
        draw.check();
        reply.check();
        requireAtLeast(spec, "--draws", draws, RandomNeurons.LEAST_DRAWS);
        threads.check();
        TrainedStyle.check(spec, promptStyle);
        require(
                spec,
                instruct == null || base != null,
                "--base is missing, expected the model that " + instruct + " was tuned from");
        require(
                spec,
                base == null || instruct != null,
                "--instruct is missing, expected the model that was tuned from " + base);
        ModelSource before = ModelOption.source(spec, base == null ? "bundled:base" : base, false);
        ModelSource after = ModelOption.source(spec, instruct, false);
        boolean bundled = before.isBundled() && after.isBundled();
        Path probeFile = probe.file(after);
        Probe read = ProbeFile.read(probeFile);
        require(
                spec,
                !read.hNeurons().isEmpty(),
                probe.name() + " has no neuron of positive weight, expected some");
        return new OriginOptions(
                before,
                after,
                read,
                probe.name(),
                Sha256.of(probeFile),
                force,
                questions(bundled),
                fit(bundled),
                TrainedStyle.of(promptStyle, read, probe.place()),
                form(bundled),
                reply.maxTokens(),
                draws,
                draw.seed(),
                reply.width(),
                threads.count(),
                out);
    }

    private Bundle bundle() {
        return CandorCommand.of(spec).bundle();
    }

    private List<QuestionSource> questions(boolean bundled) {
        require(
                spec,
                bundled || !questions.isEmpty(),
                "--questions is missing, expected a file that the probe was not made on");
        return questions.isEmpty()
                ? QuestionSource.bundled(bundle(), BUNDLED_QUESTIONS, draw.limit())
                : draw.questions(questions);
    }

    /// The bundled ones go with the bundled ones only: others may be about the same.
    private List<QuestionSource> fit(boolean bundled) {
        return bundled && questions.isEmpty() && fit.isEmpty()
                ? QuestionSource.bundled(
                        bundle(), BUNDLED_FIT, Math.min(draw.limit(), BUNDLED_FIT_LIMIT))
                : draw.questions(fit);
    }

    private String form(boolean bundled) {
        if (form == null) {
            return bundled ? BUNDLED_FORM : Prompter.ANSWER_FORM;
        }
        String read = form.replace("\\n", "\n");
        require(
                spec,
                read.split(Pattern.quote(Prompter.SLOT), -1).length == 2,
                "--base-prompt is '" + form + "', expected " + Prompter.SLOT + " in it once");
        return read;
    }
}
