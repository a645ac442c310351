package dev.candor.app.cli;

import dev.candor.app.bundled.ModelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--probe` of a command that runs a model with its probe.
final class ProbeOption {
    static final String BUNDLED = "bundled probe";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--probe",
            paramLabel = "RUN/probe.json",
            description =
                    "The probe that 'find' made for this model (default, for"
                            + " bundled:instruct: the bundled probe).")
    private @Nullable Path probe;

    /// The probe's file: the one named, else the bundled model's own.
    ///
    /// @throws ParameterException if none is named for a model that has none of its own
    Path file(ModelSource source) {
        if (probe != null) {
            return probe;
        }
        return switch (source) {
            case ModelSource.InBundle bundled -> bundled.bundle().probeFile();
            case ModelSource.InFile file ->
                    throw new ParameterException(
                            command.commandLine(),
                            "--probe is missing, expected the probe that 'find' made for " + file);
        };
    }

    /// What lies beside the probe's file; null if there is no such file.
    ///
    /// @throws ParameterException if no probe is named for a model that has none of its own
    @Nullable Path beside(ModelSource source, String name) {
        if (probe == null && source instanceof ModelSource.InBundle bundled) {
            return bundled.bundle().has(name) ? bundled.bundle().file(name) : null;
        }
        Path beside = file(source).resolveSibling(name);
        return Files.exists(beside) ? beside : null;
    }

    /// Whether one was named.
    boolean isGiven() {
        return probe != null;
    }

    /// As messages name it: where it lies.
    String place() {
        return probe == null ? BUNDLED : probe.toString();
    }

    /// As reports name it: without its folder.
    String name() {
        return probe == null ? BUNDLED : String.valueOf(probe.getFileName());
    }
}
