package dev.candor.lab.report;

import static dev.candor.lab.report.Numbers.count;
import static dev.candor.lab.report.Numbers.counted;

import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.Lead;
import dev.candor.lab.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The result in plain words, computed from the numbers, whatever they are.
///
/// The H-neurons are *better* than a control only if the 95% interval of their lead over it, both
/// on the same resamples, lies above 0. Other probes of the inside and scores of several replies
/// are shown beside them, not held against them here.
///
/// @param finding which case holds
/// @param sentence the held-out questions of the training set
/// @param details one sentence an evaluation set, in their order
public record Headline(Finding finding, String sentence, List<String> details) {
    /// Fewest rows a class for which a probe is trained.
    public static final int FEWEST_ROWS = 30;

    public Headline {
        details = List.copyOf(details);
    }

    /// Says what the numbers allow.
    ///
    /// @param position the [Settings#position()] the probe was trained at
    public static Headline of(
            String position,
            QuestionFunnel funnel,
            @Nullable ProbeSummary probe,
            List<EvaluationSet> evaluations) {
        if (probe == null) {
            return new Headline(Finding.NO_PROBE, noProbe(funnel), List.of());
        }
        ScoreKind kind = ScoreKind.atPosition(position);
        Judged main = new Judged(Finding.NO_EVIDENCE, notMeasured(probe));
        List<String> details = new ArrayList<>();
        for (EvaluationSet set : evaluations) {
            Optional<Evaluation> score = set.score(kind).map(ScoreResult::evaluation);
            if (set.inDomain()) {
                main =
                        score.map(found -> judge(probe, found, rival(set)))
                                .map(judged -> judged.and(cheap(set)))
                                .orElse(main);
            } else {
                details.add(detail(set, score));
            }
        }
        return new Headline(main.finding, main.sentence, details);
    }

    /// Among random neurons, the question alone and what one reply says of itself, the control that
    /// is hardest to beat: of those the probe has no certain lead over, or else of all, the one
    /// with the AUROC farthest from 0.5, to either side.
    static Optional<Rival> rival(EvaluationSet set) {
        return set.scores().stream()
                .filter(score ->
                        switch (score.kind().source()) {
                            case RANDOM, CHEAP, QUESTION -> true;
                            case PROBE, SAMPLES, INSIDE -> false;
                        })
                .filter(score -> !score.kind().isOfHNeuronsAlone())
                .filter(score -> !Double.isNaN(score.evaluation().auroc()))
                .map(Rival::of)
                .max(Comparator.comparing(Rival::isUnbeaten).thenComparingDouble(Rival::auroc));
    }

    /// What the probe's score rests on, negative weights too.
    private static String found(ProbeSummary probe) {
        String found = counted(probe.hNeurons(), "H-neuron") + " found";
        return probe.negativeWeights() == 0
                ? found
                : found + " and " + count(probe.negativeWeights()) + " of negative weight";
    }

    private static boolean isOne(ProbeSummary probe) {
        return probe.hNeurons() + probe.negativeWeights() == 1;
    }

    private static Judged judge(ProbeSummary probe, Evaluation score, Optional<Rival> rival) {
        String neurons = found(probe);
        boolean one = isOne(probe);
        if (isUnmeasured(score)) {
            return new Judged(Finding.NO_EVIDENCE, notMeasured(probe));
        }
        String auroc = Numbers.withInterval(score.auroc(), score.aurocInterval(), 2);
        return switch (chance(score)) {
            case AT ->
                    new Judged(
                            Finding.NO_EVIDENCE,
                            ("No evidence that the %s tell%s wrong answers from correct ones:"
                                            + " AUROC %s on held-out questions, an interval that"
                                            + " includes 0.5, the toss of a coin.")
                                    .formatted(neurons, one ? "s" : "", auroc));
            case BELOW ->
                    new Judged(
                            Finding.BELOW_CHANCE,
                            ("The %s point%s the wrong way on held-out questions: AUROC %s,"
                                            + " below the 0.5 of a coin.")
                                    .formatted(neurons, one ? "s" : "", auroc));
            case ABOVE ->
                    rival.map(other -> against(probe, score, other))
                            .orElseGet(() ->
                                    new Judged(
                                            Finding.UNCONTROLLED,
                                            ("The %s tell%s wrong answers from correct ones"
                                                            + " better than chance, AUROC %s on"
                                                            + " held-out questions, but no control was"
                                                            + " measured beside them.")
                                                    .formatted(neurons, one ? "s" : "", auroc)));
        };
    }

    private static Judged against(ProbeSummary probe, Evaluation score, Rival rival) {
        String neurons = found(probe);
        boolean close = Math.abs(score.auroc() - rival.auroc) < 0.01;
        int decimals = close ? 3 : 2;
        boolean one = isOne(probe);
        String auroc = Numbers.withInterval(score.auroc(), score.aurocInterval(), decimals);
        String other = Numbers.withInterval(rival.auroc, rival.interval, decimals);
        if (score.auroc() <= rival.auroc) {
            return new Judged(
                    Finding.NOT_BETTER,
                    ("The %s %s not better than %s: AUROC %s on held-out questions, against %s.")
                            .formatted(
                                    neurons,
                                    one ? "is" : "are",
                                    rival.kind.phrase(),
                                    auroc,
                                    other));
        }
        if (rival.isUnbeaten()) {
            return new Judged(
                    Finding.NOT_TOLD_APART,
                    ("The %s %s better than chance, but this run cannot tell %s from %s: AUROC %s on"
                                    + " held-out questions, against %s.")
                            .formatted(
                                    neurons,
                                    one ? "does" : "do",
                                    one ? "it" : "them",
                                    rival.kind.phrase(),
                                    auroc,
                                    other));
        }
        return new Judged(
                Finding.BETTER,
                ("The %s tell%s the model’s wrong answers from its correct ones: AUROC %s on held-out"
                                + " questions. The best control, %s, reaches %s.")
                        .formatted(neurons, one ? "s" : "", auroc, rival.kind.phrase(), other));
    }

