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
        List<DoseResponse> responses = responses(reading, sets, Cut.AS_READ);
        List<SetResult> results = results(reading, sets, responses, shared);
        Compared asRead =
                compared(
                        measure,
                        responses,
                        results.stream().map(SetResult::sharedSlope).toList(),
                        shared);
        return switch (reading) {
            case TEXT -> {
                Uncut uncut = uncut(measure, sets, shared);
                Band band =
                        asRead.band.unlikeUncut(
                                results.getFirst().sharedSlope(),
                                uncut.sharedSlope(),
                                uncut.band());
                yield new ReadingResult(reading, results, asRead.lead, band, uncut);
            }
            case OPTIONS -> new ReadingResult(reading, results, asRead.lead, asRead.band, null);
        };
    }

    /// The dialled set beside its controls.
    private record Compared(@Nullable Slope lead, Band band) {}

    /// @param slopes of the same sets over the α that all have
    private Compared compared(
            String measure,
            List<DoseResponse> responses,
            List<Slope> slopes,
            TreeSet<Double> shared) {
        List<DoseResponse> controls = new ArrayList<>();
        for (int s = 1; s < responses.size(); s++) {
            // One of which nothing could be scored has no slope to lead over.
            if (!Double.isNaN(slopes.get(s).perAlpha())) {
                controls.add(responses.get(s));
            }
        }
        @Nullable Slope lead =
                controls.isEmpty() || shared.size() < 2
                        ? null
                        : responses.getFirst().lead(controls, seed);
        Slope own = slopes.getFirst();
        return new Compared(lead, Band.of(measure, own, slopes.subList(1, slopes.size()), lead));
    }

    private Uncut uncut(String measure, List<DialledSet> sets, TreeSet<Double> shared) {
        List<DoseResponse> responses = responses(Reading.TEXT, sets, Cut.LEFT_OUT);
        List<Slope> slopes =
                responses.stream().map(response -> response.at(shared).slope(seed)).toList();
        Compared without = compared(measure, responses, slopes, shared);
        List<Uncut.Control> controls = new ArrayList<>();
        for (int s = 1; s < sets.size(); s++) {
            controls.add(new Uncut.Control(sets.get(s).name(), slopes.get(s)));
        }
        return new Uncut(
                responses.getFirst().slope(seed),
                slopes.getFirst(),
                controls,
                without.lead,
                without.band);
    }

    /// Each set by itself.
    List<SetResult> results(Reading reading, List<DialledSet> sets) {
        return results(reading, sets, responses(reading, sets, Cut.AS_READ), shared(sets));
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

    private List<DoseResponse> responses(Reading reading, List<DialledSet> sets, Cut cut) {
        return sets.stream().map(set -> response(items, set, set.alphas(), reading, cut)).toList();
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
