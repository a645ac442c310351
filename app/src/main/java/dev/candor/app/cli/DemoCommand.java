package dev.candor.app.cli;

import dev.candor.app.demo.DemoRun;
import dev.candor.app.find.FindResult;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.ShortSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The whole idea on the bundled model.
@Command(
        name = "demo",
        description = "See it all in two minutes, offline, on the bundled test model.",
        footer = {
            "",
            "Runs 'find' afresh on the bundled test model, and has it answer a few questions",
            "with its H-neurons silenced, untouched and tripled. What holds in this model, trained by",
            "the project on a made-up world, need not hold in the models people use."
        })
@CommandGroup.In(CommandGroup.FIND)
final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            defaultValue = "candor-demo",
            paramLabel = "RUN",
            description =
                    "Folder of the run: a new one, or that of an earlier demo, which is replaced"
                            + " (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Mixin private ThreadsOption threads;

    @Option(names = "--no-browser", description = "Only name the report, do not open it.")
    private boolean noBrowser;

    @Override
    public Integer call() throws IOException {
        threads.check();
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        ConsoleProgress progress = new ConsoleProgress(terminal, System.err);
        FindResult result =
                new DemoRun(
                                CandorCommand.of(spec).bundle(),
                                out,
                                threads.count(),
                                VersionProvider.projectVersion(),
                                progress)
                        .run();
        PrintWriter printer = spec.commandLine().getOut();
        printer.println();
        printer.print(ShortSummary.render(result.report(), out));
        printer.flush();
        if (!noBrowser && terminal.stdout()) {
            Browser.open(out.resolve(ReportFiles.HTML));
        }
        return FindEnd.exitCode(result);
    }
}
