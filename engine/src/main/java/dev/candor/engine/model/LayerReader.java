package dev.candor.engine.model;

/// Takes the tensors of one layer, under the names that families share.
final class LayerReader {
    private final TensorReader tensors;
    private final ModelConfig config;
    private final float epsilon;
    private final String at;

    /// @param epsilon of every RMSNorm
    LayerReader(TensorReader tensors, ModelConfig config, float epsilon, int layer) {
        this.tensors = tensors;
        this.config = config;
        this.epsilon = epsilon;
        this.at = "blk." + layer + ".";
    }

    /// An RMSNorm over the residual's width.
    Norm norm(String name) {
        return tensors.rmsNorm(at + name, config.width(), epsilon);
    }

    /// An RMSNorm over one head.
    Norm headNorm(String name) {
        return tensors.rmsNorm(at + name, config.headDim(), epsilon);
    }

    /// From the residual to `rows` values.
    Linear linear(String name, int rows) {
        return tensors.linear(at + name, rows, config.width());
    }

    /// The same with a bias.
    Linear biased(String name, int rows) {
        return tensors.biased(at + name, rows, config.width());
    }

    /// Attention without biases, norms of heads or a norm behind it.
    SelfAttention attention(AttentionRule rule) {
        return new SelfAttention(
                norm("attn_norm"),
                linear("attn_q", config.queryWidth()),
                linear("attn_k", config.keyWidth()),
                linear("attn_v", config.keyWidth()),
                null,
                null,
                rule,
                attentionOutput(),
                null);
    }

    Linear attentionOutput() {
        return tensors.linear(at + "attn_output", config.width(), config.queryWidth());
    }

    /// SwiGLU without biases or a norm behind it.
    FeedForward swiglu() {
        return new FeedForward(norm("ffn_norm"), Activation.SWIGLU, gate(), up(), down(), null);
    }

    Linear gate() {
        return linear("ffn_gate", config.ffn());
    }

    Linear up() {
        return linear("ffn_up", config.ffn());
    }

    Linear down() {
        return tensors.linear(at + "ffn_down", config.width(), config.ffn());
    }
}
