package dev.candor.engine.model;

import dev.candor.engine.format.gguf.GgufModel;
import java.util.ArrayList;
import java.util.List;

/// What most families have around and between their layers: an embedding as it is, RMSNorm, a tied
/// or untied output.
final class RmsNormModel {
    /// What one layer is.
    interface Layers {
        LayerWeights read(LayerReader layer, int index);
    }

    private RmsNormModel() {}

    /// Reads all tensors and refuses those that are left.
    static Weights read(GgufModel file, ModelConfig config, TensorReader tensors, Layers layers) {
        return read(file, config, tensors, layers, 1, Float.POSITIVE_INFINITY);
    }

    /// @param embeddingScale see [Embedding]
    /// @param softCap see [OutputHead]
    static Weights read(
            GgufModel file,
            ModelConfig config,
            TensorReader tensors,
            Layers layers,
            float embeddingScale,
            float softCap) {
        Keys keys = new Keys(file, config.family());
        float epsilon = (float) keys.positive("attention.layer_norm_rms_epsilon", 1e-5);
        Embedding embedding = new Embedding(tensors.embedding(config), embeddingScale, null);
        List<LayerWeights> all = new ArrayList<>();
        for (int l = 0; l < config.layers(); l++) {
            all.add(layers.read(new LayerReader(tensors, config, epsilon, l), l));
        }
        Norm norm = tensors.rmsNorm("output_norm", config.width(), epsilon);
        OutputHead output =
                new OutputHead(norm, tensors.output(config, embedding.tokens()), softCap);
        tensors.requireAllTaken();
        return new Weights(embedding, all, output);
    }
}
