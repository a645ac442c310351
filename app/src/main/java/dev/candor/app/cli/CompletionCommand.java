package dev.candor.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a completion script made from the registered commands.
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footer = {
            "%nExample (bash, or zsh after 'autoload -U bashcompinit; bashcompinit'):",
            "  source <(./candor completion)"
        })
@CommandGroup.In(CommandGroup.HELP)
final class CompletionCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("candor", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
