package dev.candor.lab.corpus;

/// A response that a file carries and what the file's own judge said of it. Another model's: a
/// check of our judge, never a label.
///
/// @param verdict the file's word, e.g. `true`, `false`, `uncertain`
public record StoredVerdict(Question question, String response, String verdict) {}
