package dev.candor.app.cli;

import dev.candor.app.bundled.Bundle;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The top of the command tree. A new command is a class of its own, named in `subcommands`.
@Command(
        name = "candor",
        description =
                "Finds, watches and dials the neurons behind hallucination in language models.",
        customSynopsis = "candor COMMAND [OPTIONS]",
        versionProvider = VersionProvider.class,
        subcommands = {
            FindCommand.class,
            ReproduceCommand.class,
            DemoCommand.class,
            ReportCommand.class,
            AskCommand.class,
            ServeCommand.class,
            KeyCommand.class,
            ComplyCommand.class,
            TuneCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            ValidateCommand.class,
            OriginCommand.class,
            TwinsCommand.class,
            CorpusCommand.class,
            OfficialCommand.class,
            InspectCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  ./candor demo",
            "  ./candor ask \"What is the capital of Australia?\"",
            "  ./candor serve",
            "  ./candor corpus facts --out facts.jsonl",
            "  ./candor find --model model.gguf --questions facts.jsonl --out run",
            "  ./candor ask --model model.gguf --probe run/probe.json \"Who painted Guernica?\"",
            "",
            "'./candor COMMAND --help' explains a command.",
            "CANDOR_JAVA_OPTS gives the JVM more options, e.g. CANDOR_JAVA_OPTS=-Xmx12g."
        })
public final class CandorCommand implements Runnable {
    /// What the launcher runs by itself; listed here, because it belongs in the help.
    static final Map<String, String> LAUNCHER_COMMANDS =
            new TreeMap<>(
                    Map.of(
                            "test", "Build everything and run all tests; arguments go to Maven.",
                            "bench", "Measure speed, beside the programs we compare with.",
                            "organism",
                                    "Make the bundled test model, from its world to its weights."));

    private final Supplier<Bundle> bundle;

    @Spec private CommandSpec spec;

    /// With the bundle of this build.
    public CandorCommand() {
        this(Bundle::own);
    }

    /// @param bundle opened by the commands that need it
    public CandorCommand(Supplier<Bundle> bundle) {
        this.bundle = bundle;
    }

    /// The top of a command's tree.
    static CandorCommand of(CommandSpec command) {
        return (CandorCommand) command.root().userObject();
    }

    Bundle bundle() {
        return bundle.get();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
