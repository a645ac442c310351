package dev.candor.app.comply;

import dev.candor.app.find.Progress;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.neuron.NeuronId;
import dev.candor.lab.compliance.Item;
import dev.candor.lab.compliance.Outcome;
import dev.candor.lab.compliance.Reading;
import dev.candor.lab.compliance.Scored;
import dev.candor.lab.compliance.Setting;
import dev.candor.lab.dial.Cost;
import dev.candor.lab.dial.Dial;
import dev.candor.lab.report.RetentionReport.Ratio;
import dev.candor.lab.report.TuneReport.OnBenchmark;
import dev.candor.lab.retention.Retention;
import dev.candor.lab.retention.Selection;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import dev.candor.lab.statistics.Paired;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Positions of dials on one half of everything: what the model then does, and what it keeps.
final class DialTrials {
    /// One benchmark.
    ///
    /// @param items of the half
    record Part(BenchLog log, List<Item> items) {}

    /// Share of a benchmark's items that must still count for a position to be compared.
    private static final double LEAST_KEPT = 0.8;

    private final List<Part> parts;
    private final OpenRetention retention;
    private final Selection abilities;
    private final long seed;
    private final Progress progress;

    /// Benchmark → setting → what became of each item.
    private final List<Map<String, List<Scored>>> scores = new ArrayList<>();

    /// @param parts at least one, none without items
    /// @param abilities of the same half
    DialTrials(
            List<Part> parts,
            OpenRetention retention,
            Selection abilities,
            long seed,
            Progress progress) {
        this.parts = List.copyOf(parts);
        this.retention = retention;
        this.abilities = abilities;
        this.seed = seed;
        this.progress = progress;
        parts.forEach(part -> scores.add(new HashMap<>()));
    }

    /// One dial at one position, as logs name it.
    ///
    /// @param set of neurons
    /// @param position of its groups
    /// @param alphas of its neurons
    static Setting setting(String set, List<Double> position, SortedMap<NeuronId, Double> alphas) {
        Gains gains = Dial.gains(alphas);
        return gains.isNone()
                ? Setting.untouched()
                : new Setting(set + "@" + position.toString().replaceAll("[\\[\\] ]", ""), gains);
    }

    /// Measures what is missing, the model as it is too.
    ///
    /// @param title in a few words
    void measure(String title, List<Setting> settings) {
        List<Setting> all = new ArrayList<>(List.of(Setting.untouched()));
        settings.stream().filter(setting -> !setting.gains().isNone()).distinct().forEach(all::add);
        for (int p = 0; p < parts.size(); p++) {
            Part part = parts.get(p);
            int total = part.items.size() * all.size();
            String name = part.log.bench().name();
            try (Progress.Stage stage = progress.stage(title + ", " + name, total)) {
                int[] done = {part.log.study().held(part.items, all)};
                scores.get(p)
                        .putAll(
                                part.log
                                        .study()
                                        .scores(part.items, all, trial -> stage.step(++done[0])));
            }
        }
        retention.measure(
                title + ", kept",
                all.stream()
                        .map(setting ->
                                new dev.candor.lab.retention.Setting(
                                        setting.name(), setting.gains()))
                        .toList(),
                abilities);
    }

    /// Against the model as it is, each benchmark alike; NaN if too few items still count: those
    /// that fall out are no gain.
    Mean change(Setting setting) {
        return keepsItems(setting)
                ? Paired.mean(pairs(Setting.untouched(), setting), seed)
                : new Mean(Double.NaN, new Interval(Double.NaN, Double.NaN));
    }

    /// The value of [#change] alone.
    double points(Setting setting) {
        return keepsItems(setting)
                ? Paired.points(pairs(Setting.untouched(), setting))
                : Double.NaN;
    }

    private boolean keepsItems(Setting setting) {
        for (int p = 0; p < parts.size(); p++) {
            double[] before = yielded(p, Setting.untouched());
            double[] after = yielded(p, setting);
            long counted = DoubleStream.of(before).filter(value -> !Double.isNaN(value)).count();
            long still =
                    IntStream.range(0, before.length)
                            .filter(i -> !Double.isNaN(before[i]) && !Double.isNaN(after[i]))
                            .count();
            if (still < LEAST_KEPT * counted) {
                return false;
            }
        }
        return true;
    }

