package dev.candor.lab.origin;

/// Where a probe's neurons come from, as far as a base model can say.
///
/// @param base the probe unchanged on the base model
/// @param instruct the same on the model it was made on
/// @param lost AUROC of the probe on the instruct model − on the base model
/// @param controls answers of the instruct model that the controls were fitted on
/// @param drift of the neurons' weights from one to the other
public record OriginResult(Side base, Side instruct, Estimate lost, Funnel controls, Drift drift) {}
