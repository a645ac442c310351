package dev.candor.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Parent of the commands on files of questions.
@Command(
        name = "corpus",
        description = "Make questions of our own; check the judge on files of verdicts.",
        subcommands = {FactsCommand.class, NonexistCommand.class, JudgeAgreementCommand.class})
@CommandGroup.In(CommandGroup.DATA)
final class CorpusCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
