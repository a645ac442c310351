package dev.candor.organism.truth;

import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.organism.check.Organism;
import dev.candor.organism.text.Phrases;
import dev.candor.organism.world.Entity;
import dev.candor.organism.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares what the probe finds with what is known of the organism.
@Command(
        name = "truth",
        description = "Compares what a probe finds in the organism with what is known of it.")
public final class TruthCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

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
            defaultValue = "1",
            description = "Seed of the organism's world (${DEFAULT-VALUE}).")
    private long seed;

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
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for truth.json, tables and charts.")
    private @Nullable Path out;

    private final Predicate<Entity> unseenByProbe;

    /// @param unseenByProbe people whom the question sets keep for the test
    public TruthCommand(Predicate<Entity> unseenByProbe) {
        this.unseenByProbe = unseenByProbe;
    }

    @Override
    public Integer call() throws IOException {
        Probe probe = ProbeFile.read(probeFile);
        TruthStudy study =
                new TruthStudy(
                        World.generate(seed),
                        Phrases.load(),
                        probe,
                        unseenByProbe,
                        prompts,
                        controls,
                        spec.commandLine().getErr()::println);
        Truth truth = measure(study, probe);
        spec.commandLine().getOut().println(TruthText.of(truth));
        if (out != null) {
            TruthFiles.write(out, truth);
        }
        return 0;
    }

    private Truth measure(TruthStudy study, Probe probe) throws IOException {
        try (Organism organism = Organism.open(instruct, threads)) {
            String hash = organism.model().file().sha256();
            probe.requireModel(hash);
            TruthStudy.Findings findings = study.of(organism);
            @Nullable Transfer transfer = base == null ? null : transfer(study, base);
            return new Truth(
                    new Truth.Origin(
                            Truth.FORMAT,
                            organism.model().config().name(),
                            hash,
                            sha256(probeFile),
                            transfer == null ? null : transfer.sha256(),
                            seed,
                            probe.hNeurons().size(),
                            probe.neurons().count(),
                            study.dialedNeurons().size(),
                            probe.position().label(),
                            prompts,
                            System.getProperty("java.version")),
                    findings.risk(),
                    transfer == null ? null : transfer.sets(),
                    findings.recovery(),
                    findings.dialed());
        }
    }

    private record Transfer(String sha256, List<Discrimination> sets) {}

    private Transfer transfer(TruthStudy study, Path file) {
        try (Organism organism = Organism.open(file, threads)) {
            return new Transfer(organism.model().file().sha256(), study.transfer(organism));
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
