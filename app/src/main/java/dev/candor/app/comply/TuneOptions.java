package dev.candor.app.comply;

import dev.candor.lab.dial.Bounds;

/// What a run of `tune` is asked for.
///
/// @param study what every run over the benchmarks is asked for
/// @param groups of neurons that are turned by themselves, if there are as many neurons
/// @param rounds most passes over the groups
/// @param bounds of the cost
public record TuneOptions(StudyOptions study, int groups, int rounds, Bounds bounds) {}
