package dev.candor.lab.report;

import dev.candor.lab.probe.Evaluation;
import dev.candor.lab.probe.KindLead;
import dev.candor.lab.report.ScoreKind.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// H-neurons against everything they must beat: AUROC with intervals, ROC curves, and their
/// numbers.
final class ScoreSections {
    private static final double[] RATES = {0.05, 0.1, 0.2, 0.5};

    private final List<Scoreboard> boards;
    private final Html html = new Html();

    private ScoreSections(List<Scoreboard> boards) {
        this.boards = boards;
    }

    static Html of(FindReport report) {
        ScoreSections sections = new ScoreSections(Scoreboard.of(report));
        if (!report.evaluations().isEmpty()) {
            sections.forest();
            sections.roc();
        }
        return sections.html;
    }

    private void forest() {
        html.section(
                "forest",
                "Wrong from correct: H-neurons and what they must beat",
                "AUROC is the chance that a wrong answer scores higher than a correct one: 0.5 is a"
                        + " coin, 1 is perfect.");
        html.chart(
                "forest",
                "AUROC and 95% interval of every score on every set, with a line at 0.5.");
        html.note(
                "Lines are 95% bootstrap intervals over answers; for random neurons they are the middle"
                        + " 95% of the draws, and the bar behind is one standard deviation. The lead is"
                        + " the AUROC of the H-neurons less that of the score, on the same answers and"
                        + " draws; a score that points the wrong way is mirrored first. Over random"
                        + " neurons it is the lead over their mean, and its interval that over any"
                        + " one of the sets drawn. Over random sets"
                        + " with as many neurons as there are H-neurons it is that of the H-neurons"
                        + " alone, refitted as those are."
                        + (boards.size() > 1
                                ? " On sets other than the held-out questions, only the best of each"
                                        + " group is drawn, with length and log-probability."
                                : "")
                        + explained());
        html.details("The numbers");
        for (Scoreboard board : boards) {
            html.add("<h3>%s</h3>", board.title());
            html.add(
                    "<p class=\"how\">Saying the same of every answer would be right for %s.</p>",
                    Numbers.percent(board.majority(), 1));
            html.table(
                    "AUROC, lead, accuracy and recall by score on " + board.title(),
                    List.of(
                            "Score",
                            "#AUROC",
                            "#Lead of the H-neurons",
                            "#AUROC within a kind",
                            "#Lead within a kind",
                            "#Accuracy",
                            "#Recall at 10 % false alarms",
                            "#Correct + wrong",
                            "#Draws"),
                    inOrder(board).stream().map(ScoreSections::row).toList());
        }
        html.endDetails();
        html.endSection();
    }

    private String explained() {
        boolean kinds =
                boards.stream()
                        .anyMatch(board -> board.set().score(ScoreKind.QUESTION_KIND).isPresent());
        return kinds
                ? " The kind of question is the table or file it comes from: its score is how often"
                        + " that kind was answered wrong in training. Within a kind, only answers to"
                        + " the same kind are compared."
                : "";
    }

    private static List<String> row(ScoreResult score) {
        Evaluation found = score.evaluation();
        @Nullable KindLead within = score.withinKind();
        return Html.row(
                score.kind().label(),
                Numbers.withInterval(found.auroc(), found.aurocInterval(), 3),
                Numbers.signedWithInterval(score.lead().auroc(), score.lead().interval(), 2),
                within == null ? "" : Numbers.decimals(within.auroc(), 3),
                within == null
                        ? ""
                        : Numbers.signedWithInterval(
                                within.lead().auroc(), within.lead().interval(), 2),
                Numbers.withInterval(found.accuracy(), found.accuracyInterval(), 2),
                Numbers.withInterval(found.recall(), found.recallInterval(), 2),
                Numbers.count(found.correct()) + " + " + Numbers.count(found.wrong()),
                score.draws() > 1
                        ? "%s (± %s), %s as good"
                                .formatted(
                                        score.draws(),
                                        Numbers.decimals(score.aurocSpread(), 3),
                                        score.asGood())
                        : "1");
    }

    private static List<ScoreResult> inOrder(Scoreboard board) {
        List<ScoreResult> scores = new ArrayList<>();
        for (Source source : Scoreboard.SOURCES) {
            board.set().scores().stream()
                    .filter(score -> score.kind().source() == source)
                    .forEach(scores::add);
        }
        return scores;
    }

    private void roc() {
        html.section(
                "roc",
                "ROC: wrong answers caught against false alarms",
                "Each point is a threshold: how many wrong answers it catches, at the price of how"
                        + " many correct answers it flags; the diagonal is a coin.");
        html.chart(
                "roc",
                "ROC curves of the H-neurons with a 95% band and of the best score of each other"
                        + " group, one panel a set, with the diagonal of chance.");
        html.note(
                "The band is the 95% bootstrap interval of the H-neurons’ curve. Beside it stands the"
                        + " best score of each other group; all are in the numbers. The figure after a"
                        + " name is its AUROC.");
        html.details("The numbers");
        List<String> heads = new ArrayList<>(List.of("Score", "Set"));
        for (double rate : RATES) {
            heads.add("#at " + Numbers.percent(rate, 0));
        }
        heads.add(heads.removeLast() + " false alarms");
        html.table("Wrong answers caught at some shares of false alarms", heads, caught());
        html.endDetails();
        html.endSection();
    }

    private List<List<String>> caught() {
        List<List<String>> rows = new ArrayList<>();
        for (Scoreboard board : boards) {
            for (ScoreResult score : inOrder(board)) {
                if (!score.roc().isEmpty()) {
                    List<String> row = Html.row(score.kind().label(), board.title());
                    for (double rate : RATES) {
                        row.add(Numbers.percent(RocCurves.truePositiveRate(score.roc(), rate), 0));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
