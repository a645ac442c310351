package dev.candor.bench;

import dev.candor.engine.forward.Session;
import dev.candor.engine.tokenizer.Tokenizer;
import dev.candor.lab.contribution.NeuronColumns;
import dev.candor.lab.probe.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The table of what having neurons in view costs, on one file.
///
/// @param prefill tokens read by what is timed in prefill
/// @param prompt tokens that decoding starts behind
/// @param decode tokens decoded in one half of a pair
record CostRun(Path model, int rounds, int threads, int prefill, int prompt, int decode) {
    /// What the table holds.
    static CostRun table(Path model, int rounds, int threads) {
        return new CostRun(model, rounds, threads, 512, 64, 16);
    }

    CostReport measure(Consumer<String> progress) throws IOException {
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        try (Engine engine = new Engine(model, threads, progress);
                Tokenizer tokenizer = Tokenizer.from(engine.model().file())) {
            CostBench bench = new CostBench(rounds, progress);
            List<CostReport.Row> rows = new ArrayList<>();
            for (Supplier<Cost> each : costs(engine, tokenizer)) {
                try (Cost cost = each.get()) {
                    rows.add(bench.run(cost));
                }
            }
            return new CostReport(
                    machine,
                    String.valueOf(model.getFileName()),
                    engine.kernels(),
                    threads,
                    rounds,
                    loadBefore,
                    Machine.load(),
                    rows);
        }
    }

    private List<Supplier<Cost>> costs(Engine engine, Tokenizer tokenizer) {
        Session session = engine.session();
        Probe probe =
                RandomProbe.of(
                        new NeuronColumns(session.config().layers(), session.config().ffn()));
        int[] behind = engine.prompt(0, prompt);
        Alphas alphas = Alphas.of(session, probe.hNeurons(), behind);
        return List.of(
                () -> new WatchingCost(session, probe, behind, decode),
                () -> new CaptureCost(session, tokenizer, engine.prompt(0, prefill)),
                () -> new AlphasDecodeCost(alphas, decode),
                () -> new AlphasPrefillCost(alphas));
    }
}
