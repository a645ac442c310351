package dev.candor.app.comply;

import dev.candor.app.bundled.ModelSource;
import dev.candor.lab.probe.Probe;

/// What every run over the benchmarks under a dial is asked for.
///
/// @param model that is dialled
/// @param probe made on it
/// @param probeName the probe's file, without its folder
/// @param probeSha256 of the file
/// @param force whether the probe may have been made on another model of the same shape
/// @param alphas that H-neurons are set to
/// @param controls sets beside them
/// @param measure what is asked, with at least one benchmark
public record StudyOptions(
        ModelSource model,
        Probe probe,
        String probeName,
        String probeSha256,
        boolean force,
        Alphas alphas,
        ControlCounts controls,
        MeasureOptions measure) {}
