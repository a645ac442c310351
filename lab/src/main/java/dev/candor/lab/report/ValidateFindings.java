package dev.candor.lab.report;

import dev.candor.lab.report.ValidateLines.Shown;
import dev.candor.lab.report.ValidateReport.BenchmarkCompared;
import dev.candor.lab.report.ValidateReport.ChoicesCompared;
import dev.candor.lab.report.ValidateReport.QuestionsCompared;
import dev.candor.lab.report.ValidateReport.TextCompared;
import dev.candor.lab.statistics.Interval;
import dev.candor.lab.statistics.Shift;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the comparison of two models says, in sentences that claim no more than their intervals.
public final class ValidateFindings {
    private ValidateFindings() {}

    public static List<String> of(
            List<QuestionsCompared> questions,
            List<BenchmarkCompared> benchmarks,
            @Nullable TextCompared text,
            @Nullable ChoicesCompared choices) {
        List<String> findings = new ArrayList<>();
        ValidateLines.of(questions, benchmarks, choices).stream()
                .filter(Shown::main)
                .forEach(line -> findings.add(sentence(line)));
        if (text != null) {
            findings.add(sentence(text));
        }
        int replies = replies(questions, benchmarks);
        if (replies > 0) {
            findings.add(
                    "%s of %s replies are another text."
                            .formatted(
                                    Numbers.count(changed(questions, benchmarks)),
                                    Numbers.count(replies)));
        }
        return List.copyOf(findings);
    }

    /// Items that were asked of both and replied to.
    static int replies(ValidateReport report) {
        return replies(report.questions(), report.benchmarks());
    }

    private static int replies(
            List<QuestionsCompared> questions, List<BenchmarkCompared> benchmarks) {
        return questions.stream().mapToInt(QuestionsCompared::asked).sum()
                + benchmarks.stream().mapToInt(BenchmarkCompared::asked).sum();
    }

    /// Those of them that the edited model said something else to.
    static int changed(ValidateReport report) {
        return changed(report.questions(), report.benchmarks());
    }

    private static int changed(
            List<QuestionsCompared> questions, List<BenchmarkCompared> benchmarks) {
        return questions.stream().mapToInt(QuestionsCompared::changedReplies).sum()
                + benchmarks.stream().mapToInt(BenchmarkCompared::changedReplies).sum();
    }

    private static String sentence(Shown line) {
        String what = "%s, '%s'".formatted(line.set(), line.measure());
        Shift shift = line.shift();
        if (Double.isNaN(shift.points())) {
            return what + ": nothing could be compared.";
        }
        return "%s: %s → %s, %s points%s: %s."
                .formatted(
                        what,
                        Numbers.percent(shift.before().rate(), 1),
                        Numbers.percent(shift.after().rate(), 1),
                        points(shift),
                        Double.isNaN(shift.interval().low())
                                ? " (too few items for an interval)"
                                : "",
                        verdict(shift));
    }

    /// `−2.5 [−5.0, 0.0]`; without the interval where there is none.
    public static String points(Shift shift) {
        return Double.isNaN(shift.interval().low())
                ? Numbers.signed(shift.points(), 1)
                : Numbers.signedWithInterval(shift.points(), shift.interval(), 1);
    }

    private static String verdict(Shift shift) {
        if (shift.excludesZero()) {
            return shift.points() > 0 ? "more often" : "less often";
        }
        return "no clear difference";
    }

    /// `1.012 [1.003, 1.021]`; without the interval where there is none.
    public static String ratio(RetentionReport.Ratio ratio) {
        return Double.isNaN(ratio.interval().low())
                ? Numbers.decimals(ratio.value(), 3)
                : Numbers.withInterval(ratio.value(), ratio.interval(), 3);
    }

    private static String sentence(TextCompared text) {
        return "%s, perplexity: %s → %s, × %s: %s."
                .formatted(
                        text.text().name(),
                        Numbers.decimals(text.original().value(), 2),
                        Numbers.decimals(text.edited().value(), 2),
                        ratio(text.ratio()),
                        verdict(text.ratio().interval()));
    }

    private static String verdict(Interval ratio) {
        if (ratio.low() > 1) {
            return "more perplexed";
        }
        return ratio.high() < 1 ? "less perplexed" : "no clear difference";
    }
}
