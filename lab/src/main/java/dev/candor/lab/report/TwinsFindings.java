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
import java.util.List;

/// What a run of `twins` found, in sentences that follow from its intervals.
final class TwinsFindings {
    private static final double LEVEL = 0.05;

    private TwinsFindings() {}

    /// What the page is headed with: whether a probe reaches the twin over partners.
    static String headline(TwinsResult result) {
        int carried = (carries(result.onA()) ? 1 : 0) + (carries(result.onB()) ? 1 : 0);
        boolean byNumber =
                result.onA().byIndex().interval().low() > 0.5
                        && result.onB().byIndex().interval().low() > 0.5;
        return switch (carried) {
            case 2 ->
                    byNumber
                            ? "Each probe tells the twin’s wrong answers too, as it is and over partners"
                            : "Each probe tells the twin’s wrong answers too, once carried over partners";
            case 1 -> "One of the two probes reaches the twin over partners";
            default -> "Neither probe reaches the twin over partners";
        };
    }

    /// Above chance, and ahead of random maps: of their mean on the same answers, and of 95% of the
    /// draws.
    private static boolean carries(ProbeTransfer transfer) {
        return transfer.aligned().interval().low() > 0.5
                && transfer.random().lead().interval().low() > 0
                && transfer.aligned().value() > transfer.random().middle().high();
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
                .reduce((before, after) -> after)
                .ifPresent(each -> findings.add(noise(each)));
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
        return "On %s’s answers its own probe has AUROC %s; %s’s by neuron number %s, by partners %s, by random maps %s on average."
                .formatted(
                        to,
                        OriginFindings.auroc(transfer.own()),
                        from,
                        OriginFindings.auroc(transfer.byIndex()),
                        OriginFindings.auroc(transfer.aligned()),
                        Numbers.decimals(transfer.random().mean(), 2));
    }

    private static String matches(Matching matching) {
        return "Of %s of A, %s an H-neuron of B as partner, %s expected by chance (one-sided p %s): %s."
                .formatted(
                        Numbers.counted(matching.ofA().neurons(), "H-neuron"),
                        matching.matched() == 1
                                ? "1 has"
                                : Numbers.count(matching.matched()) + " have",
                        Numbers.decimals(matching.expected(), 2),
                        OriginFindings.p(matching.pValue()),
                        matching.pValue() < LEVEL
                                ? "more than chance gives"
                                : "no more than chance may give");
    }

    private static String correlations(Matching matching) {
        return "Partners correlate at %s on average; those of A’s H-neurons at %s, as many random neurons of their layers between %s and %s (one-sided p %s)."
                .formatted(
                        Numbers.decimals(matching.mean(), 2),
                        Numbers.decimals(matching.ofA().mean(), 2),
                        Numbers.decimals(matching.ofA().random().low(), 2),
                        Numbers.decimals(matching.ofA().random().high(), 2),
                        OriginFindings.p(matching.ofA().pValue()));
    }

    private static String noise(NoiseEffect effect) {
        return "Noise of %s on the H-neurons changes %s of A’s replies, %s points more than on random neurons, and %s of B’s, %s points more."
                .formatted(
                        Numbers.percent(effect.size(), 0),
                        share(effect.a().changed()),
                        points(effect.a().overRandom()),
                        share(effect.b().changed()),
                        points(effect.b().overRandom()));
    }

    static String share(Mean mean) {
        return ComplyNumbers.share(mean.value(), mean.interval());
    }

    /// In percentage points with a sign.
    static String points(Mean mean) {
        return Numbers.signedWithInterval(
                100 * mean.value(),
                new Interval(100 * mean.interval().low(), 100 * mean.interval().high()),
                1);
    }
}
