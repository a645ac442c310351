package dev.candor.guard.review;

import dev.candor.lab.statistics.Interval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One run of a fixed benchmark: a point of its line over time.
///
/// @param at kept to the millisecond
/// @param modelSha256 of the model's file
/// @param name of the benchmark
/// @param questionsSha256 of the question file; points of different files are not one line
/// @param of questions asked, at least 1
public record BenchmarkPoint(
        Instant at, String modelSha256, String name, String questionsSha256, int correct, int of) {
    public BenchmarkPoint {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if (of < 1 || correct < 0 || correct > of) {
            throw new IllegalArgumentException(correct + " of " + of + " is no share");
        }
    }

    public double share() {
        return (double) correct / of;
    }

    /// Wilson's, 95%.
    public Interval interval() {
        return Interval.ofShare(correct, of);
    }
}
