package dev.candor.guard.review;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much of what people decided was wrong.
///
/// @param topics of each topic; an answer about two counts in both
/// @param weeks of each ISO week in UTC, such as `2026-W47`, in which answers were given
public record Stats(
        int pending, Rates rates, SortedMap<String, Rates> topics, SortedMap<String, Rates> weeks) {
    public Stats {
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
        weeks = Collections.unmodifiableSortedMap(new TreeMap<>(weeks));
    }

    public int decided() {
        return rates.all().of();
    }
}
