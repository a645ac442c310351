package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.requireAtLeast;

import dev.candor.app.find.SamplerOptions;
import dev.candor.lab.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--sampler` of a command that draws samples.
final class SamplerOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--sampler",
            paramLabel = "URL",
            description =
                    "Let a server with the same weights draw the samples: vLLM, llama-server or any"
                            + " other with /v1/completions. CANDOR_API_KEY is its key, if it has one.")
    private @Nullable String url;

    @Option(
            names = "--sampler-name",
            paramLabel = "NAME",
            description = "The model's name on that server (default: the only one it lists).")
    private @Nullable String name;

    @Option(
            names = "--sampler-parallel",
            paramLabel = "N",
            defaultValue = "16",
            description = "Requests to it at a time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--sampler-unchecked",
            description =
                    "Do not compare its weights with the model's first, by greedy replies to three"
                            + " questions.")
    private boolean unchecked;

    /// Null for the own engine.
    @Nullable SamplerOptions options() {
        requireAtLeast(command, "--sampler-parallel", parallel, 1);
        if (url == null) {
            return null;
        }
        try {
            // From the environment: a command line can be read by others.
            String key = System.getenv(Endpoint.KEY_VARIABLE);
            return new SamplerOptions(Endpoint.parse(url), name, key, parallel, !unchecked);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--sampler: " + e.getMessage(), e);
        }
    }
}
