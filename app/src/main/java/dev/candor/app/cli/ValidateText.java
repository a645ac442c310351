package dev.candor.app.cli;

import dev.candor.app.cli.TextTable.Align;
import dev.candor.app.comply.ValidateRun;
import dev.candor.lab.report.Numbers;
import dev.candor.lab.report.ReportFiles;
import dev.candor.lab.report.ValidateFindings;
import dev.candor.lab.report.ValidateLines;
import dev.candor.lab.report.ValidateLines.Shown;
import dev.candor.lab.report.ValidateReport;
import dev.candor.lab.report.ValidateReport.AnswerCounts;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.ChangedTensor;
import dev.candor.lab.report.ValidateReport.Edit;
import dev.candor.lab.report.ValidateReport.OutcomeCounts;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.ReadingCompared;
import dev.candor.lab.report.ValidateReport.ReplyCounts;
import dev.candor.lab.report.ValidateReport.TextCompared;
import dev.candor.lab.statistics.Shift;
import dev.candor.lab.statistics.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The result of `validate` in a terminal: a table of rates, what befell the replies, and where all
/// of it stands.
final class ValidateText {
    private static final int MOST_TENSORS = 4;

    private ValidateText() {}

    static String render(ValidateReport report, Path out) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s against %s%s"
                        .formatted(
                                report.edited().name(),
                                report.original().name(),
                                report.original().bundled() ? ", the bundled test model" : ""));
        @Nullable Edit edit = report.edit();
        if (edit != null) {
            lines.add(words(edit));
        }
        rates(report, lines);
        @Nullable TextCompared text = report.text();
        if (text != null) {
            lines.add("");
            lines.add(words(text));
        }
        questions(report, lines);
        benchmarks(report, lines);
        lines.add("");
        lines.addAll(report.notes());
        lines.add("Everything: " + out.resolve(ValidateRun.RESULT));
        lines.add("To look at: " + out.resolve(ReportFiles.HTML));
        return String.join("\n", lines) + "\n";
    }

    private static String words(Edit edit) {
        List<String> some =
                edit.changed().stream().limit(MOST_TENSORS).map(ValidateText::words).toList();
        int more = edit.changed().size() - some.size();
        return "%d of %d tensors differ: %s%s"
                .formatted(
                        edit.changed().size(),
                        edit.tensors(),
                        String.join(", ", some),
                        more > 0 ? ", and " + more + " more" : "");
    }

    private static String words(ChangedTensor tensor) {
        return "%s (%s, %d of %d rows)"
                .formatted(
                        Printable.line(tensor.name()), tensor.type(), tensor.rows(), tensor.of());
    }

    private static void rates(ValidateReport report, List<String> lines) {
        List<Shown> shown = ValidateLines.of(report);
        if (shown.isEmpty()) {
            return;
        }
        TextTable table =
                table(8).row("", "original", "edited", "points", "items", "began", "ceased", "p");
        String set = "";
        for (Shown line : shown) {
            if (!line.set().equals(set)) {
                set = line.set();
                table.row(Printable.line(set), "", "", "", "", "", "", "");
            }
            Shift shift = line.shift();
            table.row(
                    "  " + line.measure(),
                    words(shift.before()),
                    words(shift.after()),
                    Double.isNaN(shift.points()) ? "–" : ValidateFindings.points(shift),
                    "" + shift.both(),
                    "" + shift.test().gained(),
                    "" + shift.test().lost(),
                    String.format(Locale.ROOT, "%.2g", shift.test().pValue()));
        }
        lines.add("");
        lines.add("rates in %, differences in points [95% CI, paired], McNemar's p");
        lines.addAll(table.lines());
    }

    private static String words(Tally tally) {
        return Double.isNaN(tally.rate())
                ? "–"
                : "%s (%d/%d)"
                        .formatted(
                                Numbers.decimals(100 * tally.rate(), 1), tally.count(), tally.of());
    }

    private static String words(TextCompared text) {
        return "perplexity of %s: %s → %s, × %s, %d pieces"
                .formatted(
                        Printable.line(text.text().name()),
                        Numbers.decimals(text.original().value(), 3),
                        Numbers.decimals(text.edited().value(), 3),
                        ValidateFindings.ratio(text.ratio()),
                        text.text().pieces());
    }

    private static void questions(ValidateReport report, List<String> lines) {
        if (report.questions().isEmpty()) {
            return;
        }
        TextTable table =
                table(8).row(
                                "replies to questions",
                                "right",
                                "wrong",
                                "declined",
                                "unclear",
                                "truncated",
                                "tokens",
                                "other text");
        for (QuestionsCompared set : report.questions()) {
            row(table, set, "original", set.original(), "");
            row(table, set, "edited", set.edited(), "" + set.changedReplies());
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static void row(
            TextTable table,
            QuestionsCompared set,
            String model,
            AnswerCounts counts,
            String changed) {
        table.row(
                Printable.line(set.name()) + ", " + model,
                "" + counts.right(),
                "" + counts.wrong(),
                "" + counts.declined(),
                "" + counts.unclear(),
                "" + counts.truncated(),
                Numbers.decimals(counts.meanTokens(), 1),
                changed);
    }

    private static void benchmarks(ValidateReport report, List<String> lines) {
        if (report.benchmarks().isEmpty()) {
            return;
        }
        TextTable table =
                table(8).row(
                                "benchmarks",
                                "complied",
                                "resisted",
                                "unscorable",
                                "excluded",
                                "truncated",
                                "too long",
                                "other text");
        for (BenchmarkCompared each : report.benchmarks()) {
            for (ReadingCompared reading : each.readings()) {
                String by = each.readings().size() == 1 ? "" : ", by " + reading.reading().label();
                row(
                        table,
                        each.name() + by + ", original",
                        reading.original(),
                        each.original(),
                        "");
                row(
                        table,
                        each.name() + by + ", edited",
                        reading.edited(),
                        each.edited(),
                        "" + each.changedReplies());
            }
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    private static void row(
            TextTable table,
            String name,
            OutcomeCounts counts,
            ReplyCounts replies,
            String changed) {
        table.row(
                name,
                "" + counts.complied(),
                "" + counts.resisted(),
                "" + counts.unscorable(),
                "" + counts.excluded(),
                "" + replies.truncated(),
                "" + replies.tooLong(),
                changed);
    }

    /// The first column is set left.
    private static TextTable table(int columns) {
        Align[] aligns = new Align[columns];
        Arrays.fill(aligns, Align.RIGHT);
        aligns[0] = Align.LEFT;
        return new TextTable(aligns);
    }
}
