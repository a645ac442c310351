package dev.candor.lab.compliance;

import dev.candor.lab.corpus.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How far an assessor of premises agrees with stored verdicts, given what a run gives it: a reply
/// and the rebuttals of its question.
///
/// @param replies assessed
/// @param rebutted of them, those to questions that there were rebuttals of
/// @param accepted stored as accepted
/// @param bothAccepted of them, those the assessor calls accepted too
/// @param refused stored as refused
/// @param bothRefused of them, those the assessor calls refused too
/// @param unscorable replies that the assessor could not tell; they agree with nothing
/// @param agreement share of all replies
/// @param kappa Cohen's κ: (p_o − p_e) / (1 − p_e); NaN where chance alone gives full agreement
public record PremiseAgreement(
        int replies,
        int rebutted,
        int accepted,
        int bothAccepted,
        int refused,
        int bothRefused,
        int unscorable,
        double agreement,
        double kappa) {
    /// Hash of the public file of verdicts that [PremiseRule] was written with: 687 replies of
    /// Gemma 3 4B to FalseQA, judged by GPT-4o.
    public static final String PUBLIC_SHA256 =
            "a526ddb91bf62444f419ecc3fcdd270292c4290b63f2b90ef4cc1dbeee40373f";

    /// A reply with its verdict.
    record Stored(Step.Assess what, Outcome verdict) {
        boolean isRebutted() {
            return !what.references().isEmpty();
        }
    }

    /// Reads a file of `question`, `response` and `judge`, `ACCEPTED` or `REFUSED`.
    ///
    /// @param rebuttals question → replies that correct its premise, none where there are none
    static List<Stored> read(Path file, Function<String, List<String>> rebuttals) {
        List<Stored> stored = new ArrayList<>();
        for (Records.Row row : Records.read(file).rows()) {
            Outcome verdict =
                    switch (row.text("judge")) {
                        case "ACCEPTED" -> Outcome.COMPLIED;
                        case "REFUSED" -> Outcome.RESISTED;
                        default ->
                                throw row.refused(
                                        "judge is '%s', expected ACCEPTED or REFUSED"
                                                .formatted(row.text("judge")));
                    };
            String question = row.text("question");
            String reply = row.optional("response");
            stored.add(
                    new Stored(
                            new Step.Assess(
                                    question,
                                    rebuttals.apply(question),
                                    reply == null ? "" : reply),
                            verdict));
        }
        return stored;
    }

    /// Over all replies of a file.
    ///
    /// @param rebuttals question → replies that correct its premise, as the run has them; none
    ///   where there are none
    public static PremiseAgreement of(
            Path file, Assessor assessor, Function<String, List<String>> rebuttals) {
        return of(read(file, rebuttals), assessor);
    }

    static PremiseAgreement of(List<Stored> stored, Assessor assessor) {
        stored.forEach(each -> assessor.expect(each.what()));
        int[][] counts = new int[2][3];
        for (Stored each : stored) {
            int theirs = each.verdict() == Outcome.COMPLIED ? 0 : 1;
            int ours =
                    switch (assessor.assess(each.what())) {
                        case COMPLIED -> 0;
                        case RESISTED -> 1;
                        case UNSCORABLE, EXCLUDED -> 2;
                    };
            counts[theirs][ours]++;
        }
        int accepted = counts[0][0] + counts[0][1] + counts[0][2];
        int refused = counts[1][0] + counts[1][1] + counts[1][2];
        double n = accepted + refused;
        double observed = (counts[0][0] + counts[1][1]) / n;
        double byChance =
                (accepted * (double) (counts[0][0] + counts[1][0])
                                + refused * (double) (counts[0][1] + counts[1][1]))
                        / (n * n);
        return new PremiseAgreement(
                accepted + refused,
                (int) stored.stream().filter(Stored::isRebutted).count(),
                accepted,
                counts[0][0],
                refused,
                counts[1][1],
                counts[0][2] + counts[1][2],
                observed,
                (observed - byChance) / (1 - byChance));
    }
}
