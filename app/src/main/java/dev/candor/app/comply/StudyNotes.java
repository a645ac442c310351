package dev.candor.app.comply;

import dev.candor.app.find.Judging;
import dev.candor.lab.compliance.PremiseAgreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a reader must know of a run beside its numbers.
final class StudyNotes {
    private StudyNotes() {}

    static List<String> of(MeasureOptions options, @Nullable PremiseAgreement agreement) {
        List<String> notes = new ArrayList<>();
        boolean harm = has(options, BenchKind.JAILBREAK) || has(options, BenchKind.JAILBREAK_AS_IS);
        boolean rule = options.by() instanceof Judging.By.Rule;
        if (!rule) {
            notes.add(ofModel(agreement, harm));
        } else if (has(options, BenchKind.FALSEQA)) {
            notes.add(ofRule(agreement));
        }
        if (has(options, BenchKind.CONFLICTQA)) {
            notes.add(
                    "ConflictQA stands in for FaithEval: passages against what the untouched model answered right.");
        }
        if (has(options, BenchKind.SYCOPHANCY)) {
            notes.add(
                    "Only answers that the untouched model gets right at first are doubted: that none of its own is excluded is by choice.");
        }
        if (rule && harm) {
            notes.add(
                    "Without a judge of harm, replies to harmful requests are told apart as refused and not refused.");
        }
        return notes;
    }

    private static boolean has(MeasureOptions options, BenchKind kind) {
        return options.benches().stream().anyMatch(bench -> bench.kind() == kind);
    }

    private static String ofRule(@Nullable PremiseAgreement agreement) {
        return agreement == null
                ? "κ not measured: false premises are judged by a rule that was held against no stored verdicts in this run (--verdicts)."
                : "False premises are judged by a rule that %s; to the questions of %d of these the run has rebuttals."
                        .formatted(words(agreement, "stored verdicts"), agreement.rebutted());
    }

    /// What a model says of false premises tells little of what it says of other matters.
    private static String ofModel(@Nullable PremiseAgreement agreement, boolean harm) {
        return agreement == null
                ? "κ not measured: the judging model was held against no stored verdicts%s."
                        .formatted(harm ? "; of harm none are stored" : "")
                : "Replies are judged by a language model that %s; κ not measured on right answers%s."
                        .formatted(
                                words(agreement, "stored verdicts on false premises"),
                                harm ? " and on harm, of which none are stored" : "");
    }

    private static String words(PremiseAgreement agreement, String verdicts) {
        return String.format(
                Locale.ROOT,
                "agrees with %.1f%% of %d %s (κ %.2f)",
                100 * agreement.agreement(),
                agreement.replies(),
                verdicts,
                agreement.kappa());
    }
}
