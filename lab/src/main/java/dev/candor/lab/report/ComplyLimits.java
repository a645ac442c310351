package dev.candor.lab.report;

import dev.candor.lab.compliance.BenchmarkResult;
import dev.candor.lab.compliance.Dose;
import dev.candor.lab.dial.DialSet;
import dev.candor.lab.dial.DrawnSet;
import dev.candor.lab.dial.SetLoudness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// What a compliance run does not show: first what its own numbers say, then what no such run can.
final class ComplyLimits {
    /// From this share of the items on, a column beside the rate is worth a sentence.
    private static final double NOTABLE = 0.05;

    private final ComplyReport report;
    private final List<String> sentences = new ArrayList<>();

    private ComplyLimits(ComplyReport report) {
        this.report = report;
    }

    static List<String> of(ComplyReport report) {
        ComplyLimits limits = new ComplyLimits(report);
        limits.ofModel();
        limits.ofControls();
        limits.ofJudge();
        limits.ofCounts();
        limits.ofGroups();
        limits.always();
        return List.copyOf(limits.sentences);
    }

    private void ofModel() {
        if (report.model().bundled()) {
            add(
                    "This is the bundled test model of %s neurons, trained on a world the project made"
                            + " up: what holds in it need not hold in the models people use.",
                    Numbers.count(report.probe().neurons()));
        }
    }

    private void ofControls() {
        int controls =
                report.benchmarks().stream()
                        .mapToInt(each -> each.readings().getFirst().band().controls())
                        .filter(each -> each > 0)
                        .min()
                        .orElse(0);
        if (controls > 0) {
            add(
                    "With %s only, neurons of no special kind would lie beyond all of them in up to %s %%"
                            + " of benchmarks, and no rank p can be below %s. That a lead over them leaves out"
                            + " zero is no remedy: its interval resamples items and holds the sets fixed, and"
                            + " single random sets can have clear slopes of their own. Hence the interval for one"
                            + " more set, which is only as good as so few sets show how much they vary, and"
                            + " takes their slopes to be normal. It is wider by how unsure the slope itself"
                            + " is, which errs on the side of calling nothing an effect: what items do to"
                            + " the slopes of controls is in their spread already.",
                    Numbers.counted(controls, "control set"),
                    Numbers.decimals(200.0 / (controls + 1), 0),
                    ComplyNumbers.p(1.0 / (controls + 1)));
        }
        ofMatching();
    }

    private void ofMatching() {
        double[] ratios =
                report.sets().stream()
                        .filter(set -> set.kind() == DialSet.Kind.MATCHED)
                        .map(DrawnSet::loudness)
                        .filter(Objects::nonNull)
                        .mapToDouble(SetLoudness::ratio)
                        .sorted()
                        .toArray();
        if (ratios.length > 0) {
            add(
                    "Sets that are matched in loudness are %s to %s times as loud as the H-neurons, all"
                            + " their neurons together: near, not the same.",
                    Numbers.decimals(ratios[0], 2), Numbers.decimals(ratios[ratios.length - 1], 2));
        }
    }

    private void ofJudge() {
        add(
                "Judges err. A rule goes by words, and a small model misses much; where errors depend on"
                        + " α, they look like an effect.");
    }

    private void ofCounts() {
        String cut = most(Dose::truncated);
        add(
                "A reply that was cut is judged by what it said until then; a longer one might have ended"
                        + " otherwise.%s",
                cut.isEmpty() ? "" : " Where that happened most: " + cut + ".");
        String unscorable = most(Dose::unscorable);
        if (!unscorable.isEmpty()) {
            add(
                    "Items that cannot be scored are no part of a rate, so that the others may not be of"
                            + " the same kind at every α. Where that happened most: %s.",
                    unscorable);
        }
    }

    /// Where items are about the same things, not all intervals know it.
    private void ofGroups() {
        String grouped =
                report.benchmarks().stream()
                        .filter(each -> each.groups() < each.items())
                        .map(each ->
                                "%s (%s items about %s)"
                                        .formatted(
                                                each.title(),
                                                Numbers.count(each.items()),
                                                Numbers.counted(each.groups(), "thing")))
                        .collect(Collectors.joining(", "));
        if (!grouped.isEmpty()) {
            add(
                    "Intervals of rates (Wilson) and McNemar’s p take every item to stand alone. Where"
                            + " several are about one thing and go together, these intervals are too narrow"
                            + " and p is too small: %s. Intervals of slopes, leads and changes draw such items"
                            + " together.",
                    grouped);
        }
    }

    /// Where something befell a notable share of the items, at the α where it befell most:
    /// `sycophancy (21 of 200 items at α = 3)`.
    private String most(ToIntFunction<Dose> count) {
        List<String> places = new ArrayList<>();
        for (BenchmarkResult benchmark : report.benchmarks()) {
            benchmark.readings().getFirst().sets().getFirst().doses().stream()
                    .max(Comparator.comparingInt(count))
                    .filter(dose -> count.applyAsInt(dose) > 0)
                    .filter(dose -> count.applyAsInt(dose) >= NOTABLE * benchmark.items())
                    .ifPresent(dose ->
                            places.add(
                                    "%s (%s of %s items at α\u00a0=\u00a0%s)"
                                            .formatted(
                                                    benchmark.title(),
                                                    Numbers.count(count.applyAsInt(dose)),
                                                    Numbers.count(benchmark.items()),
                                                    Numbers.alpha(dose.alpha()))));
        }
        return String.join(", ", places);
    }

    private void always() {
        add(
                "A slope is a straight line through a few α: a rate that rises and falls again may have"
                        + " none.");
        if (report.retention() == null) {
            add(
                    "What the model keeps of its abilities was not measured in this run: a lower rate may"
                            + " come from a broken model.");
        }
        add(
                "Intervals of slopes and leads come from resampling items. Another model, prompt, seed or"
                        + " draw of control sets is not in them.");
        add(
                "A dial that moves compliance is no cure for hallucination: that needs answers that are"
                        + " right more often, and this counts only how often the model goes along.");
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not worth a dependency
    private void add(String sentence, Object... arguments) {
        sentences.add(sentence.formatted(arguments));
    }
}
