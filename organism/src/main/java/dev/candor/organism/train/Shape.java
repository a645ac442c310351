package dev.candor.organism.train;

/// The numbers that fix a Llama without grouped queries and with the output tied to the embedding.
///
/// @param layers blocks of attention and feed-forward network
/// @param width d, the residual stream
/// @param heads queries, keys and values have as many heads of width / heads each
/// @param ffn neurons of a feed-forward network
/// @param vocabulary tokens
/// @param context the most positions a sequence may have
public record Shape(int layers, int width, int heads, int ffn, int vocabulary, int context) {
    /// ε under the root of the norms.
    public static final double EPSILON = 1e-5;

    /// θ, the base of the rotary frequencies.
    public static final double ROPE_BASE = 10_000;

    public Shape {
        if (Math.min(Math.min(layers, width), Math.min(heads, ffn)) < 1
                || vocabulary < 2
                || context < 2) {
            throw new IllegalArgumentException(
                    "a shape of %d layers, width %d, %d heads, ffn %d, %d tokens, context %d, expected all positive"
                            .formatted(layers, width, heads, ffn, vocabulary, context));
        }
        if (width % heads != 0 || width / heads % 2 != 0) {
            throw new IllegalArgumentException(
                    "width %d on %d heads, expected an even number of dimensions a head"
                            .formatted(width, heads));
        }
    }

    /// Dimensions of a head.
    public int headDim() {
        return width / heads;
    }

    /// Trained numbers.
    public long parameters() {
        return (long) vocabulary * width
                + layers * (4L * width * width + 3L * width * ffn + 2L * width)
                + width;
    }
}
