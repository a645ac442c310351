package dev.candor.lab.corpus;

/// A record of a question file that gave no question.
///
/// @param line number of the line the record starts on, from 1; 0 if it is on none
/// @param reason what was found and what was expected
public record SkippedLine(long line, String reason) {}
