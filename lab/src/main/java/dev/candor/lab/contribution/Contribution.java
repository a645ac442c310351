package dev.candor.lab.contribution;

/// What one answer gave: mean CETT of every neuron over its answer tokens and over the others, at
/// both positions, and what the model thought of its own words.
///
/// @param answerInput mean over the answer tokens at the input position, shape [layers · ffn]
/// @param otherInput the same over the other tokens; empty if there are none
/// @param answerEmit at the emit position
/// @param otherEmit at the emit position; empty if there are none
/// @param answerTokens tokens of the answer
/// @param meanLogProbability mean ln p of the answer tokens
@SuppressWarnings("ArrayRecordComponent") // megabytes of numbers, handed on once
public record Contribution(
        float[] answerInput,
        float[] otherInput,
        float[] answerEmit,
        float[] otherEmit,
        int answerTokens,
        double meanLogProbability) {}
