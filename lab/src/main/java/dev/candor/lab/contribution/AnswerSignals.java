package dev.candor.lab.contribution;

/// What an answer says of itself beside its neurons' contributions: the numbers that a baseline
/// needs, all over the tokens of the answer.
///
/// @param meanLogProbability mean ln p of the tokens
/// @param minLogProbability ln p of the least likely token
/// @param meanEntropy mean entropy of the next-token distribution where each token was chosen, in
///   nats
/// @param hidden [Sparsity] of the last layer's residual stream, mean over the tokens
/// @param z [Sparsity] of the FFN's activations z, mean over tokens and layers
@SuppressWarnings("ArrayRecordComponent") // a dozen numbers each, never compared
public record AnswerSignals(
        double meanLogProbability,
        double minLogProbability,
        double meanEntropy,
        double[] hidden,
        double[] z) {}
