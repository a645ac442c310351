package dev.candor.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The charts, each with the table of its numbers, and the tables of the probe.
final class ResultSections {
    private static final int TOP_NEURONS = 20;

    private final FindReport report;
    private final Html html = new Html();

    private ResultSections(FindReport report) {
        this.report = report;
    }

    static Html of(FindReport report) {
        ResultSections sections = new ResultSections(report);
        sections.funnel();
        @Nullable ProbeSummary probe = report.probe();
        if (probe != null) {
            if (!report.evaluations().isEmpty()) {
                sections.forest();
                sections.roc();
            }
            sections.layers(probe);
            sections.neurons(probe);
            sections.candidates(probe);
        }
        return sections.html;
    }

    private void funnel() {
        open(
                "funnel",
                "Where the questions went",
                consistency() + " become rows. Widths are to scale within a set.");
        chart(
                "funnel",
                "Bars of the questions left at each step, joined where they are the same questions.");
        List<QuestionFunnel> funnels = new ArrayList<>();
        funnels.add(report.funnel());
        funnels.addAll(report.evaluationFunnels());
        html.add("<details><summary>The numbers</summary>");
        html.table(
                "Questions by set and outcome",
                List.of(
                        "Set",
                        "#Read",
                        "#Asked",
                        "#Samples",
                        "#Correct",
                        "#Wrong",
                        "#Mixed",
                        "#Declined",
                        "#Unclear",
                        "#Correct rows",
                        "#Wrong rows"),
                funnels.stream().map(ResultSections::outcome).toList());
        List<List<String>> lost = new ArrayList<>();
        for (QuestionFunnel funnel : funnels) {
            for (QuestionFunnel.Skip skip : funnel.notAsked()) {
                lost.add(row(funnel.set(), "not asked: " + skip.reason(), skip.questions()));
            }
            for (QuestionFunnel.Drop drop : funnel.dropped()) {
                lost.add(row(funnel.set(), "correct, dropped: " + drop.reason(), drop.correct()));
                lost.add(row(funnel.set(), "wrong, dropped: " + drop.reason(), drop.wrong()));
            }
        }
        if (!lost.isEmpty()) {
            html.table("Questions left out", List.of("Set", "Left out", "#Questions"), lost);
        }
        html.table(
                "Rows by split",
                List.of("Set", "Split", "#Correct", "#Wrong", "#Other tokens", "#No other tokens"),
                funnels.stream()
                        .flatMap(f -> f.rows().stream().map(split -> splitRow(f, split)))
                        .toList());
        html.add("</details>");
        close();
    }

    private String consistency() {
        Settings settings = report.settings();
        return "Only questions that the model answers right in %s of %s samples, or in none without declining,"
                .formatted(
                        settings.consistentUsed() < settings.samples()
                                ? "at least " + settings.consistentUsed()
                                : "all",
                        settings.samples());
    }

    private static List<String> splitRow(QuestionFunnel funnel, QuestionFunnel.SplitRows split) {
        return row(
                funnel.set(),
                split.split(),
                split.correct(),
                split.wrong(),
                split.otherRows(),
                split.emptyOther());
    }

    private static List<String> outcome(QuestionFunnel funnel) {
        return row(
                funnel.set(),
                funnel.read(),
                funnel.asked(),
                funnel.samples(),
                funnel.consistentlyCorrect(),
                funnel.consistentlyWrong(),
                funnel.mixed(),
                funnel.declined(),
                funnel.unclear(),
                funnel.correctRows(),
                funnel.wrongRows());
    }

