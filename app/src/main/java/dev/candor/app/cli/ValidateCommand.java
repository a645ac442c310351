package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.bundled.Bundle;
import dev.candor.app.bundled.ModelSource;
import dev.candor.app.comply.ValidateOptions;
import dev.candor.app.comply.ValidateRun;
import dev.candor.app.find.QuestionSource;
import dev.candor.lab.report.ValidateReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks a model and its edited copy the same, and says what differs.
@Command(
        name = "validate",
        description = "Hold an edited model against the original, reply by reply.",
        footer = {
            "",
            "Both are asked the same with the same seeds. Wrong answers are counted among the",
            "answered questions and among all; a reply that declines is no answer.",
            MeasureOption.KINDS,
            MeasureOption.AGAIN
        })
@CommandGroup.In(CommandGroup.USE)
final class ValidateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Mixin private JudgeOption judge;

    @Mixin private MeasureOption measure;

    @Option(
            names = "--edited",
            required = true,
            paramLabel = "E",
            description =
                    "The edited copy: a GGUF file or the folder of a Hugging Face model, of the same"
                            + " shape and tokenizer.")
    private String edited;

    @Option(
            names = "--questions",
            paramLabel = "FILE[:N]",
            description =
                    "Questions, unknown and unanswerable ones among them, to see how often it makes"
                            + " answers up; repeat for more (default, for the bundled test model: the sets"
                            + " that 'find' evaluates on).")
    private List<String> questions = List.of();

    @Option(
            names = "--texts",
            description =
                    "Put questions and replies into the result, but for harmful requests: only for data"
                            + " that is yours to publish.")
    private boolean texts;

    @Option(names = "--json", description = "Print validate.json at the end, not the summary.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ValidateOptions options = options();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        ValidateReport report =
                new ValidateRun(options, VersionProvider.projectVersion(), progress).run();
        spec.commandLine()
                .getOut()
                .print(json ? report.json() : ValidateText.render(report, measure.out()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }

    private ValidateOptions options() {
        ModelSource source = model.source();
        ValidateOptions options =
                new ValidateOptions(
                        source,
                        ModelOption.source(spec, edited, source.packed()),
                        questions(source),
                        texts,
                        measure.options(source, judge));
        require(
                spec,
                !options.isNothing(),
                "--questions, --known, --bench, --text and --mmlu are missing, expected at least one");
        return options;
    }

    private List<QuestionSource> questions(ModelSource source) {
        if (!questions.isEmpty()) {
            return questions.stream()
                    .map(set -> QuestionSource.parse(set, measure.limit(), this::bundle))
                    .toList();
        }
        return switch (source) {
            case ModelSource.InBundle bundled ->
                    QuestionSource.bundled(
                            bundled.bundle(),
                            bundled.bundle().study().evaluations(),
                            measure.limit());
            case ModelSource.InFile file -> List.of();
        };
    }

    private Bundle bundle() {
        return CandorCommand.of(spec).bundle();
    }
}
