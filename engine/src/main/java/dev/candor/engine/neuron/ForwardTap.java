package dev.candor.engine.neuron;

/// Sees a forward pass from inside, without copies: the buffers are the pass's own, valid during
/// the call only and not to be written. A long batch comes in several chunks, each with its rows.
public interface ForwardTap {
    /// Sees nothing.
    ForwardTap NONE = new ForwardTap() {};

    /// The FFN activations of one layer, before gains.
    ///
    /// @param z shape [rows, ffn]
    default void activations(int layer, TapRows rows, float[] z) {}

    /// The FFN of one layer, after gains.
    ///
    /// @param z input of wDown, shape [rows, ffn]
    /// @param h its output `wDown · z` alone, before any bias and norm on its way to the residual,
    ///   shape [rows, d]
    default void ffn(int layer, TapRows rows, float[] z, float[] h) {}

    /// The residual stream behind a layer.
    ///
    /// @param residual shape [rows, d]
    default void residual(int layer, TapRows rows, float[] residual) {}

    /// Next-token logits of the rows that asked for them.
    ///
    /// @param logits shape [rows, vocabulary]
    default void logits(TapRows rows, float[] logits) {}
}
