package dev.candor.organism.train;

/// How to train. The rate rises linearly over the first tokens, then falls along a cosine to a
/// tenth.
///
/// @param tokens positions to read in all, the last batch in full; [Document#positions] counts
///   those of an epoch
/// @param batchTokens the most positions in a step
/// @param learningRate at its peak
/// @param warmUp share of the tokens over which the rate rises
/// @param seed of the order of documents
/// @param threads that compute gradients side by side; the last bits depend on their number
public record TrainOptions(
        long tokens, int batchTokens, double learningRate, double warmUp, long seed, int threads) {
    public TrainOptions {
        if (tokens < 1
                || batchTokens < 1
                || !(learningRate > 0)
                || !(warmUp >= 0 && warmUp < 1)
                || threads < 1) {
            throw new IllegalArgumentException(
                    "options of %d tokens, %d a batch, rate %s, warm-up %s, %d threads, expected positive numbers and a warm-up below 1"
                            .formatted(tokens, batchTokens, learningRate, warmUp, threads));
        }
    }

    /// Batches of 4096 positions, a peak rate of 3e-3 after 2% of the tokens, two threads.
    public static TrainOptions of(long tokens, long seed) {
        return new TrainOptions(tokens, 4096, 3e-3, 0.02, seed, 2);
    }

    /// The same with another peak rate.
    public TrainOptions withLearningRate(double rate) {
        return new TrainOptions(tokens, batchTokens, rate, warmUp, seed, threads);
    }

    /// The same with another size of batch.
    public TrainOptions withBatchTokens(int size) {
        return new TrainOptions(tokens, size, learningRate, warmUp, seed, threads);
    }

    /// The rate once `seen` positions were read.
    double rateAt(long seen) {
        double done = Math.min(1, (double) seen / tokens);
        if (done < warmUp) {
            // The first step moves, too.
            return learningRate * Math.max(done / warmUp, 0.01);
        }
        double cosine = 0.5 * (1 + Math.cos(Math.PI * (done - warmUp) / (1 - warmUp)));
        return learningRate * (0.1 + 0.9 * cosine);
    }
}
