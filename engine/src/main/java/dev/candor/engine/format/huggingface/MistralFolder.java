package dev.candor.engine.format.huggingface;

/// Mistral 7B, Nemo and Small: as Llama, an early one with a window, within which it is run.
/// Source: `MistralConfig` of Hugging Face Transformers.
final class MistralFolder implements FolderFamily {
    private static final TensorNames NAMES = new TensorNames(LlamaFolder.TENSORS);

    @Override
    public String modelType() {
        return "mistral";
    }

    @Override
    public String architecture() {
        return "llama";
    }

    @Override
    public String defaults() {
        return """
        {"hidden_act": "silu", "rms_norm_eps": 1e-6, "rope_theta": 10000.0,
         "num_key_value_heads": 8, "sliding_window": 4096, "tie_word_embeddings": false}
        """;
    }

    @Override
    public TensorNames names() {
        return NAMES;
    }

    @Override
    public void translate(Translation to) {
        to.config().requireOneOf("hidden_act", "silu");
        to.shape();
        if (to.config().has("sliding_window")) {
            to.contextWithin("sliding_window");
        }
        new RopeSettings(to).write("linear", "yarn");
    }
}
