package dev.candor.lab.report;

import dev.candor.lab.report.Comparison.ComparedSet;
import dev.candor.lab.report.Comparison.Entry;
import dev.candor.lab.report.Comparison.Overlap;
import dev.candor.lab.report.Comparison.Run;
import dev.candor.lab.report.Comparison.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs side by side in plain text: a table of runs, one a set, and their overlaps.
public final class ComparisonSummary {
    private static final int LONGEST_NAME = 32;

    private ComparisonSummary() {}

    /// The tables, for standard output.
    ///
    /// @return lines that end in `\n`
    public static String render(Comparison comparison) {
        StringBuilder out = new StringBuilder();
        table(out, runs(comparison));
        for (ComparedSet set : comparison.sets()) {
            out.append('\n');
            table(out, scores(set));
        }
        if (!comparison.overlaps().isEmpty()) {
            out.append('\n');
            table(out, overlaps(comparison));
        }
        return out.toString();
    }

    private static List<List<String>> runs(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Run", "model", "answers", "H-neurons", "finding"));
        for (Run run : comparison.runs()) {
            rows.add(
                    List.of(
                            run.run(),
                            run.model(),
                            run.correct() + " + " + run.wrong(),
                            Numbers.count(run.hNeurons()),
                            run.finding().label()));
        }
        return rows;
    }

    private static List<List<String>> scores(ComparedSet set) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        set.title(),
                        "H-neurons [95%]",
                        "random",
                        "residual",
                        "lead over best cheap",
                        ""));
        for (Entry entry : set.entries()) {
            @Nullable Scored probe = entry.probe();
            @Nullable Scored cheap = entry.cheap();
            rows.add(
                    List.of(
                            entry.run(),
                            probe == null
                                    ? "–"
                                    : Numbers.withInterval(probe.auroc(), probe.interval(), 2),
                            auroc(entry.random()),
                            auroc(entry.residual()),
                            cheap == null
                                    ? "–"
                                    : Numbers.signedWithInterval(
                                            cheap.lead().auroc(), cheap.lead().interval(), 2),
                            cheap == null ? "" : cheap.kind().label()));
        }
        return rows;
    }

    private static List<List<String>> overlaps(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Same neurons", "", "shared", "Jaccard"));
        for (Overlap overlap : comparison.overlaps()) {
            rows.add(
                    List.of(
                            overlap.one(),
                            overlap.other(),
                            Numbers.count(overlap.shared()),
                            Numbers.decimals(overlap.jaccard(), 2)));
        }
        return rows;
    }

    private static String auroc(@Nullable Scored score) {
        return score == null ? "–" : Numbers.decimals(score.auroc(), 2);
    }

    /// Columns as wide as their widest cell, names cut and cleaned first.
    private static void table(StringBuilder out, List<List<String>> rows) {
        List<List<String>> clean =
                rows.stream()
                        .map(row -> row.stream().map(ComparisonSummary::shortened).toList())
                        .toList();
        for (List<String> row : clean) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = clean.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
                line.append(String.format(Locale.ROOT, "%-" + (width + 2) + "s", row.get(i)));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static String shortened(String cell) {
        String line =
                TerminalSummary.CONTROL
                        .matcher(cell)
                        .replaceAll("")
                        .lines()
                        .collect(Collectors.joining(" "));
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME - 1) + "…";
    }
}
