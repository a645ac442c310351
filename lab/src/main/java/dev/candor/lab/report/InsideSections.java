package dev.candor.lab.report;

import dev.candor.lab.report.Evidence.ResidualSummary;
import dev.candor.lab.report.Evidence.SparsityScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Other ways to look inside: the residual stream layer by layer, and how sparse activations are.
final class InsideSections {
    private final List<Scoreboard> boards;
    private final Html html = new Html();

    private InsideSections(List<Scoreboard> boards) {
        this.boards = boards;
    }

    static Html of(FindReport report) {
        InsideSections sections = new InsideSections(Scoreboard.of(report));
        @Nullable Evidence evidence = report.evidence();
        if (evidence != null) {
            sections.residual(evidence.residual());
            if (!evidence.sparsity().isEmpty()) {
                sections.sparsity(evidence.sparsity());
            }
        }
        return sections.html;
    }

    private void residual(ResidualSummary residual) {
        html.section(
                "residual",
                "The residual stream, layer by layer",
                "AUROC on validation of a linear probe on the residual stream behind each layer: layer"
                        + " %s was taken as the baseline.".formatted(residual.layer()));
        html.chart("residual", "AUROC of the residual-stream probe on validation, by layer.");
        html.details("The numbers");
        List<List<String>> rows = new ArrayList<>();
        for (int layer = 0; layer < residual.validationAurocs().size(); layer++) {
            rows.add(Html.row(layer, Numbers.decimals(residual.validationAurocs().get(layer), 3)));
        }
        html.table("AUROC on validation by layer", List.of("Layer", "#AUROC"), rows);
        html.endDetails();
        html.endSection();
    }

    private void sparsity(List<SparsityScore> scores) {
        html.section(
                "sparsity",
                "Are activations sparser on wrong answers?",
                "AUROC of the measure that validation chose, its direction learned in training: near"
                        + " 0.5, sparsity says nothing.");
        Map<String, Map<String, SparsityScore>> chosen = new LinkedHashMap<>();
        Map<String, Map<String, SparsityScore>> all = new LinkedHashMap<>();
        for (SparsityScore score : scores) {
            String name = of(score.of()) + ", " + score.measure();
            all.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(score.set(), score);
            if (score.chosen()) {
                chosen.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(score.set(), score);
            }
        }
        table("The measure chosen", chosen);
        html.details("All measures");
        table("Every measure of sparsity", all);
        html.endDetails();
        html.endSection();
    }

    private static String of(String what) {
        return what.equals("hidden") ? "last hidden state" : what;
    }

    private void table(String name, Map<String, Map<String, SparsityScore>> measures) {
        List<String> heads = new ArrayList<>(List.of("Measure"));
        boards.forEach(board -> heads.add("#" + board.title()));
        List<List<String>> rows = new ArrayList<>();
        measures.forEach((measure, bySet) -> {
            List<String> row = new ArrayList<>(List.of(measure));
            for (Scoreboard board : boards) {
                @Nullable SparsityScore score = bySet.get(board.set().set());
                row.add(
                        score == null
                                ? "–"
                                : Numbers.withInterval(score.auroc(), score.interval(), 2));
            }
            rows.add(row);
        });
        html.table(name, heads, rows);
    }
}
