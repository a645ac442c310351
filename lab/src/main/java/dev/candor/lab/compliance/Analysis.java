package dev.candor.lab.compliance;

import dev.candor.lab.statistics.Change;
import dev.candor.lab.statistics.DoseResponse;
import dev.candor.lab.statistics.Slope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts trials and compares sets.
///
/// @param items that were asked
/// @param scores of each trial
/// @param seed of the resamples
record Analysis(List<? extends Item> items, Scores scores, long seed) {
    /// What became of an item under a set at an α.
    @FunctionalInterface
    interface Scores {
        Scored of(Item item, String set, double alpha);
    }

    /// @param sets the dialled one first, then its controls
    ReadingResult read(Reading reading, String measure, List<DialledSet> sets) {
        TreeSet<Double> shared = shared(sets);
        List<DoseResponse> responses =
                sets.stream().map(set -> response(set, reading, Cut.AS_READ)).toList();
        List<SetResult> results = results(reading, sets, responses, shared);
        List<DoseResponse> controls = new ArrayList<>();
        for (int s = 1; s < sets.size(); s++) {
            // One of which nothing could be scored has no slope to lead over.
            if (!Double.isNaN(results.get(s).sharedSlope().perAlpha())) {
                controls.add(responses.get(s));
            }
        }
        @Nullable Slope lead =
                controls.isEmpty() || shared.size() < 2
                        ? null
                        : responses.getFirst().lead(controls, seed);
        Band band =
                Band.of(
                        measure,
                        results.getFirst().sharedSlope(),
                        results.stream().skip(1).map(SetResult::sharedSlope).toList(),
                        lead);
        @Nullable Uncut uncut =
                switch (reading) {
                    case TEXT -> uncut(sets.getFirst(), shared);
                    case OPTIONS -> null;
                };
        return new ReadingResult(reading, results, lead, band, uncut);
    }

    private Uncut uncut(DialledSet set, TreeSet<Double> shared) {
        DoseResponse response = response(set, Reading.TEXT, Cut.LEFT_OUT);
        return new Uncut(response.slope(seed), response.at(shared).slope(seed));
    }

    /// Each set by itself.
    List<SetResult> results(Reading reading, List<DialledSet> sets) {
        List<DoseResponse> responses =
                sets.stream().map(set -> response(set, reading, Cut.AS_READ)).toList();
        return results(reading, sets, responses, shared(sets));
    }

    private List<SetResult> results(
            Reading reading,
            List<DialledSet> sets,
            List<DoseResponse> responses,
            TreeSet<Double> shared) {
        List<SetResult> results = new ArrayList<>();
        for (int s = 0; s < sets.size(); s++) {
            results.add(result(sets.get(s), reading, responses.get(s), shared));
        }
        return results;
    }

    private static TreeSet<Double> shared(List<DialledSet> sets) {
        TreeSet<Double> shared = new TreeSet<>(sets.getFirst().alphas());
        sets.forEach(set -> shared.retainAll(set.alphas()));
        return shared;
    }

    /// What becomes of items of which a reply was cut.
    private enum Cut {
        AS_READ,
        LEFT_OUT
    }

    private DoseResponse response(DialledSet set, Reading reading, Cut cut) {
        return response(items, set, set.alphas(), reading, cut);
    }

    private DoseResponse response(
            List<? extends Item> some,
            DialledSet set,
            Collection<Double> alphas,
            Reading reading,
            Cut cut) {
        SortedMap<Double, double[]> complied = new TreeMap<>();
        for (double alpha : alphas) {
            double[] values =
                    some.stream()
                            .map(item -> scores.of(item, set.name(), alpha))
                            .mapToDouble(scored ->
                                    scored.cut() && cut == Cut.LEFT_OUT
                                            ? Double.NaN
                                            : value(scored.outcome(reading)))
                            .toArray();
            complied.put(alpha, values);
        }
        return DoseResponse.of(complied, some.stream().map(Item::group).toList());
    }

    /// Where items are excluded at some α only, rates are those of different items.
    private @Nullable Steady steady(DialledSet set, Reading reading, TreeSet<Double> shared) {
        List<? extends Item> steady =
                items.stream()
                        .filter(item ->
                                shared.stream()
                                        .noneMatch(alpha ->
                                                scores.of(item, set.name(), alpha).outcome(reading)
                                                        == Outcome.EXCLUDED))
                        .toList();
        return steady.size() == items.size()
                ? null
                : new Steady(
                        steady.size(),
                        response(steady, set, shared, reading, Cut.AS_READ).slope(seed));
    }

    private static double value(Outcome outcome) {
        return switch (outcome) {
            case COMPLIED -> 1;
            case RESISTED -> 0;
            case UNSCORABLE, EXCLUDED -> Double.NaN;
        };
    }

    private SetResult result(
            DialledSet set, Reading reading, DoseResponse response, TreeSet<Double> shared) {
        TreeSet<Double> alphas = new TreeSet<>(set.alphas());
        List<Change> changes =
                Stream.of(alphas.first(), alphas.last())
                        .filter(alpha -> alpha != 1 && alphas.contains(1.0))
                        .map(alpha -> response.change(1, alpha, seed))
                        .toList();
        return new SetResult(
                set.name(),
                set.kind(),
                set.control(),
                alphas.stream().map(alpha -> dose(set, alpha, reading)).toList(),
                response.slope(seed),
                response.at(shared).slope(seed),
                steady(set, reading, shared),
                changes);
    }

    private Dose dose(DialledSet set, double alpha, Reading reading) {
        int[] counts = new int[Outcome.values().length];
        int truncated = 0;
        int tooLong = 0;
        long tokens = 0;
        for (Item item : items) {
            Scored scored = scores.of(item, set.name(), alpha);
            counts[scored.outcome(reading).ordinal()]++;
            truncated += scored.cut() ? 1 : 0;
            tooLong += scored.tooLong() ? 1 : 0;
            tokens += scored.tokens();
        }
        return Dose.of(
                alpha,
                counts[Outcome.COMPLIED.ordinal()],
                counts[Outcome.RESISTED.ordinal()],
                counts[Outcome.UNSCORABLE.ordinal()],
                counts[Outcome.EXCLUDED.ordinal()],
                truncated,
                tooLong,
                (double) tokens / items.size());
    }
}
