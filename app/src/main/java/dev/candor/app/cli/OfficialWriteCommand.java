package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.OfficialExport;
import dev.candor.app.find.QuestionSource;
import dev.candor.engine.format.gguf.GgufModel;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.corpus.Question;
import dev.candor.lab.corpus.QuestionReader;
import dev.candor.lab.report.FindReport;
import dev.candor.lab.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a run as files of the published pipeline.
@Command(
        name = "write",
        description = "Write a run of find as the pipeline's answers, labels and activations.",
        footer = {
            "",
            "Model and files are those of the run: it keeps neither texts of questions nor a tokenizer.",
            "The pipeline puts questions into the model's chat template; answers to few-shot prompts are",
            "written too, but it would read them behind another prompt."
        })
@CommandGroup.In(CommandGroup.DATA)
final class OfficialWriteCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private ModelOption model;

    @Parameters(paramLabel = "RUN", description = "Folder of a finished run of find.")
    private Path run;

    @Option(
            names = "--questions",
            required = true,
            paramLabel = "FILE",
            description = "The run's files of training questions, in its order.")
    private List<String> questions = List.of();

    @Option(
            names = "--eval",
            paramLabel = "FILE",
            description = "The run's files to evaluate on, in its order.")
    private List<String> evaluations = List.of();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write; made if it is not there.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        FindReport report = ReportJson.read(Files.readString(run.resolve("report.json")));
        ModelSource source = model.source();
        try (GgufModel opened = source.open();
                Tokenizer tokenizer = Tokenizer.from(opened)) {
            if (!opened.sha256().equals(report.model().sha256())) {
                throw new CommandFailure(
                        ExitCode.INPUT_REFUSED,
                        "%s: was made on %s (sha256 %s), found %s (sha256 %s)"
                                .formatted(
                                        run,
                                        report.model().name(),
                                        report.model().sha256(),
                                        source,
                                        opened.sha256()));
            }
            OfficialExport.Written written =
                    new OfficialExport(run, report, asked(), tokenizer).write(out);
            spec.commandLine()
                    .getOut()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    "%s: %,d answers, %,d with activations of other tokens too; labels of %s",
                                    out,
                                    written.answers(),
                                    written.others(),
                                    String.join(", ", written.parts())));
            return ExitCode.OK.code();
        }
    }

    private List<Question> asked() {
        List<Path> files =
                Stream.concat(questions.stream(), evaluations.stream())
                        .map(file ->
                                QuestionSource.parse(
                                                file,
                                                Integer.MAX_VALUE,
                                                CandorCommand.of(spec)::bundle)
                                        .file())
                        .toList();
        return new QuestionReader().readAll(files, null).questions();
    }
}
