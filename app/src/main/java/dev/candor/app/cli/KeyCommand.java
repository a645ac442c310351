package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.server.ApiKeys;
import dev.candor.app.server.Role;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes an API key for `serve`.
@Command(
        name = "key",
        description = "Make an API key for 'serve'.",
        footer = {
            "",
            "Standard output gets the line for --api-key-file, which holds the key's hash only;",
            "standard error shows the key, this once:",
            "  ./candor key --role user shop >> keys"
        })
@CommandGroup.In(CommandGroup.USE)
final class KeyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--role",
            defaultValue = "user",
            description =
                    "user (asks), reviewer (also decides) or admin (also sees metrics; default:"
                            + " ${DEFAULT-VALUE}).")
    private String role;

    @Parameters(paramLabel = "NAME", description = "Whose key it is; stands in logs and decisions.")
    private String name;

    @Override
    public Integer call() {
        require(
                spec,
                name.matches("[\\p{L}\\p{N}._@-]{1,64}"),
                "the name is '%s', expected up to 64 letters, digits, and . _ @ -"
                        .formatted(Printable.line(name, 80)));
        Role wanted =
                Role.named(role)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        ExitCode.USAGE,
                                        "--role is '%s', expected user, reviewer or admin"
                                                .formatted(Printable.line(role, 40))));
        ApiKeys.Made made = ApiKeys.make(wanted, name, new SecureRandom());
        spec.commandLine().getOut().println(made.line());
        spec.commandLine().getErr().println("key of " + name + ", shown only now: " + made.key());
        return ExitCode.OK.code();
    }
}
