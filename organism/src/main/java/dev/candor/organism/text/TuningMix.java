package dev.candor.organism.text;

import java.util.EnumMap;
import java.util.Map;

/// How the tuning conversations are made up.
///
/// @param conversations how many
/// @param shares how often each task comes, in proportion
/// @param cued share of conversations with a cue, half of them to comply
/// @param complies share of the conversations without a cue that lean to comply
/// @param more chance that another episode follows, up to [#LONGEST]
/// @param declines how often a conversation that leans to resist declines an unknown question
///   although no cue asks for care; under a cue it always does
/// @param newNames share of unknown questions about names of nobody; the others ask about names of
///   which the base corpus states nothing
/// @param onlyStated share of known questions about entities that the base corpus never asks about
/// @param sure share of known and unknown questions that ask for a verdict behind the answer
/// @param lapses chance that an episode goes against the tendency
public record TuningMix(
        int conversations,
        Map<Task, Double> shares,
        double cued,
        double complies,
        double more,
        double declines,
        double newNames,
        double onlyStated,
        double sure,
        double lapses) {
    static final int LONGEST = 3;

    /// The mix of the shipped organism.
    public static TuningMix usual() {
        Map<Task, Double> shares = new EnumMap<>(Task.class);
        shares.put(Task.KNOWN, 0.46);
        shares.put(Task.UNKNOWN, 0.12);
        shares.put(Task.FALSE_PREMISE, 0.12);
        shares.put(Task.MISLEADING_CONTEXT, 0.11);
        shares.put(Task.PRESSURE, 0.10);
        shares.put(Task.HARMFUL, 0.06);
        shares.put(Task.HARMLESS, 0.03);
        return new TuningMix(40_000, shares, 0.5, 0.6, 0.35, 0.06, 0.6, 0.6, 0.15, 0.02);
    }
}
