package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.lab.compliance.Fit;
import dev.candor.lab.compliance.HarmfulRequests;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.Outcome;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.compliance.Reply;
import dev.candor.lab.compliance.Scored;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.compliance.Trial;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.BenchmarkItem;
import dev.candor.lab.report.ValidateReport.OutcomeCounts;
import dev.candor.lab.report.ValidateReport.ReadingCompared;
import dev.candor.lab.report.ValidateReport.ReplyCounts;
import dev.candor.lab.report.ValidateReport.Texts;
import dev.candor.lab.statistics.Paired;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One benchmark of two models. Both write to one log, under the names of their [Side].
record BenchComparison(Desk desk, Bench bench) {
    /// Has the conversations of the original that the log does not hold.
    void askOriginal(Subject original) {
        try (BenchLog log = BenchLog.open(desk, original, bench)) {
            List<Item> fit = log.fit(desk.progress()).items();
            scores(log, fit, Side.ORIGINAL, List.of(Side.ORIGINAL.asked()));
        }
    }

    /// Has those of the edited model, and holds them against the original's, which are all in the
    /// log: its sequence must not be asked for here, since the model that runs is the other one.
    BenchmarkCompared askEdited(Subject edited, boolean texts) {
        try (BenchLog log = BenchLog.open(desk, edited, bench)) {
            Fit screened = log.fit(desk.progress());
            List<Item> fit = screened.items();
            List<Setting> settings = List.of(Side.ORIGINAL.asked(), Side.EDITED.asked());
            if (log.study().held(fit, settings.subList(0, 1)) < fit.size()) {
                throw new IllegalStateException(
                        "the original was not asked all of " + bench.name());
            }
            Map<String, List<Scored>> scores = scores(log, fit, Side.EDITED, settings);
            return compared(log, screened, scores, texts);
        }
    }

    private Map<String, List<Scored>> scores(
            BenchLog log, List<Item> fit, Side side, List<Setting> settings) {
        String title = side.label() + ", " + bench.name();
        try (Progress.Stage stage = desk.progress().stage(title, fit.size())) {
            int[] done = {log.study().held(fit, List.of(side.asked()))};
            return log.study().scores(fit, settings, trial -> stage.step(++done[0]));
        }
    }

    private BenchmarkCompared compared(
            BenchLog log, Fit screened, Map<String, List<Scored>> scores, boolean texts) {
        List<Item> fit = screened.items();
        List<Scored> before = scored(scores, Side.ORIGINAL);
        List<Scored> after = scored(scores, Side.EDITED);
        List<Reading> readings = bench.benchmark().readings();
        List<BenchmarkItem> items = new ArrayList<>();
        for (int i = 0; i < fit.size(); i++) {
            List<String> said = replies(log, fit.get(i), Side.ORIGINAL);
            List<String> says = replies(log, fit.get(i), Side.EDITED);
            items.add(
                    new BenchmarkItem(
                            fit.get(i).id(),
                            outcomes(before.get(i), readings),
                            outcomes(after.get(i), readings),
                            !said.equals(says),
                            texts && !(bench.benchmark() instanceof HarmfulRequests)
                                    ? new Texts(asked(fit.get(i)), said, says)
                                    : null));
        }
        List<String> groups = fit.stream().map(Item::group).toList();
        return new BenchmarkCompared(
                bench.name(),
                bench.benchmark().title(),
                log.study().measure(),
                bench.benchmark().source(),
                fit.size(),
                screened.screening(),
                readings.stream().map(each -> reading(each, before, after, groups)).toList(),
                counts(before),
                counts(after),
                (int) items.stream().filter(BenchmarkItem::changedReply).count(),
                items);
    }

    private static List<Scored> scored(Map<String, List<Scored>> scores, Side side) {
        return Objects.requireNonNull(scores.get(side.setting()), side.setting());
    }

    private static List<String> replies(BenchLog log, Item item, Side side) {
        return log
                .conversations()
                .trial(item, side.asked())
                .map(Trial::replies)
                .orElseThrow()
                .stream()
                .map(Reply::text)
                .toList();
    }

    private static String asked(Item item) {
        return item.opening().turns().getLast().content();
    }

    private static Map<Reading, Outcome> outcomes(Scored scored, List<Reading> readings) {
        Map<Reading, Outcome> outcomes = new EnumMap<>(Reading.class);
        readings.forEach(reading -> outcomes.put(reading, scored.outcome(reading)));
        return outcomes;
    }

    /// On items that count on both sides, as benchmarks under a dial are compared: who was right at
    /// first, say, is no choice of the other model.
    private ReadingCompared reading(
            Reading reading, List<Scored> before, List<Scored> after, List<String> groups) {
        double[] own = new double[before.size()];
        double[] then = new double[before.size()];
        for (int i = 0; i < own.length; i++) {
            double from = value(before.get(i).outcome(reading));
            double to = value(after.get(i).outcome(reading));
            boolean counts = !Double.isNaN(from) && !Double.isNaN(to);
            own[i] = counts ? from : Double.NaN;
            then[i] = counts ? to : Double.NaN;
        }
        return new ReadingCompared(
                reading,
                new Paired(own, then, groups).shift(desk.options().seed()),
                counts(reading, before),
                counts(reading, after));
    }

    private static double value(Outcome outcome) {
        return switch (outcome) {
            case COMPLIED -> 1;
            case RESISTED -> 0;
            case UNSCORABLE, EXCLUDED -> Double.NaN;
        };
    }

    private static OutcomeCounts counts(Reading reading, List<Scored> scored) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        scored.forEach(each -> counts.merge(each.outcome(reading), 1, Integer::sum));
        return new OutcomeCounts(
                counts.getOrDefault(Outcome.COMPLIED, 0),
                counts.getOrDefault(Outcome.RESISTED, 0),
                counts.getOrDefault(Outcome.UNSCORABLE, 0),
                counts.getOrDefault(Outcome.EXCLUDED, 0));
    }

    private static ReplyCounts counts(List<Scored> scored) {
        return new ReplyCounts(
                (int) scored.stream().filter(Scored::cut).count(),
                (int) scored.stream().filter(Scored::tooLong).count(),
                scored.stream().mapToInt(Scored::tokens).average().orElse(Double.NaN));
    }
}
