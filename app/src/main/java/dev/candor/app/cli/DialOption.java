package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.export.Dialling;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `--dial`, or `--probe` with `--alpha`: what is done to which neurons.
final class DialOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private ProbeOption probe;

    @Option(
            names = "--dial",
            paramLabel = "RUN/dial.json",
            description = "Turn the neurons that 'tune' found, as it says, in place of --alpha.")
    private @Nullable Path dial;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description = "Factor on the probe's H-neurons; 0 silences them.")
    private @Nullable Double alpha;

    Dialling read(ModelSource source) throws IOException {
        require(
                command,
                alpha == null || (alpha >= 0 && alpha <= 1000),
                "--alpha is " + alpha + ", expected a factor from 0 to 1000");
        if (dial == null) {
            return Dialling.ofProbe(probe.file(source), probe.place(), alpha);
        }
        require(command, alpha == null, "--alpha and --dial exclude each other, expected one");
        require(
                command,
                !probe.isGiven(),
                "--probe and --dial exclude each other, expected one: a dial names its neurons");
        return Dialling.ofDial(dial);
    }
}
