package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.find.Judging;
import dev.candor.lab.endpoint.Endpoint;
import dev.candor.lab.endpoint.EndpointException;
import dev.candor.lab.endpoint.Patience;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Options of a command that judges replies.
final class JudgeOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--judge",
            paramLabel = "URL",
            description =
                    "Have replies judged by a model of an OpenAI-compatible server, e.g."
                            + " http://localhost:8080/v1; a key is read from CANDOR_API_KEY (default:"
                            + " a rule, accepted answers on word boundaries).")
    private @Nullable String url;

    @Option(
            names = "--judge-name",
            paramLabel = "NAME",
            description =
                    "Name of the model at --judge (default: the first that the server lists).")
    private @Nullable String name;

    @Option(
            names = "--judge-model",
            paramLabel = "M",
            description = "Have replies judged by a model that runs here; named as by --model.")
    private @Nullable String model;

    /// Whether a language model judges; asks no server.
    boolean isModel() {
        return url != null || model != null;
    }

    /// Who judges.
    ///
    /// @throws EndpointException if a server has to be asked for its models and gives none
    Judging.By by() {
        require(
                command,
                url == null || model == null,
                "--judge and --judge-model are both given, expected one judge");
        require(
                command,
                name == null || url != null,
                "--judge-name is given, expected --judge beside it");
        if (model != null) {
            return new Judging.By.InEngine(ModelOption.source(command, model, false));
        }
        if (url == null) {
            return new Judging.By.Rule();
        }
        Endpoint endpoint = endpoint(url);
        return new Judging.By.AtEndpoint(endpoint, name == null ? first(endpoint) : name);
    }

    private Endpoint endpoint(String at) {
        try {
            String key = System.getenv(Endpoint.KEY_VARIABLE);
            return new Endpoint(Endpoint.parse(at), key, Patience.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--judge: " + e.getMessage(), e);
        }
    }

    private static String first(Endpoint endpoint) {
        List<String> models = endpoint.models();
        if (models.isEmpty()) {
            throw new EndpointException(
                    endpoint.url(),
                    "an empty list of models",
                    "at least one; --judge-name may name a model that is not listed");
        }
        return models.getFirst();
    }
}
