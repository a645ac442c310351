package dev.candor.engine.model;

/// The shape of a model, in the field's symbols. What families compute differently is data of the
/// [Weights].
///
/// @param name the model's own name, as the file gives it
/// @param family adapter that read it, e.g. `llama`
/// @param layers L
/// @param width d, values of the residual stream
/// @param ffn f, neurons a layer
/// @param heads query heads
/// @param kvHeads key and value heads; divides `heads`
/// @param headDim values a head
/// @param vocabulary tokens
/// @param context longest sequence the model is run on
public record ModelConfig(
        String name,
        String family,
        int layers,
        int width,
        int ffn,
        int heads,
        int kvHeads,
        int headDim,
        int vocabulary,
        int context) {

    /// L·f.
    public long neurons() {
        return (long) layers * ffn;
    }

    /// Values of all heads' queries.
    public int queryWidth() {
        return heads * headDim;
    }

    /// Values of all kv heads' keys, or of their values.
    public int keyWidth() {
        return kvHeads * headDim;
    }

    ModelConfig withContext(int shorter) {
        return new ModelConfig(
                name, family, layers, width, ffn, heads, kvHeads, headDim, vocabulary, shorter);
    }
}
