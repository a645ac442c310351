package dev.candor.app.find;

import dev.candor.lab.report.FindReport;

/// How a run ended.
///
/// @param report what it found, with or without a probe
/// @param code for the shell
public record FindResult(FindReport report, int code) {}