    private static String detail(EvaluationSet set, Optional<Evaluation> score) {
        if (score.isEmpty() || isUnmeasured(score.get())) {
            return "%s: not measured, with %s correct and %s wrong answers."
                    .formatted(set.set(), count(set.correct()), count(set.wrong()));
        }
        Evaluation found = score.get();
        String verdict =
                switch (chance(found)) {
                    case AT -> "no evidence, the interval includes 0.5";
                    case BELOW -> "below chance";
                    case ABOVE ->
                            rival(set)
                                    .map(other -> "above chance, " + beside(found, other))
                                    .orElse("above chance, no control measured");
                };
        return "%s: AUROC %s, %s."
                .formatted(
                        set.set(),
                        Numbers.withInterval(found.auroc(), found.aurocInterval(), 2),
                        verdict);
    }

    private static String beside(Evaluation score, Rival rival) {
        String other = "%s (%s)".formatted(rival.kind.phrase(), Numbers.decimals(rival.auroc, 2));
        if (score.auroc() <= rival.auroc) {
            return "not better than " + other;
        }
        return rival.isUnbeaten()
                ? "not told apart from " + other
                : "better than the best control, " + other;
    }

    private static String noProbe(QuestionFunnel funnel) {
        int correct = funnel.correctRows();
        int wrong = funnel.wrongRows();
        if (Math.min(correct, wrong) >= FEWEST_ROWS) {
            for (QuestionFunnel.SplitRows split : funnel.rows()) {
                if (Math.min(split.correct(), split.wrong()) == 0) {
                    return "No probe was trained: the %s split has %s and %s, some of each are needed."
                            .formatted(
                                    split.split(),
                                    counted(split.correct(), "correct answer"),
                                    counted(split.wrong(), "wrong answer"));
                }
            }
            return ("No H-neurons: with %s and %s, no neuron was given a positive weight at any"
                            + " strength of the penalty.")
                    .formatted(counted(correct, "correct answer"), counted(wrong, "wrong answer"));
        }
        return "Too few answers for a probe: %s and %s, at least %s of each are needed."
                .formatted(
                        counted(correct, "correct answer"),
                        counted(wrong, "wrong answer"),
                        FEWEST_ROWS);
    }

    private static String notMeasured(ProbeSummary probe) {
        return ("%s found, but not measured: the held-out questions lack correct or wrong answers"
                        + " that are independent of each other.")
                .formatted(counted(probe.hNeurons(), "H-neuron"));
    }

    private static boolean isUnmeasured(Evaluation score) {
        return Double.isNaN(score.auroc()) || Double.isNaN(score.aurocInterval().low());
    }

    private static Chance chance(Evaluation score) {
        if (score.aurocInterval().low() > 0.5) {
            return Chance.ABOVE;
        }
        return score.aurocInterval().high() < 0.5 ? Chance.BELOW : Chance.AT;
    }

    private enum Chance {
        ABOVE,
        AT,
        BELOW
    }

    private record Judged(Finding finding, String sentence) {
        Judged and(String more) {
            return new Judged(finding, more.isEmpty() ? sentence : sentence + " " + more);
        }
    }

    /// Whether they beat length and log-probability; empty where neither was measured.
    private static String cheap(EvaluationSet set) {
        List<String> beaten = new ArrayList<>();
        List<String> unbeaten = new ArrayList<>();
        for (ScoreKind kind : List.of(ScoreKind.ANSWER_LENGTH, ScoreKind.MEAN_LOG_PROBABILITY)) {
            set.score(kind)
                    .filter(score -> !Double.isNaN(score.lead().auroc()))
                    .ifPresent(score -> {
                        String what =
                                "%s (lead %s)"
                                        .formatted(
                                                kind.phrase(),
                                                Numbers.signedWithInterval(
                                                        score.lead().auroc(),
                                                        score.lead().interval(),
                                                        2));
                        boolean ahead = score.lead().side() == Lead.Side.AHEAD;
                        (ahead ? beaten : unbeaten).add(what);
                    });
        }
        if (beaten.isEmpty() && unbeaten.isEmpty()) {
            return "";
        }
        if (unbeaten.isEmpty()) {
            return "They beat %s.".formatted(String.join(" and ", beaten));
        }
        return beaten.isEmpty()
                ? "They are not shown to beat %s.".formatted(String.join(" or ", unbeaten))
                : "They beat %s; they are not shown to beat %s."
                        .formatted(String.join(" and ", beaten), String.join(" or ", unbeaten));
    }

    /// A control's AUROC, turned to the side above 0.5: a control may point either way.
    record Rival(ScoreKind kind, double auroc, Interval interval, Lead lead) {
        boolean isUnbeaten() {
            return lead.side() != Lead.Side.AHEAD;
        }

        static Rival of(ScoreResult score) {
            double auroc = score.evaluation().auroc();
            Interval interval = score.evaluation().aurocInterval();
            return auroc >= 0.5
                    ? new Rival(score.kind(), auroc, interval, score.lead())
                    : new Rival(
                            score.kind(),
                            1 - auroc,
                            new Interval(1 - interval.high(), 1 - interval.low()),
                            score.lead());
        }
    }
}
