package dev.candor.lab.probe;

/// One point of a ROC curve; both rates in [0, 1].
public record RocPoint(double falsePositiveRate, double truePositiveRate) {}
