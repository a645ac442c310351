package dev.candor.app.cli;

import dev.candor.lab.corpus.FactsCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Writes plain questions made from the project's own fact tables.
@Command(
        name = "facts",
        description = "Write plain questions with answers, made from our own tables.",
        footer = {"", "They are ours to give away: Apache-2.0, as all of Candor."})
@CommandGroup.In(CommandGroup.DATA)
final class FactsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "F.jsonl",
            description = "File to write, one question a line; replaced if it is there.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        int questions = FactsCorpus.write(out);
        spec.commandLine()
                .getOut()
                .println(String.format(Locale.ROOT, "%s: %,d questions", out, questions));
        return ExitCode.OK.code();
    }
}
