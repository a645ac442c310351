package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.origin.TwinsOptions;
import dev.candor.app.origin.TwinsRun;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.report.TwinsReport;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks whether two models that do the same do it with the same neurons.
@Command(
        name = "twins",
        description = "Same outputs, different inside? Compare two trainings of a model.",
        footer = {
            "",
            "Four measurements: how alike the replies are; whether each probe works on the",
            "twin, by neuron number and by partner; whether H-neurons are each other's",
            "partners; what noise of equal size on the weights does to each.",
            "FILE:N takes N questions of a file. A killed run goes on where it stopped: repeat the"
                    + " command."
        })
@CommandGroup.In(CommandGroup.USE)
final class TwinsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--a",
            required = true,
            paramLabel = "A",
            description =
                    "One model: a GGUF file or the folder of a Hugging Face model, of 8 bits a weight"
                            + " at least.")
    private String a = "";

    @Option(
            names = "--probe-a",
            required = true,
            paramLabel = "RUN/probe.json",
            description = "The probe that 'find' made for A.")
    private Path probeA = Path.of("");

    @Option(
            names = "--b",
            required = true,
            paramLabel = "B",
            description = "The other, of the same shape and vocabulary.")
    private String b = "";

    @Option(
            names = "--probe-b",
            required = true,
            paramLabel = "RUN/probe.json",
            description = "The probe that 'find' made for B.")
    private Path probeB = Path.of("");

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE[:N]",
            description =
                    "Questions with their answers that neither probe was made on; repeat for more.")
    private List<String> questions = List.of();

    @Option(
            names = "--prompt-style",
            defaultValue = "auto",
            description =
                    "How both are asked: auto, chat, bare or few-shot; auto is what the probes were"
                            + " trained with (default: ${DEFAULT-VALUE}).")
    private String promptStyle;

    @Option(
            names = "--out",
            defaultValue = "candor-twins",
            paramLabel = "RUN",
            description = "Folder of the run; made if it is not there (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin private ReplyOption reply;

    @Option(
            names = "--draws",
            defaultValue = "100",
            description = "Random maps of neurons (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--noise",
            defaultValue = "0.03,0.1,0.3",
            split = ",",
            paramLabel = "SIZE",
            description =
                    "Sizes of noise, as shares of the norm of the weights it is put on (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<Double> noise = List.of();

    @Option(
            names = "--noise-draws",
            defaultValue = "3",
            description = "Draws of noise of each size and target (default: ${DEFAULT-VALUE}).")
    private int noiseDraws;

    @Mixin private DrawOption draw;

    @Option(
            names = "--force",
            description =
                    "Use probes that were made on other models of the same shape: their neurons are"
                            + " taken by their places.")
    private boolean force;

    @Mixin private ThreadsOption threads;

    @Option(names = "--json", description = "Print twins.json at the end, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        TwinsOptions options = options();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        TwinsReport report =
                new TwinsRun(options, VersionProvider.projectVersion(), progress).run();
        spec.commandLine().getOut().print(json ? report.json() : TwinsText.render(report, out));
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }

    private TwinsOptions options() throws IOException {
        draw.check();
        reply.check();
        requireAtLeast(spec, "--draws", draws, 10);
        requireAtLeast(spec, "--noise-draws", noiseDraws, 1);
        threads.check();
        for (double size : noise) {
            require(
                    spec,
                    size > 0 && size <= 10,
                    "--noise is " + size + ", expected above 0 and at most 10");
        }
        TrainedStyle.check(spec, promptStyle);
        TwinsOptions.Twin first = twin("--probe-a", a, probeA);
        TwinsOptions.Twin second = twin("--probe-b", b, probeB);
        return new TwinsOptions(
                first,
                second,
                force,
                draw.questions(questions),
                style(first.probe(), second.probe()),
                reply.maxTokens(),
                draws,
                noise,
                noiseDraws,
                draw.seed(),
                reply.width(),
                threads.count(),
                out);
    }

    private TwinsOptions.Twin twin(String option, String model, Path file) throws IOException {
        ModelSource source = ModelOption.source(spec, model, false);
        Probe probe = ProbeFile.read(file);
        String name = String.valueOf(file.getFileName());
        require(
                spec,
                !probe.hNeurons().isEmpty(),
                option + ": " + name + " has no neuron of positive weight, expected some");
        return new TwinsOptions.Twin(source, probe, name, Sha256.of(file));
    }

    /// Both are asked alike, so probes that were trained otherwise need a word.
    private PromptStyle style(Probe a, Probe b) {
        String label = TrainedStyle.label(a);
        String other = TrainedStyle.label(b);
        if (promptStyle.equals(TrainedStyle.AUTO) && !label.equals(other)) {
            throw new CommandFailure(
                    ExitCode.INPUT_REFUSED,
                    "%s: provenance.settings: '%s' is '%s', and '%s' in %s; name one with --prompt-style"
                            .formatted(
                                    probeB,
                                    TrainedStyle.SETTING,
                                    Printable.line(other, 80),
                                    Printable.line(label, 80),
                                    probeA));
        }
        return TrainedStyle.of(promptStyle, a, probeA.toString());
    }
}
