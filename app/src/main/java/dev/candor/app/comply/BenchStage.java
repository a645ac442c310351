package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Fit;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.report.DialExample;
import dev.candor.lab.report.EachNeuron;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One benchmark of a run. All its trials are in one log, those of single neurons too.
///
/// @param each items that single neurons are measured on; 0 for none
record BenchStage(Desk desk, Subject subject, int each) {
    /// What a benchmark gives.
    ///
    /// @param each null if not asked for
    record Measured(
            BenchmarkResult result,
            EachNeuron.@Nullable Benchmark each,
            List<DialExample> examples) {}

    Measured measure(Bench bench, Dials dials) {
        try (BenchLog log = BenchLog.open(desk, subject, bench)) {
            Fit fit = log.fit(desk.progress());
            BenchmarkResult result = dial(log, fit, dials);
            return new Measured(
                    result,
                    each == 0 ? null : each(log, fit.items(), dials),
                    new Examples(bench, log.study(), log.conversations()).of(fit.items(), dials));
        }
    }

    private BenchmarkResult dial(BenchLog log, Fit fit, Dials dials) {
        int total = fit.items().size() * dials.settings().size();
        try (Progress.Stage stage = desk.progress().stage("dial " + log.bench().name(), total)) {
            int[] done = {log.study().held(fit.items(), dials.settings())};
            return log.study()
                    .run(
                            fit,
                            dials.settings(),
                            dials.dialled(),
                            desk.options().seed(),
                            trial -> stage.step(++done[0]));
        }
    }

    private EachNeuron.Benchmark each(BenchLog log, List<Item> fit, Dials dials) {
        return new EachStage(
                        dials.hNeurons().neurons().asList(),
                        dials.alphas().ofControls(),
                        each,
                        desk.options().seed(),
                        desk.progress())
                .measure(log.bench().name(), log.study(), fit);
    }
}
