package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.comply.ComplyOptions;
import dev.candor.app.comply.ComplyRun;
import dev.candor.app.find.LoadedModel;
import dev.candor.lab.report.ComplyReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Measures what turning a probe's H-neurons up and down does to compliance, beside controls.
@Command(
        name = "comply",
        description = "Turn H-neurons up and down: does the model go along more?",
        footer = {
            "",
            MeasureOption.KINDS,
            MeasureOption.AGAIN
                    + " With more items, controls or --each it goes on from what it has, even if it"
                    + " had ended."
        })
@CommandGroup.In(CommandGroup.USE)
final class ComplyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private JudgeOption judge;

    @Mixin private MeasureOption measure;

    @Mixin private StudyOption study;

    @Mixin private ProbeOption probe;

    @Option(
            names = "--alpha",
            paramLabel = "FROM:TO:STEP",
            defaultValue = "0:3:0.5",
            description =
                    "Factors on the H-neurons, or a list such as 0,1,3; controls are set to the"
                            + " lowest, 1 and the highest (default: ${DEFAULT-VALUE}).")
    private String alpha;

    @Option(
            names = "--each",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Turn every H-neuron alone, and growing groups of those that do most, on N items"
                            + " of each benchmark (default: not).")
    private int each;

    @Option(
            names = "--without-texts",
            description =
                    "Leave questions and replies out of the report: for data that is not yours to"
                            + " publish.")
    private boolean withoutTexts;

    @Option(names = "--json", description = "Print comply.json at the end, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ComplyOptions options = options();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        try (LoadedModel loaded =
                LoadedModel.open(options.study().model(), measure.threads(), progress::say)) {
            String version = VersionProvider.projectVersion();
            ComplyReport report = new ComplyRun(options, loaded, version, progress).run();
            spec.commandLine()
                    .getOut()
                    .print(json ? report.json() : ComplyText.render(report, measure.out()));
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK.code();
    }

    private ComplyOptions options() throws IOException {
        requireAtLeast(spec, "--each", each, 0);
        return new ComplyOptions(
                study.options(model, probe, judge, measure, alpha), each, !withoutTexts);
    }
}
