package dev.candor.app.comply;

/// What a run of `comply` is asked for.
///
/// @param study what every run over the benchmarks is asked for
/// @param each items of each benchmark that single neurons are measured on; 0 for none
/// @param withTexts whether the report shows replies
public record ComplyOptions(StudyOptions study, int each, boolean withTexts) {}
