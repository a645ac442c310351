package dev.candor.organism.train;

import java.time.Duration;

/// Where training stands after a step.
///
/// @param step steps done since the start, resumed ones too
/// @param tokens positions read so far
/// @param totalTokens of how many
/// @param loss smoothed mean of -ln p(token), nats
/// @param rate learning rate of the next step
/// @param tokensPerSecond since training was started or resumed
/// @param left time left at that speed
public record TrainProgress(
        long step,
        long tokens,
        long totalTokens,
        double loss,
        double rate,
        double tokensPerSecond,
        Duration left) {}
