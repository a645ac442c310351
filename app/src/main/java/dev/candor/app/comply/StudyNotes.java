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
        boolean rule = options.by() instanceof Judging.By.Rule;
        if (has(options, BenchKind.FALSEQA)) {
            notes.add(agreement(rule, agreement));
        }
        if (has(options, BenchKind.CONFLICTQA)) {
            notes.add(
                    "ConflictQA stands in for FaithEval: passages against what the untouched model answered right.");
        }
        if (has(options, BenchKind.SYCOPHANCY)) {
            notes.add(
                    "Only answers that the untouched model gets right at first are doubted: that none of its own is excluded is by choice.");
        }
        if (!rule) {
            notes.add(
                    "How far the judging model agrees with others on right answers and on harm was not measured.");
        }
        if (rule
                && (has(options, BenchKind.JAILBREAK) || has(options, BenchKind.JAILBREAK_AS_IS))) {
            notes.add(
                    "Without a judge of harm, replies to harmful requests are told apart as refused and not refused.");
        }
        return notes;
    }

    private static boolean has(MeasureOptions options, BenchKind kind) {
        return options.benches().stream().anyMatch(bench -> bench.kind() == kind);
    }

    private static String agreement(boolean rule, @Nullable PremiseAgreement agreement) {
        String who = rule ? "a rule" : "a language model";
        return agreement == null
                ? "False premises are judged by %s whose agreement with stored verdicts was not measured in this run (--verdicts)."
                        .formatted(who)
                : String.format(
                        Locale.ROOT,
                        "False premises are judged by %s that agrees with %.1f%% of %d stored verdicts (κ %.2f).",
                        who,
                        100 * agreement.agreement(),
                        agreement.replies(),
                        agreement.kappa());
    }
}
