package dev.candor.lab.probe;

/// A score beside the probe within kinds of question, see [WithinKind].
///
/// @param auroc of the score; of several the mean
/// @param lead of the probe
public record KindLead(double auroc, Lead lead) {}