    private void forest() {
        open(
                "forest",
                "Wrong from correct: H-neurons and controls",
                "AUROC is the chance that a wrong answer scores higher than a correct one: 0.5 is a"
                        + " coin, 1 is perfect. A line is the 95% bootstrap interval; the band behind"
                        + " random neurons is one standard deviation over the draws.");
        chart("forest", "AUROC and 95% interval of every score on every set, with a line at 0.5.");
        html.add("<details><summary>The numbers</summary>");
        List<List<String>> rows = new ArrayList<>();
        for (EvaluationSet set : report.evaluations()) {
            for (ScoreResult score : set.scores()) {
                rows.add(
                        row(
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
        close();
    }

    private void roc() {
        open(
                "roc",
                "ROC: wrong answers caught against false alarms",
                "Each point is a threshold: how many wrong answers it catches, at the price of how"
                        + " many correct answers it flags. The diagonal is a coin.");
        chart("roc", "ROC curves of every score, one panel a set, with the diagonal of chance.");
        html.add("<details><summary>The numbers</summary>");
        List<String> rates = List.of("0.05", "0.1", "0.2", "0.5");
        List<List<String>> rows = new ArrayList<>();
        for (EvaluationSet set : report.evaluations()) {
            for (ScoreResult score : set.scores()) {
                if (!score.roc().isEmpty()) {
                    List<String> row = new ArrayList<>(row(score.kind().label(), set.set()));
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
        close();
    }

    private void layers(ProbeSummary probe) {
        open(
                "layers",
                "H-neurons by layer",
                "Layer 0 is nearest the input. Each layer has %s neurons."
                        .formatted(Numbers.count(report.model().ffn())));
        chart("layers", "A bar for each layer, as high as its number of H-neurons.");
        html.add("<details><summary>The numbers</summary>");
        List<List<String>> rows = new ArrayList<>();
        for (int layer = 0; layer < probe.neuronsByLayer().size(); layer++) {
            if (probe.neuronsByLayer().get(layer) > 0) {
                rows.add(row(layer, probe.neuronsByLayer().get(layer)));
            }
        }
        html.table("H-neurons by layer", List.of("Layer", "#H-neurons"), rows);
        html.add("</details>");
        close();
    }

    private void neurons(ProbeSummary probe) {
        int shown = Math.min(TOP_NEURONS, probe.neurons().size());
        open(
                "neurons",
                shown == probe.neurons().size() ? "The H-neurons" : "The heaviest H-neurons",
                "Mean contribution is the neuron’s share of what its layer writes, over the answer"
                        + " tokens of the training answers. Weight alone does not rank importance: the"
                        + " penalty gives it to one of several alike.%s"
                                .formatted(
                                        shown < probe.neurons().size()
                                                ? " All %s are in report.json."
                                                        .formatted(
                                                                Numbers.count(
                                                                        probe.neurons().size()))
                                                : ""));
        html.table(
                "H-neurons, heaviest first",
                List.of("Neuron", "#Layer", "#Index", "#Weight", "#Mean, wrong", "#Mean, correct"),
                probe.neurons().stream()
                        .limit(shown)
                        .map(n ->
                                row(
                                        n.layer() + "/" + n.index(),
                                        n.layer(),
                                        n.index(),
                                        Numbers.significant(n.weight()),
                                        Numbers.significant(n.meanWrong()),
                                        Numbers.significant(n.meanCorrect())))
                        .toList());
        close();
    }

    private void candidates(ProbeSummary probe) {
        open(
                "candidates",
                "How strong a penalty",
                "C sets how many neurons the probe may use. The chosen one has the highest sum of"
                        + " accuracy on validation and the model’s own accuracy while the neurons are"
                        + " suppressed.");
        html.table(
                "Every C tried",
                List.of("C", "#Neurons", "#Validation", "#Suppressed", "#Sum"),
                probe.candidates().stream()
                        .map(c ->
                                row(
                                        Numbers.plain(c.c()) + (c.chosen() ? " ✓ chosen" : ""),
                                        Numbers.count(c.neurons()),
                                        Numbers.decimals(c.validationAccuracy(), 3),
                                        Numbers.decimals(c.suppressedAccuracy(), 3),
                                        Numbers.decimals(c.sum(), 3)))
                        .toList());
        html.add("<dl class=\"facts\">");
        fact("Threshold", Numbers.significant(probe.threshold()));
        fact("Intercept", Numbers.significant(probe.intercept()));
        fact("Negative weights", Numbers.count(probe.negativeWeights()));
        fact("Duality gap", Numbers.significant(probe.dualityGap()));
        html.add("</dl>");
        close();
    }

    private void fact(String name, String value) {
        html.add("<div><dt>%s</dt><dd>%s</dd></div>", name, value);
    }

    private void open(String id, String title, String how) {
        html.add("<section id=\"%s\" aria-labelledby=\"%s-title\">", id, id);
        html.add("<h2 id=\"%s-title\">%s</h2>", id, title);
        html.add("<p class=\"how\">%s</p>", how);
    }

    private void close() {
        html.add("</section>");
    }

    private void chart(String name, String description) {
        html.add(
                "<div class=\"chart\" data-chart=\"%s\" data-description=\"%s\"></div>",
                name, description);
    }

    /// Counts get their thousands separated; texts stay.
    private static List<String> row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Integer count ? Numbers.count(count) : cell.toString());
        }
        return row;
    }
}
