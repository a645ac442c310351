package dev.candor.lab.report;

import dev.candor.lab.report.DialExample.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The result with its dial in about ten lines of plain text, at most 100 columns unless a name is
/// longer: what a first look needs.
public final class ShortSummary {
    private static final int SET = 20;
    private static final int TITLE = 32;
    private static final int REPLY = 22;

    private ShortSummary() {}

    /// The summary, for standard output.
    ///
    /// @param run the folder the files are in, shown as given
    /// @return lines that end in `\n`
    public static String render(FindReport report, Path run) {
        List<String> lines = new ArrayList<>();
        ProbeSummary probe = report.probe();
        if (probe == null) {
            lines.add(report.headline().sentence());
        } else {
            lines.add(
                    "H-neurons: %s of the %s neurons of %s"
                            .formatted(
                                    Numbers.count(probe.hNeurons()),
                                    Numbers.count(report.model().neurons()),
                                    report.model().title()));
            lines.add(row("AUROC [95% CI]", "H-neurons", "random neurons", "answer length"));
            report.evaluations().forEach(set -> lines.add(scores(report, set)));
        }
        if (!report.dial().isEmpty()) {
            lines.add(heads(report.dial().getFirst()));
            report.dial().forEach(example -> lines.add(replies(example)));
        }
        lines.add("Report: " + run.resolve(ReportFiles.HTML));
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(clean(line).stripTrailing()).append('\n'));
        return out.toString();
    }

    private static String scores(FindReport report, EvaluationSet set) {
        return row(
                cut(set.inDomain() ? "held out" : set.set(), SET - 2),
                auroc(set, ScoreKind.atPosition(report.settings().position())),
                auroc(set, ScoreKind.RANDOM_NEURONS),
                auroc(set, ScoreKind.ANSWER_LENGTH));
    }

    private static String row(String set, String probe, String random, String length) {
        return "%-20s%-20s%-20s%s".formatted(set, probe, random, length);
    }

    private static String auroc(EvaluationSet set, ScoreKind kind) {
        Optional<ScoreResult> score = set.score(kind);
        return score.isEmpty()
                ? "–"
                : Numbers.withInterval(
                        score.get().evaluation().auroc(),
                        score.get().evaluation().aurocInterval(),
                        2);
    }

    private static String heads(DialExample example) {
        StringBuilder line = new StringBuilder(padded("The dial", TITLE));
        for (Reply reply : example.replies()) {
            line.append(padded("α = " + Numbers.alpha(reply.alpha()), REPLY));
        }
        return line.toString();
    }

    private static String replies(DialExample example) {
        StringBuilder line = new StringBuilder(padded(example.title(), TITLE));
        for (Reply reply : example.replies()) {
            line.append(padded(reply.line(), REPLY));
        }
        return line.toString();
    }

    private static String padded(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", cut(text, width - 2));
    }

    /// Cleaned before the columns are laid out, so that they line up.
    private static String cut(String text, int most) {
        String clean = clean(text);
        return clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
    }

    private static String clean(String text) {
        return TerminalSummary.CONTROL.matcher(text).replaceAll("");
    }
}
