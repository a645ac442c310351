package dev.candor.organism.recipe;

import dev.candor.organism.text.TuningMix;
import dev.candor.organism.train.Shape;
import dev.candor.organism.train.TrainOptions;

/// All numbers of an organism but its seed.
///
/// @param size its name
/// @param layers blocks
/// @param width of the residual stream
/// @param heads of attention
/// @param ffn neurons of a layer
/// @param context the most positions of a sequence
/// @param vocabulary tokens at most
/// @param base how the base stage trains
/// @param tuning how the instruct stage trains
/// @param replay tokens of the base corpus among those of the conversations, per token of these
/// @param mix what the conversations are made of
/// @param ofBase share of the base stage in the average that is the instruct stage: some of what
///   tuning forgets comes back (Wortsman et al. 2022, arXiv:2109.01903)
public record Recipe(
        String size,
        int layers,
        int width,
        int heads,
        int ffn,
        int context,
        int vocabulary,
        Schedule base,
        Schedule tuning,
        double replay,
        TuningMix mix,
        double ofBase) {
    /// Width of an attention head.
    private static final int HEAD = 32;

    private static final int CONTEXT = 512;
    private static final int BATCH = 4096;
    private static final double OF_BASE = 0.1;

    /// How long and how fast a stage trains.
    ///
    /// @param tokens positions read
    /// @param batch positions of a step at most
    /// @param rate learning rate at its peak
    public record Schedule(long tokens, int batch, double rate) {
        /// For the trainer.
        public TrainOptions options(long seed) {
            return TrainOptions.of(tokens, seed).withBatchTokens(batch).withLearningRate(rate);
        }
    }

    /// The organism that the project ships.
    public static Recipe shipped() {
        return full("shipped", 4);
    }

    /// Half as wide, in all else as shipped: half as many neurons.
    public static Recipe narrow() {
        return full("narrow", 2);
    }

    /// Half as wide again, in all else as shipped.
    public static Recipe wide() {
        return full("wide", 6);
    }

    /// @param heads of [#HEAD] each, which sets the width
    private static Recipe full(String size, int heads) {
        int width = heads * HEAD;
        return new Recipe(
                size,
                4,
                width,
                heads,
                4 * width,
                CONTEXT,
                2048,
                new Schedule(24_000_000, BATCH, 3e-3),
                new Schedule(16_000_000, BATCH, 1e-3),
                6.0,
                TuningMix.usual(),
                OF_BASE);
    }

    /// One that trains in ten to fifteen minutes on two cores, for trials.
    public static Recipe small() {
        return new Recipe(
                "small",
                4,
                128,
                4,
                512,
                CONTEXT,
                2048,
                new Schedule(8_000_000, BATCH, 3e-3),
                new Schedule(4_000_000, BATCH, 1.5e-3),
                3.0,
                TuningMix.usual(),
                OF_BASE);
    }

    /// The Llama over a vocabulary.
    public Shape shape(int tokens) {
        return new Shape(layers, width, heads, ffn, tokens, context);
    }

    /// How a stage trains.
    public Schedule schedule(Stage stage) {
        return switch (stage) {
            case BASE -> base;
            case INSTRUCT -> tuning;
        };
    }
}
