package dev.candor.guard.review;

import dev.candor.lab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/// The share of answers that people found wrong.
///
/// @param wrong rejected or corrected
/// @param of decided, perhaps 0
public record Rate(int wrong, int of) {
    static final Rate NONE = new Rate(0, 0);

    /// Null of none.
    public @Nullable Double share() {
        return of == 0 ? null : (double) wrong / of;
    }

    /// Wilson's, 95%; null of none.
    public @Nullable Interval interval() {
        return of == 0 ? null : Interval.ofShare(wrong, of);
    }

    Rate plus(Rate other) {
        return new Rate(wrong + other.wrong, of + other.of);
    }
}
