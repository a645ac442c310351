package dev.candor.lab.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The result in about a dozen lines of plain text, at most 100 columns unless a name is longer.
public final class TerminalSummary {
    private static final List<ScoreKind> CONTROLS =
            List.of(
                    ScoreKind.RANDOM_NEURONS,
                    ScoreKind.ANSWER_LENGTH,
                    ScoreKind.MEAN_LOG_PROBABILITY);
    // A name from a file must not move the cursor or colour the terminal.
    static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
    private static final int WIDTH = 96;
    private static final int LONGEST_SET = 14;

    private TerminalSummary() {}

    /// The summary, for standard output.
    ///
    /// @param run the folder the files are in, shown as given
    /// @return lines that end in `\n`
    public static String render(FindReport report, Path run) {
        StringBuilder out = new StringBuilder();
        wrap(out, report.headline().sentence());
        out.append('\n');
        if (report.model().bundled()) {
            line(out, "Model", report.model().title());
        }
        ProbeSummary probe = report.probe();
        if (probe != null) {
            neurons(out, report.model(), probe);
        }
        questions(out, report.funnel());
        rows(out, report.funnel());
        if (!report.evaluations().isEmpty()) {
            out.append('\n');
            evaluations(out, report);
        }
        for (String warning : report.warnings()) {
            wrap(out, "Note: " + warning);
        }
        out.append('\n');
        line(
                out,
                "Report",
                run.resolve(ReportFiles.HTML) + "  (" + ReportFiles.JSON + " beside it)");
        if (probe != null) {
            line(out, "Probe", run.resolve("probe.json").toString());
        }
        return CONTROL.matcher(out).replaceAll("");
    }

    private static void neurons(StringBuilder out, ModelSummary model, ProbeSummary probe) {
        line(
                out,
                "H-neurons",
                "%s of %s (%s ‰) at C = %s"
                        .formatted(
                                Numbers.count(probe.hNeurons()),
                                Numbers.count(model.neurons()),
                                Numbers.significant(probe.perMille()),
                                Numbers.plain(probe.c())));
    }

    private static void questions(StringBuilder out, QuestionFunnel funnel) {
        line(
                out,
                "Questions",
                "%s asked up to %s times: %s correct, %s wrong, %s mixed, %s declined, %s unclear"
                        .formatted(
                                Numbers.count(funnel.asked()),
                                funnel.samples(),
                                Numbers.count(funnel.consistentlyCorrect()),
                                Numbers.count(funnel.consistentlyWrong()),
                                Numbers.count(funnel.mixed()),
                                Numbers.count(funnel.declined()),
                                Numbers.count(funnel.unclear())));
    }

    private static void rows(StringBuilder out, QuestionFunnel funnel) {
        StringBuilder text = new StringBuilder();
        for (QuestionFunnel.SplitRows split : funnel.rows()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(split.split())
                    .append(' ')
                    .append(Numbers.count(split.correct()))
                    .append(" + ")
                    .append(Numbers.count(split.wrong()));
        }
        line(out, "Answers", text + "  (correct + wrong)");
    }

    private static void evaluations(StringBuilder out, FindReport report) {
        row(
                out,
                List.of(
                        "AUROC [95% CI]",
                        "H-neurons", "random neurons", "length", "log-probability"));
        ScoreKind probe = ScoreKind.atPosition(report.settings().position());
        for (EvaluationSet set : report.evaluations()) {
            row(
                    out,
                    List.of(
                            shortened(set.set()),
                            cell(set, probe),
                            cell(set, CONTROLS.get(0)),
                            cell(set, CONTROLS.get(1)),
                            cell(set, CONTROLS.get(2))));
        }
    }

    private static String cell(EvaluationSet set, ScoreKind kind) {
        @Nullable ScoreResult score = set.score(kind).orElse(null);
        return score == null
                ? "–"
                : Numbers.withInterval(
                        score.evaluation().auroc(), score.evaluation().aurocInterval(), 2);
    }

    private static void row(StringBuilder out, List<String> cells) {
        StringBuilder line = new StringBuilder("%-16s".formatted(cells.getFirst()));
        for (String cell : cells.subList(1, cells.size())) {
            line.append(String.format(Locale.ROOT, "%-20s", cell));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static void line(StringBuilder out, String label, String text) {
        out.append(String.format(Locale.ROOT, "%-11s", label)).append(text).append('\n');
    }

    private static String shortened(String set) {
        // Cleaned before the columns are laid out, so that they line up.
        String clean = CONTROL.matcher(set).replaceAll("");
        return clean.length() <= LONGEST_SET ? clean : clean.substring(0, LONGEST_SET - 1) + "…";
    }

    private static void wrap(StringBuilder out, String sentence) {
        int column = 0;
        for (String word : sentence.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                out.append('\n');
                column = 0;
            } else if (column > 0) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        out.append('\n');
    }
}
