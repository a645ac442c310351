package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;

/// H-neurons against controls: AUROC with intervals, ROC curves, and their numbers.
final class EvaluationSections {
    private final FindReport report;
    private final Html html = new Html();

    private EvaluationSections(FindReport report) {
        this.report = report;
    }

    static Html of(FindReport report) {
        EvaluationSections sections = new EvaluationSections(report);
        if (!report.evaluations().isEmpty()) {
            sections.forest();
            sections.roc();
        }
        return sections.html;
    }

    private void forest() {
        html.section(
                "forest",
                "Wrong from correct: H-neurons and controls",
                "AUROC is the chance that a wrong answer scores higher than a correct one: 0.5 is a"
                        + " coin, 1 is perfect. A line is the 95% bootstrap interval over answers; for"
                        + " random neurons it is the middle 95% of the draws, and the band behind is"
                        + " one standard deviation over them. The kind of question is the table or"
                        + " file it comes from: its score is how often that kind was answered wrong"
                        + " in training. Within a kind, only answers to the same kind are compared.");
        html.chart(
                "forest",
                "AUROC and 95% interval of every score on every set, with a line at 0.5.");
        html.add("<details><summary>The numbers</summary>");
        List<List<String>> rows = new ArrayList<>();
        for (EvaluationSet set : report.evaluations()) {
            for (ScoreResult score : set.scores()) {
                rows.add(
                        Html.row(
                                score.kind().label(),
                                set.set(),
                                Numbers.withInterval(
                                        score.evaluation().auroc(),
                                        score.evaluation().aurocInterval(),
                                        3),
                                Numbers.withInterval(
                                        score.evaluation().accuracy(),
                                        score.evaluation().accuracyInterval(),
                                        3),
                                score.evaluation().correct(),
                                score.evaluation().wrong(),
                                score.draws(),
                                score.draws() > 1
                                        ? Numbers.decimals(score.aurocSpread(), 3)
                                        : "–"));
            }
        }
        html.table(
                "AUROC and accuracy by score and set",
                List.of(
                        "Score",
                        "Set",
                        "#AUROC",
                        "#Accuracy",
                        "#Correct",
                        "#Wrong",
                        "#Draws",
                        "#Spread"),
                rows);
        html.add("</details>");
        html.endSection();
    }

    private void roc() {
        html.section(
                "roc",
                "ROC: wrong answers caught against false alarms",
                "Each point is a threshold: how many wrong answers it catches, at the price of how"
                        + " many correct answers it flags. The diagonal is a coin.");
        html.chart(
                "roc", "ROC curves of every score, one panel a set, with the diagonal of chance.");
        html.add("<details><summary>The numbers</summary>");
        List<String> rates = List.of("0.05", "0.1", "0.2", "0.5");
        List<List<String>> rows = new ArrayList<>();
        for (EvaluationSet set : report.evaluations()) {
            for (ScoreResult score : set.scores()) {
                if (!score.roc().isEmpty()) {
                    List<String> row = new ArrayList<>(Html.row(score.kind().label(), set.set()));
                    for (String rate : rates) {
                        double caught =
                                RocCurves.truePositiveRate(score.roc(), Double.parseDouble(rate));
                        row.add(Numbers.decimals(100 * caught, 0) + " %");
                    }
                    rows.add(row);
                }
            }
        }
        html.table(
                "Wrong answers caught at some shares of false alarms",
                List.of("Score", "Set", "#at 5 %", "#at 10 %", "#at 20 %", "#at 50 % false alarms"),
                rows);
        html.add("</details>");
        html.endSection();
    }
}
