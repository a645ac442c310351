package dev.candor.app.ask;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.model.ModelConfig;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.engine.testing.TinyModels;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import dev.candor.lab.probe.Provenance;
import dev.candor.lab.probe.RiskScale;
import dev.candor.lab.probe.SparseWeights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A tiny model and probes for it.
public final class TinyAsk {
    /// Weights on both layers, of both signs.
    public static final Map<NeuronId, Double> WEIGHTS =
            Map.of(
                    new NeuronId(0, 3), 2.5,
                    new NeuronId(0, 17), -1.25,
                    new NeuronId(0, 39), 0.75,
                    new NeuronId(1, 0), 1.5,
                    new NeuronId(1, 38), -0.5);

    private TinyAsk() {}

    /// With room for the few-shot prompt.
    public static Path model(long seed, TinyModels.Option... more) {
        TinyModels.Option[] all = new TinyModels.Option[more.length + 2];
        System.arraycopy(more, 0, all, 2, more.length);
        all[0] = TinyModels.seed(seed);
        all[1] = TinyModels.context(1024);
        return TinyModels.llamaFile(all);
    }

    /// One that replies in pieces of words: every other token's logit is 0.
    public static Path wordy(long seed, TinyModels.Option... more) {
        int vocabulary = 520;
        int firstWord = 3 + 256 + 74;
        Random random = new Random(seed);
        float[] output = new float[24 * vocabulary];
        for (int i = 24 * firstWord; i < output.length; i++) {
            output[i] = random.nextFloat() - 0.5f;
        }
        TinyModels.Option[] all = Arrays.copyOf(more, more.length + 3);
        all[more.length] = TinyModels.vocabulary(vocabulary);
        all[more.length + 1] = TinyModels.untied();
        all[more.length + 2] = TinyModels.tensor("output.weight", output, 24, vocabulary);
        return model(seed, all);
    }

    public static LoadedModel load(Path file) {
        return LoadedModel.open(new ModelSource.InFile(file), 2, warning -> {});
    }

    public static Probe probe(
            LoadedModel loaded, Map<NeuronId, Double> weights, Position position) {
        ModelConfig config = loaded.model().config();
        return probe(loaded.model().file().sha256(), config, weights, position, "few-shot");
    }

    public static Probe probe(
            String sha256,
            ModelConfig config,
            Map<NeuronId, Double> weights,
            Position position,
            String style) {
        NeuronColumns neurons = new NeuronColumns(config.layers(), config.ffn());
        Map<NeuronId, Double> sorted = new TreeMap<>(weights);
        return new Probe(
                new SparseWeights(
                        sorted.keySet().stream().mapToInt(neurons::column).toArray(),
                        sorted.values().stream().mapToDouble(Double::doubleValue).toArray()),
                -0.5,
                0.25,
                1,
                position,
                neurons,
                RiskScale.unfitted(),
                new Provenance(
                        "tiny",
                        sha256,
                        Map.of(),
                        7,
                        "0.1.0",
                        "25",
                        Map.of("prompt style used", style)));
    }
}
