package dev.candor.lab.compliance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Prints how far the rule for premises agrees with a file of stored verdicts, on all of it and on
/// its halves: the rule was written looking at the first, every other line, and never at the
/// second. Not a test; the numbers stand in `docs/formats/benchmarks.md`.
public final class MeasurePremiseRule {
    private MeasurePremiseRule() {}

    /// @param args the file, and FalseQA's own with the rebuttals, if it can be had
    public static void main(String[] args) {
        Function<String, List<String>> rebuttals =
                args.length < 2
                        ? question -> List.of()
                        : FalsePremises.read(Path.of(args[1]), args[1], 1)::rebuttals;
        List<PremiseAgreement.Stored> all = PremiseAgreement.read(Path.of(args[0]), rebuttals);
        List<PremiseAgreement.Stored> seen = new ArrayList<>();
        List<PremiseAgreement.Stored> unseen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            (i % 2 == 0 ? seen : unseen).add(all.get(i));
        }
        System.out.println("all    " + PremiseAgreement.of(all, new PremiseRule()));
        System.out.println("seen   " + PremiseAgreement.of(seen, new PremiseRule()));
        System.out.println("unseen " + PremiseAgreement.of(unseen, new PremiseRule()));
    }
}
