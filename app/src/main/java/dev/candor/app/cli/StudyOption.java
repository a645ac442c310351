package dev.candor.app.cli;

import static dev.candor.app.cli.Arguments.parsed;
import static dev.candor.app.cli.Arguments.require;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.comply.Alphas;
import dev.candor.app.comply.ControlCounts;
import dev.candor.app.comply.MeasureOptions;
import dev.candor.app.comply.StudyOptions;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What commands that run the benchmarks under a dial are asked for alike, beside [MeasureOption].
final class StudyOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--controls",
            paramLabel = "KIND:N,…",
            defaultValue = "random:3,layer:3,matched:3",
            description =
                    "Sets of as many neurons without weight: random, layer (as many of each layer),"
                            + " matched (and near in mean contribution); none for none (default:"
                            + " ${DEFAULT-VALUE}).")
    private String controls;

    @Option(
            names = "--force",
            description =
                    "Use a probe that was made on another model of the same shape, such as the tuned"
                            + " stage of a base model: its neurons are turned by their places.")
    private boolean force;

    /// @param alpha as on the command line
    StudyOptions options(
            ModelOption model,
            ProbeOption probeOption,
            JudgeOption judge,
            MeasureOption measure,
            String alpha)
            throws IOException {
        ModelSource source = model.source();
        measure.requireBench(source);
        MeasureOptions measured = measure.options(source, judge);
        Alphas alphas = parsed(command, () -> Alphas.parse(alpha));
        ControlCounts counts = parsed(command, () -> ControlCounts.parse(controls));
        Path probeFile = probeOption.file(source);
        Probe probe = ProbeFile.read(probeFile);
        require(
                command,
                !probe.hNeurons().isEmpty(),
                probeOption.name() + " has no neuron of positive weight, expected some to dial");
        return new StudyOptions(
                source,
                probe,
                probeOption.name(),
                Sha256.of(probeFile),
                force,
                alphas,
                counts,
                measured);
    }
}
