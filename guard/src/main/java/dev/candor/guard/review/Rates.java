package dev.candor.guard.review;

import java.util.EnumMap;
import java.util.Map;

/// A rate, and its parts. Items that a policy or a complaint brought in were picked for being
/// suspect; only the part of [Reason#SPOT_CHECK] estimates how much of what was let through is
/// wrong.
///
/// @param all over all reasons: how much of what people looked at was wrong, no more
/// @param reasons each has its rate
public record Rates(Rate all, Map<Reason, Rate> reasons) {
    public Rates {
        reasons = Map.copyOf(reasons);
    }

    /// The rate of the items of one reason.
    public Rate of(Reason reason) {
        return reasons.getOrDefault(reason, Rate.NONE);
    }

    static Rates none() {
        Map<Reason, Rate> reasons = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            reasons.put(reason, Rate.NONE);
        }
        return new Rates(Rate.NONE, reasons);
    }

    Rates plus(Reason reason, Rate more) {
        Map<Reason, Rate> sums = new EnumMap<>(reasons);
        sums.merge(reason, more, Rate::plus);
        return new Rates(all.plus(more), sums);
    }
}
