package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.ask.AskOptions;
import dev.candor.app.ask.AskReport;
import dev.candor.app.ask.Asked;
import dev.candor.app.ask.Asker;
import dev.candor.app.ask.Turned;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.model.Model;
import dev.candor.lab.answer.PromptStyle;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.dial.DialFile;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks a model one question and shows the risk of its answer.
@Command(
        name = "ask",
        description = "Ask a model; see the risk of its answer, token by token.",
        footer = {
            "",
            "Colours run from teal (calm) to red; bold: at or above the probe's threshold.",
            "The risk speaks for the answer within the reply, not for its other words."
        })
@CommandGroup.In(CommandGroup.USE)
final class AskCommand implements Callable<Integer> {
    /// As in training.
    private static final int TOP_K = 50;

    private static final float TOP_P = 0.9f;

    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private ProbeOption probeOption;

    @Option(
            names = "--alpha",
            description =
                    "Factor on the probe's H-neurons: 0 silences them, 1 leaves them alone"
                            + " (default: 1).")
    private @Nullable Float alpha;

    @Option(
            names = "--dial",
            paramLabel = "RUN/dial.json",
            description = "Turn the neurons that 'tune' found, as it says, in place of --alpha.")
    private @Nullable Path dial;

    @Option(
            names = "--temperature",
            defaultValue = "0",
            description = "0 takes the likeliest token (default: ${DEFAULT-VALUE}).")
    private float temperature;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Of sampling, above temperature 0 (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--max-tokens",
            defaultValue = "50",
            description = "Longest reply (default: ${DEFAULT-VALUE}).")
    private int maxTokens;

    @Option(
            names = "--prompt-style",
            defaultValue = "auto",
            description =
                    "auto, chat, bare or few-shot; auto is what the probe was trained with (default:"
                            + " ${DEFAULT-VALUE}).")
    private String promptStyle;

    @Option(
            names = "--prior",
            description =
                    "Share of wrong answers that the risk assumes (default: as in the validation"
                            + " answers it was calibrated on).")
    private @Nullable Double prior;

    @Option(
            names = "--false-positives",
            paramLabel = "SHARE",
            description =
                    "Flag at the threshold that flagged at most this share of correct validation"
                            + " answers: 0.01, 0.05, 0.1 or 0.2 (default: the threshold with the"
                            + " best accuracy).")
    private @Nullable Double falsePositives;

    @Mixin private ThreadsOption threads;

    @Option(
            names = "--force",
            description = "Use a probe or dial that was made on another model file.")
    private boolean force;

    @Option(names = "--plain", description = "No colours.")
    private boolean plain;

    @Option(names = "--json", description = "Print JSON, see docs/formats/ask-json.md.")
    private boolean json;

    @Parameters(paramLabel = "QUESTION", description = "The question, quoted.")
    private String question;

    @Override
    public Integer call() throws IOException {
        AskOptions options = options();
        ModelSource source = model.source();
        Probe probe = atBudget(ProbeFile.read(probeOption.file(source)));
        PromptStyle style = TrainedStyle.of(promptStyle, probe, probeOption.place());
        PrintWriter err = spec.commandLine().getErr();
        try (Model opened = Model.of(source.open());
                ModelCheck check =
                        new ModelCheck(bound(options, probe), source, opened, force, err)) {
            // The check ends before the file does, which it reads.
            try (LoadedModel loaded = LoadedModel.of(opened, threads.count(), err::println);
                    check) {
                ask(options, probe, style, source, loaded, check);
            }
        }
        return ExitCode.OK.code();
    }

    /// What must have been made on the model that is asked.
    private List<ModelCheck.Bound> bound(AskOptions options, Probe probe) {
        List<ModelCheck.Bound> files = new ArrayList<>();
        files.add(new ModelCheck.Bound(probeOption.place(), probe.binding()));
        if (options.turned() instanceof Turned.ByDial file) {
            files.add(new ModelCheck.Bound(file.name(), file.dial().binding()));
        }
        return files;
    }

    /// The probe with the threshold that `--false-positives` asks for.
    private Probe atBudget(Probe probe) {
        if (falsePositives == null) {
            return probe;
        }
        double asked = falsePositives;
        return probe.scale().budgets().stream()
                .filter(budget -> budget.falsePositives() == asked)
                .findFirst()
                .map(budget -> probe.withThreshold(budget.threshold()))
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(),
                                "--false-positives is %s, expected one that %s has a threshold for: %s"
                                        .formatted(
                                                asked,
                                                probeOption.place(),
                                                probe.scale().shares())));
    }

    private void ask(
            AskOptions options,
            Probe probe,
            PromptStyle style,
            ModelSource source,
            LoadedModel loaded,
            ModelCheck check) {
        PrintWriter out = spec.commandLine().getOut();
        boolean colours = !plain && spec.commandLine().getColorScheme().ansi().enabled();
        AnswerPrinter printer = new AnswerPrinter(out, probe.threshold(), colours);
        Asked asked =
                new Asker(loaded, probe, loaded.prompter(style))
                        .ask(
                                options,
                                token -> {
                                    check.require();
                                    if (!json) {
                                        printer.accept(token);
                                    }
                                });
        check.require();
        AskReport report =
                new AskReport(
                        options,
                        style,
                        new AskReport.AskedModel(
                                loaded.model().config().name(),
                                source.isBundled(),
                                loaded.model().file().sha256()),
                        probe,
                        prior == null ? probe.scale().prior() : prior,
                        asked);
        if (json) {
            out.print(report.json());
            out.flush();
        } else {
            printer.finish(report);
        }
    }

    private AskOptions options() throws IOException {
        require(
                spec,
                alpha == null || (alpha >= 0 && Float.isFinite(alpha)),
                "--alpha is " + alpha + ", expected a number of 0 or more");
        require(
                spec,
                temperature >= 0 && Float.isFinite(temperature),
                "--temperature is " + temperature + ", expected 0 or more");
        requireAtLeast(spec, "--max-tokens", maxTokens, 1);
        threads.check();
        require(
                spec,
                prior == null || (prior > 0 && prior < 1),
                "--prior is " + prior + ", expected a share between 0 and 1");
        TrainedStyle.check(spec, promptStyle);
        require(spec, !question.isBlank(), "the question is empty, expected some words");
        return new AskOptions(question, turned(), maxTokens, temperature, seed, TOP_K, TOP_P);
    }

    private Turned turned() throws IOException {
        if (dial == null) {
            return new Turned.Alike(alpha == null ? 1 : alpha);
        }
        require(spec, alpha == null, "--alpha and --dial exclude each other, expected one of them");
        Dial read = DialFile.read(dial);
        return new Turned.ByDial(dial.toString(), Sha256.of(dial), read);
    }
}
