package dev.candor.organism;

import dev.candor.engine.format.MalformedModelException;
import dev.candor.engine.model.ModelConfig;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.RandomNeurons;
import dev.candor.lab.store.MalformedFileException;
import dev.candor.lab.store.Sha256;
import dev.candor.organism.check.Organism;
import dev.candor.organism.questions.HeldOut;
import dev.candor.organism.questions.QuestionSets;
import dev.candor.organism.questions.SetFile;
import dev.candor.organism.release.Versions;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.truth.Truth;
import dev.candor.organism.truth.TruthFiles;
import dev.candor.organism.truth.TruthStudy;
import dev.candor.organism.truth.TruthText;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.Exposure;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Compares what the probe finds with what is known of the organism.
@Command(
        name = "truth",
        description = "Compares what a probe finds in the organism with what is known of it.")
final class TruthCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = "--instruct",
            required = true,
            paramLabel = "M.gguf",
            description = "The instruct stage, which the probe was made on.")
    private Path instruct;

    @Option(
            names = "--probe",
            required = true,
            paramLabel = "probe.json",
            description = "The probe that find got on it.")
    private Path probeFile;

    @Option(
            names = "--base",
            paramLabel = "M.gguf",
            description = "The base stage: the probe is tried on it, unchanged.")
    private @Nullable Path base;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of its world; by default the one that the file names.")
    private @Nullable Long seed;

    @Option(
            names = "--prompts",
            paramLabel = "N",
            defaultValue = "200",
            description = "Prompts of each behaviour (${DEFAULT-VALUE}).")
    private int prompts;

    @Option(
            names = "--controls",
            paramLabel = "N",
            defaultValue = "10",
            description = "Random sets of each kind (${DEFAULT-VALUE}).")
    private int controls;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for truth.json, tables and charts.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        require("--prompts", prompts, 10);
        require("--controls", controls, RandomNeurons.LEAST_DRAWS);
        Probe probe = ProbeFile.read(probeFile);
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Truth truth;
        try (Organism organism = Organism.open(instruct, threads());
                Organism before = base == null ? null : Organism.open(base, threads())) {
            if (before != null) {
                requireSameWorld(organism, before);
            }
            truth = measure(organism, before, probe);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(TruthText.of(truth));
        out.flush();
        if (folder != null) {
            TruthFiles.write(folder, truth);
        }
        return 0;
    }

    private static void requireSameWorld(Organism instruct, Organism base) {
        ModelConfig after = instruct.model().config();
        ModelConfig before = base.model().config();
        if (before.layers() != after.layers() || before.ffn() != after.ffn()) {
            throw new MalformedModelException(
                    base.model().file().path(),
                    "its shape",
                    "is %d layers of %d neurons, expected %d of %d"
                            .formatted(before.layers(), before.ffn(), after.layers(), after.ffn()));
        }
        WorldSeed.requireSame(base, instruct);
    }

    private Truth measure(Organism organism, @Nullable Organism before, Probe probe)
            throws IOException {
        String hash = organism.model().file().sha256();
        probe.binding().requireModel(hash);
        World world = World.generate(seed != null ? seed : WorldSeed.of(organism));
        requireTrainedOnItsPeople(probe, world);
        Versions versions = Versions.here();
        TruthStudy study = study(world, probe);
        TruthStudy.Findings findings = study.of(organism);
        return new Truth(
                new Truth.Origin(
                        Truth.FORMAT,
                        organism.model().config().name(),
                        hash,
                        Sha256.of(probeFile),
                        base == null ? null : Sha256.of(base),
                        world.seed(),
                        probe.hNeurons().size(),
                        probe.neurons().count(),
                        study.dialedNeurons().size(),
                        probe.position().label(),
                        prompts,
                        versions.candor(),
                        versions.java()),
                findings.risk(),
                before == null ? null : study.transfer(before),
                findings.recovery(),
                findings.dialed());
    }

    /// The measured people must not be among those that the probe was trained on.
    private void requireTrainedOnItsPeople(Probe probe, World world) {
        Map<String, String> own = new HashMap<>();
        for (SetFile set : QuestionSets.of(world, Phrases.load())) {
            own.put(Sha256.of(set.text().getBytes(StandardCharsets.UTF_8)), set.name());
        }
        List<String> strange =
                probe.from().dataSha256().entrySet().stream()
                        .filter(file -> !own.containsKey(file.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        boolean onTest =
                probe.from().dataSha256().values().stream()
                        .anyMatch(hash -> "people-test.jsonl".equals(own.get(hash)));
        if (!strange.isEmpty() || onTest) {
            throw new MalformedFileException(
                    probeFile,
                    "provenance.dataSha256",
                    "has %s, expected question sets of world %d without people-test.jsonl"
                            .formatted(probe.from().dataSha256().keySet(), world.seed()));
        }
    }

    private TruthStudy study(World world, Probe probe) {
        Set<Entity> test = new HashSet<>(HeldOut.of(world).test());
        return new TruthStudy(
                world,
                Phrases.load(),
                probe,
                person -> person.exposure() == Exposure.GHOST || test.contains(person),
                prompts,
                controls,
                spec.commandLine().getErr()::println);
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void require(String option, int found, int least) {
        if (found < least) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is %d, expected %d or more".formatted(option, found, least));
        }
    }
}
