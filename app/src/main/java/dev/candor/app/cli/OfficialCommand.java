package dev.candor.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Parent of the commands on files of the published pipeline.
@Command(
        name = "official",
        description = "Trade answers and activations with the published pipeline.",
        subcommands = {OfficialReadCommand.class, OfficialWriteCommand.class})
@CommandGroup.In(CommandGroup.DATA)
final class OfficialCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
