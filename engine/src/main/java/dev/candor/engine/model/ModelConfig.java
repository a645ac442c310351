package dev.candor.engine.model;

/// The shape of a model, in the field's symbols.
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
/// @param context longest sequence the model was made for
/// @param epsilon of every RMSNorm
/// @param rope rotation of queries and keys
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
        int context,
        float epsilon,
        Rope rope) {

    /// L·f.
    public long neurons() {
        return (long) layers * ffn;
    }
}
