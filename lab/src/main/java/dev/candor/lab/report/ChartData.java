package dev.candor.lab.report;

import dev.candor.lab.probe.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `report.js` draws, embedded in the page as JSON.
///
/// @param funnels the training questions first, then the evaluation sets
/// @param layers H-neurons in each layer; empty without a probe
/// @param main the score that the headline speaks of
/// @param sets scores by set
record ChartData(List<Funnel> funnels, List<Integer> layers, String main, List<ScoredSet> sets) {
    static ChartData of(FindReport report) {
        List<Funnel> funnels = new ArrayList<>();
        funnels.add(Funnel.of(report.funnel()));
        report.evaluationFunnels().forEach(funnel -> funnels.add(Funnel.of(funnel)));
        @Nullable ProbeSummary probe = report.probe();
        return new ChartData(
                funnels,
                probe == null ? List.of() : probe.neuronsByLayer(),
                ScoreKind.atPosition(report.settings().position()).id(),
                report.evaluations().stream().map(ScoredSet::of).toList());
    }

    /// Bars from top to bottom, each a list of parts from left to right.
    record Funnel(String set, int samples, List<Bar> bars) {
        static Funnel of(QuestionFunnel funnel) {
            boolean once = funnel.samples() == 1;
            int notAsked = funnel.read() - funnel.asked();
            int droppedCorrect = funnel.consistentlyCorrect() - funnel.correctRows();
            int droppedWrong = funnel.consistentlyWrong() - funnel.wrongRows();
            List<Part> rows = new ArrayList<>();
            funnel.rows().forEach(s -> rows.add(new Part("correct", s.split(), s.correct())));
            funnel.rows().forEach(s -> rows.add(new Part("wrong", s.split(), s.wrong())));
            return new Funnel(
                    funnel.set(),
                    funnel.samples(),
                    List.of(
                            new Bar(
                                    "Questions read",
                                    funnel.read(),
                                    List.of(
                                            new Part("asked", "asked", funnel.asked()),
                                            new Part("rest", "not asked", notAsked))),
                            new Bar(
                                    once
                                            ? "Answered once"
                                            : "Answered up to " + funnel.samples() + " times",
                                    funnel.asked(),
                                    List.of(
                                            new Part(
                                                    "correct",
                                                    "correct",
                                                    funnel.consistentlyCorrect()),
                                            new Part("wrong", "wrong", funnel.consistentlyWrong()),
                                            new Part("mixed", "mixed", funnel.mixed()),
                                            new Part("declined", "declined", funnel.declined()),
                                            new Part("unclear", "unclear", funnel.unclear()))),
                            new Bar(
                                    "With an answer span",
                                    funnel.correctRows() + funnel.wrongRows(),
                                    List.of(
                                            new Part("correct", "correct", funnel.correctRows()),
                                            new Part("wrong", "wrong", funnel.wrongRows()),
                                            new Part(
                                                    "rest",
                                                    "dropped",
                                                    droppedCorrect + droppedWrong))),
                            new Bar(
                                    "Rows by split",
                                    funnel.correctRows() + funnel.wrongRows(),
                                    rows)));
        }
    }

    /// @param count the questions the bar speaks of: its parts, less those left out
    record Bar(String label, int count, List<Part> parts) {}

    /// @param kind decides colour, and which parts of two bars are joined
    record Part(String kind, String label, int count) {}

    record ScoredSet(String set, boolean inDomain, String title, List<Line> lines) {
        static ScoredSet of(EvaluationSet set) {
            return new ScoredSet(
                    set.set(),
                    set.inDomain(),
                    set.inDomain() ? "Held-out questions" : set.set(),
                    set.scores().stream()
                            .filter(score -> !Double.isNaN(score.evaluation().auroc()))
                            .map(Line::of)
                            .toList());
        }
    }

    /// @param value AUROC with interval as written elsewhere on the page
    /// @param roc false- and true-positive rates in turn, four decimals
    record Line(
            String kind,
            String label,
            String value,
            double auroc,
            double low,
            double high,
            int draws,
            double spread,
            List<Double> roc) {
        static Line of(ScoreResult score) {
            Evaluation evaluation = score.evaluation();
            List<Double> roc = new ArrayList<>();
            score.roc()
                    .forEach(point -> {
                        roc.add(rounded(point.falsePositiveRate()));
                        roc.add(rounded(point.truePositiveRate()));
                    });
            return new Line(
                    score.kind().id(),
                    score.kind().label(),
                    Numbers.withInterval(evaluation.auroc(), evaluation.aurocInterval(), 2),
                    rounded(evaluation.auroc()),
                    rounded(evaluation.aurocInterval().low()),
                    rounded(evaluation.aurocInterval().high()),
                    score.draws(),
                    rounded(score.aurocSpread()),
                    roc);
        }

        private static double rounded(double value) {
            return Math.round(value * 1e4) / 1e4;
        }
    }
}
