package dev.candor.lab.report;

import dev.candor.lab.contribution.Position;
import dev.candor.lab.origin.Drift;
import dev.candor.lab.origin.Estimate;
import dev.candor.lab.origin.OriginResult;
import dev.candor.lab.origin.Separation;
import dev.candor.lab.origin.Side;
import dev.candor.lab.origin.Signal;
import dev.candor.lab.origin.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a run of `origin` found, in sentences that follow from its intervals.
final class OriginFindings {
    /// Where a one-sided test says something, and on the other side where its opposite would.
    private static final double LEVEL = 0.05;

    private OriginFindings() {}

    /// How the base model's separation reads.
    enum Carried {
        /// Above chance, and ahead of random neurons, matched ones too: of their mean on the same
        /// answers, and of 95% of the draws.
        YES("The probe’s neurons tell wrong answers from right ones before tuning too"),
        /// Above chance, but not ahead of them.
        AS_OTHERS("On the base model the probe tells no more than random neurons fitted alike do"),
        /// Not above chance.
        NO("On the base model the probe does not tell wrong answers from right ones");

        private final String headline;

        Carried(String headline) {
            this.headline = headline;
        }

        static Carried of(OriginResult result) {
            Separation base = result.base().separation();
            if (!(base.probe().interval().low() > 0.5)) {
                return NO;
            }
            return isAhead(base.probe(), base.matched()) && isAhead(base.probe(), base.random())
                    ? YES
                    : AS_OTHERS;
        }

        private static boolean isAhead(Estimate probe, Separation.Band band) {
            return band.lead().interval().low() > 0 && probe.value() > band.middle().high();
        }

        String headline() {
            return headline;
        }
    }

    static List<String> of(
            OriginResult result, ComplyReport.DialledProbe probe, Position position) {
        List<String> findings = new ArrayList<>();
        findings.add(transfer(result));
        findings.add(leads(result.base().separation()));
        findings.add(baselines(result.base().separation()));
        findings.add(drift(result.drift(), probe));
        findings.add(timing("base", result.base(), position));
        findings.add(timing("instruct", result.instruct(), position));
        findings.add(signal("instruct", result.instruct().signal()));
        findings.add(
                signal("base", result.base().signal())
                        + " The threshold was chosen on the instruct model and need not fit the base model.");
        return findings;
    }

    private static String transfer(OriginResult result) {
        return "Base model: AUROC %s of the unchanged probe (%s). Instruct model: %s (%s). Lost on the way: %s."
                .formatted(
                        auroc(result.base().separation().probe()),
                        answers(result.base()),
                        auroc(result.instruct().separation().probe()),
                        answers(result.instruct()),
                        signed(result.lost()));
    }

    private static String answers(Side side) {
        return "%s wrong, %s correct answers"
                .formatted(
                        Numbers.count(side.funnel().wrong()),
                        Numbers.count(side.funnel().correct()));
    }

    private static String leads(Separation base) {
        return "On the base model the probe %s as many random neurons (mean AUROC %s over %s draws) and %s those of the same layers and as loud (mean %s), all fitted on the instruct model."
                .formatted(
                        lead(base.random().lead()),
                        Numbers.decimals(base.random().mean(), 2),
                        Numbers.count(base.random().draws()),
                        lead(base.matched().lead()),
                        Numbers.decimals(base.matched().mean(), 2));
    }

    private static String baselines(Separation base) {
        return "There it %s the length of the answer (AUROC %s) and %s the model’s mean log-probability (%s)."
                .formatted(
                        lead(base.length().lead()),
                        auroc(base.length().auroc()),
                        lead(base.logProbability().lead()),
                        auroc(base.logProbability().auroc()));
    }

    private static String lead(Estimate lead) {
        if (lead.interval().low() > 0) {
            return "leads by " + signed(lead) + " over";
        }
        return lead.interval().high() < 0
                ? "is behind, by " + signed(lead) + ","
                : "is not clearly ahead, by " + signed(lead) + ", of";
    }

    private static String drift(Drift drift, ComplyReport.DialledProbe probe) {
        Drift.Comparison both = drift.both();
        return "Of %s neurons the %s have a mean rank share of %s (1 is the least changed neuron, 0.50 is chance): %s. One-sided p for less change: %s by rank sum, %s within layers, %s by Welch’s t."
                .formatted(
                        Numbers.count(drift.neurons()),
                        Numbers.counted(probe.hNeurons(), "H-neuron"),
                        Numbers.withInterval(
                                both.meanRank().value(), both.meanRank().interval(), 2),
                        verdict(both),
                        p(both.rankSum().pValue()),
                        p(both.withinLayers().pValue()),
                        p(both.t().pValue()));
    }

    static String verdict(Drift.Comparison both) {
        double pooled = both.rankSum().pValue();
        double within = both.withinLayers().pValue();
        if (Double.isNaN(pooled)) {
            return "no neuron changed more than another";
        }
        if (pooled < LEVEL) {
            return within < LEVEL
                    ? "they changed less than the others"
                    : "they changed less than the others, but not clearly less than those of their own layers";
        }
        return pooled > 1 - LEVEL
                ? "they changed more than the others"
                : within < LEVEL
                        ? "they changed less than those of their own layers, not less than all"
                        : "no evidence that they changed less";
    }

    private static String timing(String model, Side side, Position position) {
        List<Timing.Point> out =
                side.timing().points().stream().filter(Timing.Point::standsOut).toList();
        String where =
                switch (position) {
                    case INPUT -> "where a token is read";
                    case EMIT -> "where a token is drawn";
                };
        if (out.isEmpty()) {
            return "Timing, %s model, %s: at no token around the beginning of the answer do the H-neurons differ between wrong and correct answers beyond matched neurons."
                    .formatted(model, where);
        }
        // Drawing a token comes before it is there; reading it does not.
        int last =
                switch (position) {
                    case INPUT -> -1;
                    case EMIT -> 0;
                };
        boolean before = out.stream().anyMatch(point -> point.offset() <= last);
        return "Timing, %s model, %s: wrong and correct answers differ beyond matched neurons at %s (0 is the answer’s first token), %s."
                .formatted(
                        model,
                        where,
                        out.stream().map(OriginFindings::place).collect(Collectors.joining(", ")),
                        before
                                ? "so also before that token is there"
                                : "so not before that token is there");
    }

    private static String place(Timing.Point point) {
        return "%s (%s)"
                .formatted(
                        Numbers.signed(point.offset(), 0),
                        point.difference().value() > 0 ? "wrong louder" : "wrong quieter");
    }

    private static String signal(String model, Signal signal) {
        return "Signal, %s model: %s of wrong answers carry it, %s of right ones do not."
                .formatted(model, share(signal.wrongWith()), share(signal.correctWithout()));
    }

    private static String share(Signal.Count count) {
        return ComplyNumbers.share(count.share().value(), count.share().interval());
    }

    static String auroc(Estimate estimate) {
        return Numbers.withInterval(estimate.value(), estimate.interval(), 2);
    }

    static String signed(Estimate estimate) {
        return Numbers.signedWithInterval(estimate.value(), estimate.interval(), 2);
    }

    static String p(double value) {
        return Double.isNaN(value) ? "–" : ComplyNumbers.p(value);
    }
}
