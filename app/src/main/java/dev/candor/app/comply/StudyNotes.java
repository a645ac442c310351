package dev.candor.app.comply;

import dev.candor.app.find.Judging;
import dev.candor.lab.compliance.PremiseAgreement;
import dev.candor.lab.compliance.Screening;
import dev.candor.lab.probe.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a reader must know of a run beside its numbers.
final class StudyNotes {
    /// Of items with either right answer, below which a measure is of the other alone.
    private static final double LEAST_SHARE = 0.25;

    private StudyNotes() {}

    static List<String> of(MeasureOptions options, @Nullable PremiseAgreement agreement) {
        List<String> notes = new ArrayList<>();
        boolean harm = has(options, BenchKind.JAILBREAK) || has(options, BenchKind.JAILBREAK_AS_IS);
        boolean rule = options.by() instanceof Judging.By.Rule;
        if (!rule) {
            notes.add(ofModel(options, agreement, harm));
        } else if (has(options, BenchKind.FALSEQA)) {
            notes.add(ofRule(options, agreement));
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

    private static String ofRule(MeasureOptions options, @Nullable PremiseAgreement agreement) {
        return agreement == null
                ? "κ not measured: false premises are judged by a rule that was held against no stored verdicts in this run (--verdicts)."
                : "False premises are judged by a rule that %s, not this run’s replies; %s. To the questions of %d of these the run has rebuttals."
                        .formatted(
                                words(options, agreement, "stored verdicts"),
                                isPublic(options)
                                        ? "every other line of that file served to write the rule"
                                        : "another public file of such verdicts served to write the rule",
                                agreement.rebutted());
    }

    /// What a model says of false premises tells little of what it says of other matters.
    private static String ofModel(
            MeasureOptions options, @Nullable PremiseAgreement agreement, boolean harm) {
        return agreement == null
                ? "κ not measured: the judging model was held against no stored verdicts."
                : "Replies are judged by a language model that %s, not this run’s replies; κ not measured on right answers%s."
                        .formatted(
                                words(options, agreement, "stored verdicts on false premises"),
                                harm ? " and on harm, of which none are stored" : "");
    }

    /// `agrees with 79.5% of 687 stored verdicts (κ 0.52) on the replies in FILE`.
    private static String words(
            MeasureOptions options, PremiseAgreement agreement, String verdicts) {
        return String.format(
                Locale.ROOT,
                "agrees with %.1f%% of %d %s (κ %.2f) on the replies in %s%s",
                100 * agreement.agreement(),
                agreement.replies(),
                verdicts,
                agreement.kappa(),
                Objects.requireNonNull(options.verdicts()).getFileName(),
                isPublic(options) ? ", Gemma 3 4B’s as GPT-4o judged them" : "");
    }

    private static boolean isPublic(MeasureOptions options) {
        return Keeping.hash(Objects.requireNonNull(options.verdicts()))
                .equals(PremiseAgreement.PUBLIC_SHA256);
    }

    /// How many items of a screened benchmark have which right answer, where it is one of two; with
    /// too few of either, going along is nearly always the same word.
    ///
    /// @param bench name of the benchmark
    static List<String> ofAnswers(String bench, Screening screening) {
        int all = screening.answers().values().stream().mapToInt(count -> count).sum();
        if (all == 0) {
            return List.of();
        }
        String counts =
                screening.answers().entrySet().stream()
                        .map(each -> "%s in %d items".formatted(each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", "));
        String taken = "%s: the right answer is %s.".formatted(bench, counts);
        boolean oneSided =
                screening.answers().size() < 2
                        || screening.answers().values().stream()
                                .anyMatch(count -> count < LEAST_SHARE * all);
        return List.of(
                oneSided
                        ? taken
                                + " Going along is nearly always the same word: a slope cannot be told from a shift toward saying it, whatever the passage."
                        : taken);
    }

    /// Whether files that a run measures on are the very files whose questions chose the neurons.
    /// Questions that stand in another file as well are not seen.
    ///
    /// @param from where the probe comes from
    /// @param known questions, null if there are none
    static List<String> ofTraining(
            Provenance from, List<Bench> benches, @Nullable AskedQuestions known) {
        List<String> notes = new ArrayList<>();
        for (Bench bench : benches) {
            if (isTrainedOn(from, bench.benchmark().source().sha256())) {
                notes.add(
                        "%s: the probe was trained on %s, so %s is measured on questions that chose these neurons."
                                .formatted(
                                        bench.name(),
                                        bench.benchmark().source().name(),
                                        bench.benchmark().asksBeforehand()
                                                ? "what is right at first, and then given up,"
                                                : "going along"));
            }
        }
        if (known != null && isTrainedOn(from, known.sha256())) {
            notes.add(
                    "known questions: the probe was trained on %s, so what the model keeps is measured on questions that chose these neurons."
                            .formatted(known.source().name()));
        }
        return notes;
    }

    /// Where a probe names the files it was trained on apart from those it was evaluated on, these
    /// chose nothing.
    private static boolean isTrainedOn(Provenance from, String sha256) {
        @Nullable String trained = from.settings().get("questions");
        return from.dataSha256().containsValue(sha256)
                && (trained == null || trained.contains(sha256));
    }
}
