package dev.candor.lab.report;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/// The result in about a dozen lines of plain text, at most 100 columns unless a name is longer.
public final class TerminalSummary {
    // A name from a file must not move the cursor or colour the terminal.
    static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
    private static final int WIDTH = 96;
    private static final int LONGEST_SET = 18;

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
                                Numbers.brief(probe.c())));
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
        if (funnel.classFull() > 0) {
            line(
                    out,
                    "",
                    Numbers.count(funnel.classFull()) + " left out once their class was full");
        }
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
                "AUROC",
                "H-neurons [95%]",
                "random",
                "length",
                "log-prob.",
                "residual",
                "lead over best cheap");
        for (Scoreboard board : Scoreboard.of(report)) {
            row(
                    out,
                    shortened(board.title()),
                    board.probe().map(TerminalSummary::interval).orElse("–"),
                    cell(board, ScoreKind.RANDOM_NEURONS),
                    cell(board, ScoreKind.ANSWER_LENGTH),
                    cell(board, ScoreKind.MEAN_LOG_PROBABILITY),
                    cell(board, ScoreKind.RESIDUAL_PROBE),
                    board.best(ScoreKind.Source.CHEAP).map(TerminalSummary::lead).orElse("–"));
        }
    }

    private static String interval(ScoreResult score) {
        return Numbers.withInterval(
                score.evaluation().auroc(), score.evaluation().aurocInterval(), 2);
    }

    private static String lead(ScoreResult score) {
        return Numbers.signedWithInterval(score.lead().auroc(), score.lead().interval(), 2);
    }

    private static String cell(Scoreboard board, ScoreKind kind) {
        return board.set()
                .score(kind)
                .map(score -> Numbers.decimals(score.evaluation().auroc(), 2))
                .orElse("–");
    }

    private static void row(
            StringBuilder out,
            String set,
            String probe,
            String random,
            String length,
            String logProbability,
            String residual,
            String lead) {
        out.append(
                        "%-20s%-19s%-8s%-8s%-11s%-10s%s"
                                .formatted(
                                        set, probe, random, length, logProbability, residual, lead)
                                .stripTrailing())
                .append('\n');
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