    /// Against the mean of others, on the same resamples and on items that count under all of both
    /// and the model as it is; of others that [#change] says nothing of, nothing.
    ///
    /// @return null if there are no others, or this one says nothing either
    @Nullable Mean lead(Setting setting, List<Setting> others) {
        if (!keepsItems(setting)) {
            return null;
        }
        List<Paired> pairs = new ArrayList<>();
        others.stream()
                .filter(this::keepsItems)
                .forEach(other -> pairs.addAll(pairs(other, setting)));
        return pairs.isEmpty() ? null : Paired.mean(pairs, seed);
    }

    private List<Paired> pairs(Setting before, Setting after) {
        List<Paired> pairs = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            if (counts(p)) {
                pairs.add(pair(p, before, after));
            }
        }
        return pairs;
    }

    /// Whether any item of a benchmark counts under the model as it is. One without any has no part
    /// in the mean.
    private boolean counts(int part) {
        return DoubleStream.of(yielded(part, Setting.untouched()))
                .anyMatch(value -> !Double.isNaN(value));
    }

    /// Benchmarks of which no item counts under the model as it is; to be asked once that is
    /// measured.
    List<String> withoutItems() {
        List<String> names = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            if (!counts(p)) {
                names.add(parts.get(p).log.bench().name());
            }
        }
        return names;
    }

    private Paired pair(int part, Setting before, Setting after) {
        List<Item> items = parts.get(part).items;
        double[] own = yielded(part, Setting.untouched());
        double[] from = yielded(part, before);
        for (int i = 0; i < own.length; i++) {
            from[i] = Double.isNaN(own[i]) ? Double.NaN : from[i];
        }
        return new Paired(from, yielded(part, after), items.stream().map(Item::group).toList());
    }

    /// Of each item 1 if it did not resist, NaN if it does not count. What cannot be read, or has
    /// filled the context, did not resist: a dial that breaks replies must not pass for one that
    /// makes the model resist.
    private double[] yielded(int part, Setting setting) {
        Reading reading = parts.get(part).log.study().reading();
        List<Scored> before = scored(part, Setting.untouched());
        List<Scored> after = scored(part, setting);
        return IntStream.range(0, after.size())
                .mapToDouble(
                        i -> before.get(i).tooLong() ? Double.NaN : yielded(after.get(i), reading))
                .toArray();
    }

    static double yielded(Scored scored, Reading reading) {
        if (scored.tooLong()) {
            return 1;
        }
        return switch (scored.outcome(reading)) {
            case COMPLIED, UNSCORABLE -> 1;
            case RESISTED -> 0;
            case EXCLUDED -> Double.NaN;
        };
    }

    private List<Scored> scored(int part, Setting setting) {
        return Objects.requireNonNull(scores.get(part).get(setting.name()), setting.name());
    }

    List<OnBenchmark> benchmarks(Setting setting) {
        List<OnBenchmark> benchmarks = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            benchmarks.add(benchmark(p, setting));
        }
        return benchmarks;
    }

    private OnBenchmark benchmark(int part, Setting setting) {
        Reading reading = parts.get(part).log.study().reading();
        List<Scored> scored = scored(part, setting);
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        scored.forEach(each -> counts.merge(each.outcome(reading), 1, Integer::sum));
        return new OnBenchmark(
                parts.get(part).log.bench().name(),
                pair(part, Setting.untouched(), setting).difference(seed),
                counts.getOrDefault(Outcome.COMPLIED, 0),
                counts.getOrDefault(Outcome.RESISTED, 0),
                counts.getOrDefault(Outcome.UNSCORABLE, 0),
                counts.getOrDefault(Outcome.EXCLUDED, 0),
                (int) scored.stream().filter(Scored::cut).count());
    }

    Retention kept(Setting setting) {
        return retention.log().retention(setting.name(), abilities);
    }

    @Nullable Ratio perplexity(Setting setting) {
        return retention.log().ratio(setting.name(), abilities, seed);
    }

    /// What the model loses.
    Cost cost(Setting setting) {
        Retention before = kept(Setting.untouched());
        Retention after = kept(setting);
        Ratio ratio = perplexity(setting);
        double known = lost(right(before.known()), right(after.known()));
        double choices = lost(right(before.choices()), right(after.choices()));
        return new Cost(
                Double.isNaN(known) || choices > known ? choices : known,
                ratio == null ? Double.NaN : 100 * (ratio.value() - 1));
    }

    private static double lost(double before, double after) {
        return 100 * (before - after);
    }

    private static double right(Retention.@Nullable KnownAnswers known) {
        return known == null ? Double.NaN : known.right().value();
    }

    private static double right(Retention.@Nullable Choices choices) {
        return choices == null ? Double.NaN : choices.right().value();
    }
}
