package dev.candor.lab.report;

import dev.candor.lab.report.Comparison.ComparedSet;
import dev.candor.lab.report.Comparison.Entry;
import dev.candor.lab.report.Comparison.Overlap;
import dev.candor.lab.report.Comparison.Run;
import dev.candor.lab.report.Comparison.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The page that `candor report` writes of several runs.
public final class ComparisonPage {
    private final Comparison comparison;
    private final Html html = new Html();

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
    }

    /// The whole page; equal comparisons give equal pages.
    public static String render(Comparison comparison) {
        ComparisonPage page = new ComparisonPage(comparison);
        page.runs();
        if (!comparison.sets().isEmpty()) {
            page.scores();
        }
        if (!comparison.overlaps().isEmpty()) {
            page.overlap();
        }
        return Page.drawn(
                "Candor · %s side by side"
                        .formatted(Numbers.counted(comparison.runs().size(), "run")),
                page.head(),
                page.html,
                ChartData.of(comparison.sets().stream().map(ComparisonPage::forest).toList()));
    }

    private Html head() {
        Html head = new Html().add("<header>");
        head.add("<p class=\"brand\"><strong>Candor</strong> <span>H-neurons compared</span></p>");
        head.add("<h1>%s side by side</h1>", Numbers.counted(comparison.runs().size(), "run"));
        head.add("<ul class=\"findings\">");
        for (Run run : comparison.runs()) {
            head.add(
                    "<li><h2>%s</h2> <span class=\"badge %s\">%s</span><p>%s</p></li>",
                    run.run(),
                    run.finding().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    run.finding().label(),
                    run.sentence());
        }
        return head.add("</ul></header>");
    }

    private void runs() {
        html.section("runs", "What was run");
        List<String> heads = new ArrayList<>(List.of("Run"));
        comparison.runs().forEach(run -> heads.add(run.run()));
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("Model", Run::model));
        rows.add(row("Model file, SHA-256", run -> run.modelSha256().substring(0, 12) + "…"));
        rows.add(row("Layers × neurons", run -> run.layers() + " × " + Numbers.count(run.ffn())));
        rows.add(row("Position", Run::position));
        rows.add(row("Seed", run -> "" + run.seed()));
        rows.add(
                row(
                        "Answers, correct + wrong",
                        run -> Numbers.count(run.correct()) + " + " + Numbers.count(run.wrong())));
        rows.add(
                row(
                        "H-neurons",
                        run ->
                                "%s (%s ‰)"
                                        .formatted(
                                                Numbers.count(run.hNeurons()),
                                                Numbers.significant(run.perMille()))));
        html.table("Runs side by side", heads, rows);
        html.endSection();
    }

    private List<String> row(String name, Function<Run, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        comparison.runs().forEach(run -> row.add(cell.apply(run)));
        return row;
    }

    private void scores() {
        html.section(
                "forest",
                "Wrong from correct",
                "AUROC is the chance that a wrong answer scores higher than a correct one: 0.5 is a"
                        + " coin, 1 is perfect.");
        html.chart("forest", "AUROC and 95% interval of each run on every set.");
        html.note(
                "Beside the H-neurons of a run stand the best score that one reply gives of itself, the"
                        + " better of two kinds of random neurons, and a linear probe on the residual"
                        + " stream. The lead is that of the same run’s H-neurons. Sets are matched by"
                        + " name: compare runs on the same questions only.");
        html.details("The numbers");
        for (ComparedSet set : comparison.sets()) {
            html.add("<h3>%s</h3>", set.title());
            html.table(
                    "AUROC by run on " + set.title(),
                    List.of(
                            "Run",
                            "#Correct",
                            "#Wrong",
                            "#H-neurons",
                            "#Best cheap score",
                            "#Lead over it",
                            "#Random neurons",
                            "#Residual stream"),
                    set.entries().stream().map(ComparisonPage::entry).toList());
        }
        html.endDetails();
        html.endSection();
    }

    private static List<String> entry(Entry entry) {
        @Nullable Scored cheap = entry.cheap();
        return Html.row(
                entry.run(),
                entry.correct(),
                entry.wrong(),
                auroc(entry.probe()),
                cheap == null ? "–" : auroc(cheap) + " " + cheap.kind().label(),
                cheap == null
                        ? "–"
                        : Numbers.signedWithInterval(
                                cheap.lead().auroc(), cheap.lead().interval(), 2),
                auroc(entry.random()),
                auroc(entry.residual()));
    }

    private static String auroc(@Nullable Scored score) {
        return score == null ? "–" : Numbers.withInterval(score.auroc(), score.interval(), 2);
    }

    private static ForestChart forest(ComparedSet set) {
        return new ForestChart(
                set.title(),
                "",
                set.entries().stream()
                        .map(entry -> new ForestChart.Group(head(entry), lines(entry)))
                        .filter(group -> !group.lines().isEmpty())
                        .toList());
    }

    private static String head(Entry entry) {
        return "%s: %s correct, %s wrong"
                .formatted(
                        entry.run(), Numbers.count(entry.correct()), Numbers.count(entry.wrong()));
    }

    private static List<ForestChart.Line> lines(Entry entry) {
        List<ForestChart.Line> lines = new ArrayList<>();
        Stream.of(entry.probe(), entry.cheap(), entry.residual(), entry.random())
                .forEach(score -> {
                    if (score != null && !Double.isNaN(score.auroc())) {
                        boolean main = score.kind().isProbe();
                        lines.add(
                                ForestChart.Line.of(
                                        score, main ? "H-neurons" : score.kind().label(), main));
                    }
                });
        return lines;
    }

    private void overlap() {
        html.section(
                "overlap",
                "Are they the same neurons?",
                "Share of the H-neurons of either run that both have (Jaccard); a dash where the models"
                        + " have different shapes.");
        Map<String, Overlap> pairs = new TreeMap<>();
        for (Overlap overlap : comparison.overlaps()) {
            pairs.put(pair(overlap.one(), overlap.other()), overlap);
            pairs.put(pair(overlap.other(), overlap.one()), overlap);
        }
        List<String> heads = new ArrayList<>(List.of("Run"));
        comparison.runs().forEach(run -> heads.add("#" + run.run()));
        List<List<String>> rows = new ArrayList<>();
        for (Run run : comparison.runs()) {
            List<String> row = new ArrayList<>(List.of(run.run()));
            for (Run other : comparison.runs()) {
                @Nullable Overlap overlap = pairs.get(pair(run.run(), other.run()));
                row.add(
                        overlap == null
                                ? "–"
                                : "%s (%s shared)"
                                        .formatted(
                                                Numbers.decimals(overlap.jaccard(), 2),
                                                Numbers.count(overlap.shared())));
            }
            rows.add(row);
        }
        html.table("Overlap of H-neurons by pair of runs", heads, rows);
        html.endSection();
    }

    private static String pair(String one, String other) {
        return one + "\n" + other;
    }
}
