package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;
import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.comply.Keeping;
import dev.candor.app.comply.StudyOptions;
import dev.candor.app.comply.TuneOptions;
import dev.candor.app.comply.TuneRun;
import dev.candor.app.find.LoadedModel;
import dev.candor.lab.dial.Bounds;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.report.TuneReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Looks for the dial at which a model goes along least, at a bounded cost.
@Command(
        name = "tune",
        description = "Find the dial that makes it go along least, at a bounded cost.",
        footer = {
            "",
            "The dial is searched for on one half of everything and measured on the other.",
            MeasureOption.KINDS,
            MeasureOption.AGAIN
        })
@CommandGroup.In(CommandGroup.USE)
final class TuneCommand implements Callable<Integer> {
    private static final double DEFAULT_BOUND = 2;

    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private ProbeOption probe;

    @Mixin private JudgeOption judge;

    @Mixin private MeasureOption measure;

    @Mixin private StudyOption study;

    @Option(
            names = "--alpha",
            paramLabel = "FROM:TO:STEP",
            defaultValue = "0:2:0.25",
            description =
                    "Factors that a group can be set to, or a list such as 0,0.5,1,2 (default:"
                            + " ${DEFAULT-VALUE}).")
    private String alpha;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "Groups of H-neurons, neighbours in depth, that are turned one after the other; 1"
                            + " for one α for all (default: ${DEFAULT-VALUE}).")
    private int groups;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "Most passes over the groups (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--max-lost",
            paramLabel = "POINTS",
            description =
                    "Most percentage points of known questions, or of multiple choice, that the dial may"
                            + " cost (default: 2).")
    private @Nullable Double maxLost;

    @Option(
            names = "--max-perplexity",
            paramLabel = "PERCENT",
            description = "Most percent by which the perplexity of the text may grow (default: 2).")
    private @Nullable Double maxPerplexity;

    @Option(names = "--json", description = "Print tune.json at the end, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        TuneOptions options = options();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        try (LoadedModel loaded =
                LoadedModel.open(options.study().model(), measure.threads(), progress::say)) {
            String version = VersionProvider.projectVersion();
            TuneReport report = new TuneRun(options, loaded, version, progress).run();
            spec.commandLine()
                    .getOut()
                    .print(json ? report.json() : TuneText.render(report, measure.out()));
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK.code();
    }

    private TuneOptions options() throws IOException {
        requireAtLeast(spec, "--groups", groups, 1);
        requireAtLeast(spec, "--rounds", rounds, 1);
        StudyOptions options = study.options(model, probe, judge, measure, alpha);
        Keeping keeping = options.measure().keeping();
        require(
                spec,
                !keeping.isNothing(),
                "--known, --text and --mmlu are missing, expected at least one: without them a dial that"
                        + " breaks the model would win");
        require(
                spec,
                options.alphas().values().getLast() <= Dial.MOST,
                "--alpha is '" + alpha + "', expected factors from 0 to 1000");
        boolean knows = keeping.known() != null || keeping.choices() != null;
        Bounds bounds =
                new Bounds(
                        bound("--max-lost", maxLost, knows, "--known or --mmlu"),
                        bound("--max-perplexity", maxPerplexity, keeping.text() != null, "--text"));
        return new TuneOptions(options, groups, rounds, bounds);
    }

    /// @param measured whether anything measures what is bounded
    private double bound(String option, @Nullable Double value, boolean measured, String by) {
        if (value == null) {
            return DEFAULT_BOUND;
        }
        require(
                spec,
                value >= 0 && Double.isFinite(value),
                option + " is " + value + ", expected 0 or more");
        require(spec, measured, option + " bounds nothing, expected " + by + " beside it");
        return value;
    }
}
