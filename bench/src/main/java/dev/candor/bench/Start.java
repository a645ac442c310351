package dev.candor.bench;

import dev.candor.app.bundled.ModelSource;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.model.ModelConfig;
import dev.candor.lab.answer.PromptStyle;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The first token of `./candor ask`, from the making of the process.
final class Start {
    private static final String QUESTION = "What is the capital of France?";
    private static final int MOST_TOKENS = 16;

    /// Every thousandth neuron: as many as a probe has that was found with an L1 penalty.
    private static final int NEURONS_A_WEIGHT = 1000;

    private final Path launcher;
    private final Path model;
    private final int threads;
    private final Path work;
    private final Consumer<String> progress;

    /// @param work a folder for the probe and for what the runs say
    Start(Path launcher, Path model, int threads, Path work, Consumer<String> progress) {
        this.launcher = launcher;
        this.model = model;
        this.threads = threads;
        this.work = work;
        this.progress = progress;
    }

    StartReport run(int rounds) throws IOException, InterruptedException {
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        progress.accept("hash of the model");
        Asked asked = prepare();
        List<String> help = List.of(launcher.toString(), "--help");
        List<WatchedStart> helps = new ArrayList<>();
        List<WatchedStart> asks = new ArrayList<>();
        progress.accept("warm-up");
        watch(help);
        String answer = watch(asked.command).out();
        for (int round = 0; round < rounds; round++) {
            progress.accept("round " + (round + 1));
            helps.add(watch(help));
            asks.add(watch(asked.command));
            if (!asks.getLast().out().equals(answer)) {
                throw new IllegalStateException(
                        "answered '%s', in the warm-up '%s'"
                                .formatted(asks.getLast().out().strip(), answer.strip()));
            }
        }
        return new StartReport(
                machine,
                String.valueOf(model.getFileName()),
                threads,
                rounds,
                loadBefore,
                Machine.load(),
                StartReport.Row.of(helps),
                StartReport.Row.of(asks),
                answer.lines().findFirst().orElse(""),
                asks.stream().map(WatchedStart::resident).reduce(Resident::atMost).orElseThrow(),
                Files.size(model),
                asked.kvBytes,
                asked.positions);
    }

    private WatchedStart watch(List<String> command) throws IOException, InterruptedException {
        return WatchedStart.of(command, work.resolve("start.err"));
    }

    private record Asked(List<String> command, long kvBytes, int positions) {}

    /// Writes a probe for the model, which reads the whole file for its hash: the page cache is
    /// warm from here on.
    private Asked prepare() throws IOException {
        try (LoadedModel loaded =
                LoadedModel.open(new ModelSource.InFile(model, false), threads, progress)) {
            Path probe = work.resolve("probe.json");
            ModelConfig config = loaded.model().config();
            ProbeFile.write(probe(config, loaded.model().file().sha256()), probe);
            PromptStyle style = loaded.template() == null ? PromptStyle.FEW_SHOT : PromptStyle.CHAT;
            int positions = loaded.prompter(style).prompt(QUESTION).length + MOST_TOKENS;
            List<String> command = new ArrayList<>(List.of(launcher.toString(), "ask"));
            command.addAll(List.of("--model", model.toString(), "--probe", probe.toString()));
            command.addAll(List.of("--prompt-style", style.label(), "--threads", "" + threads));
            command.addAll(List.of("--temperature", "0", "--max-tokens", "" + MOST_TOKENS));
            command.addAll(List.of("--plain", QUESTION));
            return new Asked(command, positions * kvBytesPerPosition(config), positions);
        }
    }

    /// Keys and values of one position, f32.
    private static long kvBytesPerPosition(ModelConfig config) {
        return 2L * Float.BYTES * config.layers() * config.keyWidth();
    }

    private static Probe probe(ModelConfig config, String sha256) {
        NeuronColumns neurons = new NeuronColumns(config.layers(), config.ffn());
        int[] columns = new int[Math.ceilDiv(neurons.count(), NEURONS_A_WEIGHT)];
        Arrays.setAll(columns, k -> k * NEURONS_A_WEIGHT);
        double[] weights = new double[columns.length];
        Arrays.fill(weights, 1);
        return new Probe(
                new SparseWeights(columns, weights),
                0,
                0,
                1,
                Position.INPUT,
                neurons,
                RiskScale.unfitted(),
                new Provenance(config.name(), sha256, Map.of(), 0, "bench", "any", Map.of()));
    }
}
