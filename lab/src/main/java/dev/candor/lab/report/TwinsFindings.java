package dev.candor.lab.report;

import dev.candor.lab.origin.Matching;
import dev.candor.lab.origin.Noise;
import dev.candor.lab.origin.NoiseEffect;
import dev.candor.lab.origin.ProbeTransfer;
import dev.candor.lab.origin.SameOutputs;
import dev.candor.lab.origin.TwinsResult;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Mean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/// What a run of `twins` found, in sentences that follow from its intervals.
final class TwinsFindings {
    private static final double LEVEL = 0.05;

    private TwinsFindings() {}

    /// What the page is headed with: whether a probe reaches the twin over partners.
    static String headline(TwinsResult result) {
        List<ProbeTransfer> both = List.of(result.onA(), result.onB());
        long carried = both.stream().filter(TwinsFindings::carries).count();
        if (carried == 0) {
            return "Neither probe is shown to reach the twin over partners";
        }
        if (carried == 1) {
            return "One of the two probes is shown to reach the twin over partners";
        }
        if (both.stream().allMatch(TwinsFindings::reachesByNumber)) {
            return "Each probe tells the twin’s wrong answers too, as it is and over partners";
        }
        return both.stream().allMatch(each -> each.alignedLead().interval().low() > 0)
                ? "Each probe tells the twin’s wrong answers too, once carried over partners"
                : "Each probe tells the twin’s wrong answers too, over partners";
    }

    /// Above chance, and ahead of both kinds of random maps: of their mean on the same answers, and
    /// of 95% of the draws.
    private static boolean carries(ProbeTransfer transfer) {
        return transfer.aligned().interval().low() > 0.5
                && Stream.of(transfer.random(), transfer.asLoud())
                        .allMatch(maps ->
                                maps.lead().interval().low() > 0
                                        && transfer.aligned().value() > maps.middle().high());
    }

    private static boolean reachesByNumber(ProbeTransfer transfer) {
        return transfer.byIndex().interval().low() > 0.5
                && Stream.of(transfer.random(), transfer.asLoud())
                        .allMatch(maps -> transfer.byIndex().value() > maps.middle().high());
    }

    static List<String> of(TwinsResult result) {
        List<String> findings = new ArrayList<>();
        findings.add(outputs(result.outputs()));
        findings.add(transfer("A", "B", result.onB()));
        findings.add(transfer("B", "A", result.onA()));
        findings.add(matches(result.matching()));
        findings.add(correlations(result.matching()));
        result.noise().stream()
                .filter(each -> each.target().equals(Noise.Target.H_NEURONS.label()))
                .max(Comparator.comparingDouble(NoiseEffect::size))
                .ifPresent(each -> findings.add(noise(each, randomBeside(result, each))));
        return findings;
    }

    private static String outputs(SameOutputs outputs) {
        return "Of %s, %s have the same reply of both and %s the same verdict; accuracy of A %s, of B %s."
                .formatted(
                        Numbers.counted(outputs.asked(), "question"),
                        share(outputs.sameReplies()),
                        share(outputs.sameVerdicts()),
                        share(outputs.accuracyA()),
                        share(outputs.accuracyB()));
    }

    private static String transfer(String from, String to, ProbeTransfer transfer) {
        return "On %s’s answers its own probe has AUROC %s; %s’s by neuron number %s, by partners %s (its heaviest neuron alone %s, the others without it %s), by random maps %s on average, %s where they keep loudness."
                .formatted(
                        to,
                        OriginFindings.auroc(transfer.own()),
                        from,
                        OriginFindings.auroc(transfer.byIndex()),
                        OriginFindings.auroc(transfer.aligned()),
                        Numbers.decimals(transfer.heaviest().value(), 2),
                        Numbers.decimals(transfer.others().value(), 2),
                        Numbers.decimals(transfer.random().mean(), 2),
                        Numbers.decimals(transfer.asLoud().mean(), 2));
    }

    private static String matches(Matching matching) {
        return "Of %s of A, %s an H-neuron of B as partner; an even map within layers gives %s (one-sided p %s), one that keeps loudness %s (p %s)%s."
                .formatted(
                        Numbers.counted(matching.ofA().neurons(), "H-neuron"),
                        matching.matched() == 1
                                ? "1 has"
                                : Numbers.count(matching.matched()) + " have",
                        Numbers.decimals(matching.expected(), 2),
                        OriginFindings.p(matching.pValue()),
                        Numbers.decimals(matching.expectedAsLoud(), 2),
                        OriginFindings.p(matching.pValueAsLoud()),
                        Math.max(matching.pValue(), matching.pValueAsLoud()) < LEVEL
                                ? ": more than either"
                                : ": not shown to be more");
    }

    private static String correlations(Matching matching) {
        return "Partners correlate at %s on average; %s; %s."
                .formatted(
                        Numbers.decimals(matching.mean(), 2),
                        correlation("those of A’s H-neurons", matching.ofA()),
                        correlation("those of B’s", matching.ofB()));
    }

    private static String correlation(String whose, Matching.Group group) {
        return "%s at %s, as many random neurons of their layers between %s and %s (one-sided p %s)"
                .formatted(
                        whose,
                        Numbers.decimals(group.mean(), 2),
                        Numbers.decimals(group.random().low(), 2),
                        Numbers.decimals(group.random().high(), 2),
                        OriginFindings.p(group.pValue()));
    }

    private static NoiseEffect randomBeside(TwinsResult result, NoiseEffect effect) {
        return result.noise().stream()
                .filter(each -> each.target().equals(Noise.Target.RANDOM.label()))
                .filter(each -> each.size() == effect.size())
                .findFirst()
                .orElseThrow();
    }

    private static String noise(NoiseEffect effect, NoiseEffect random) {
        return "Noise of %s on the H-neurons changes %s of A’s replies (by draw %s), on as many random neurons that are as loud %s; of B’s %s (%s), on random ones %s."
                .formatted(
                        Numbers.percent(effect.size(), 0),
                        share(effect.a().changed()),
                        draws(effect.a()),
                        draws(random.a()),
                        share(effect.b().changed()),
                        draws(effect.b()),
                        draws(random.b()));
    }

    /// From the least to the greatest share of changed replies.
    static String draws(NoiseEffect.Effect effect) {
        DoubleSummaryStatistics of =
                effect.draws().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return Numbers.percent(of.getMin(), 1) + " to " + Numbers.percent(of.getMax(), 1);
    }

    static String share(Mean mean) {
        return ComplyNumbers.share(mean.value(), mean.interval());
    }

    /// In percentage points with a sign.
    static String points(Mean mean) {
        if (Double.isNaN(mean.interval().low())) {
            return Numbers.signed(100 * mean.value(), 1);
        }
        return Numbers.signedWithInterval(
                100 * mean.value(),
                new Interval(100 * mean.interval().low(), 100 * mean.interval().high()),
                1);
    }
}
