package dev.candor.guard.live;

import dev.candor.engine.format.huggingface.ModelFiles;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.model.Model;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.ProbeFile;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SparseWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A tiny chat model that replies in words, and probes and policies for it.
public final class TinyGuard {
    private static final Map<NeuronId, Double> WEIGHTS =
            Map.of(
                    new NeuronId(0, 3), 2.5,
                    new NeuronId(0, 17), -1.25,
                    new NeuronId(1, 0), 1.5,
                    new NeuronId(1, 38), -0.5);

    private TinyGuard() {}

    /// Every logit but those of words is 0.
    public static Path model(long seed) {
        int vocabulary = 520;
        int firstWord = 3 + 256 + 74;
        Random random = new Random(seed);
        float[] output = new float[24 * vocabulary];
        for (int i = 24 * firstWord; i < output.length; i++) {
            output[i] = random.nextFloat() - 0.5f;
        }
        return TinyModels.llamaFile(
                TinyModels.seed(seed),
                TinyModels.context(1024),
                TinyModels.chatTemplate(),
                TinyModels.vocabulary(vocabulary),
                TinyModels.untied(),
                TinyModels.tensor("output.weight", output, 24, vocabulary));
    }

    /// @param intercept added to every score
    public static Path probe(Path folder, Path model, double intercept) throws IOException {
        Path file = folder.resolve("probe" + intercept + ".json");
        try (Model opened = Model.of(ModelFiles.open(model))) {
            ModelConfig config = opened.config();
            NeuronColumns neurons = new NeuronColumns(config.layers(), config.ffn());
            Map<NeuronId, Double> sorted = new TreeMap<>(WEIGHTS);
            ProbeFile.write(
                    new Probe(
                            new SparseWeights(
                                    sorted.keySet().stream().mapToInt(neurons::column).toArray(),
                                    sorted.values().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .toArray()),
                            intercept,
                            0,
                            1,
                            Position.EMIT,
                            neurons,
                            RiskScale.unfitted(),
                            new Provenance(
                                    "tiny",
                                    opened.file().sha256(),
                                    Map.of(),
                                    7,
                                    "0.1.0",
                                    "25",
                                    Map.of("prompt style used", "chat"))),
                    file);
        }
        return file;
    }

    public static Path policy(Path folder, String yaml) throws IOException {
        return Files.writeString(folder.resolve("shop.yaml"), "version: 1\n" + yaml);
    }

    /// Two threads, replies of 12 tokens.
    public static GuardBuilder guard(Path model, Path probe) {
        return Guard.builder(model, probe)
                .threads(2)
                .problems(problem -> {})
                .reply(GenerateOptions.greedy(12, List.of()));
    }
}
