package dev.candor.organism.release;

import dev.candor.engine.tokenizer.TokenizerFiles;
import dev.candor.organism.train.LlamaSafetensors;
import dev.candor.organism.train.LlamaWeights;
import dev.candor.organism.train.Shape;
import dev.candor.organism.vocabulary.BytePairVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A stage as other programs load it: `config.json`, `model.safetensors`, `tokenizer.json` and
/// `tokenizer_config.json`.
final class HuggingFaceFolder {
    private HuggingFaceFolder() {}

    static void write(Path folder, LlamaWeights weights, BytePairVocabulary vocabulary)
            throws IOException {
        Files.createDirectories(folder);
        LlamaSafetensors.write(folder.resolve("model.safetensors"), weights);
        TokenizerFiles.write(vocabulary, folder);
        Json.write(folder.resolve("config.json"), config(weights.shape(), vocabulary));
    }

    private static Map<String, Object> config(Shape shape, BytePairVocabulary vocabulary) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("LlamaForCausalLM"));
        config.put("model_type", "llama");
        config.put("vocab_size", shape.vocabulary());
        config.put("hidden_size", shape.width());
        config.put("intermediate_size", shape.ffn());
        config.put("num_hidden_layers", shape.layers());
        config.put("num_attention_heads", shape.heads());
        config.put("num_key_value_heads", shape.heads());
        config.put("head_dim", shape.headDim());
        config.put("hidden_act", "silu");
        config.put("max_position_embeddings", shape.context());
        config.put("rms_norm_eps", Shape.EPSILON);
        config.put("rope_theta", Shape.ROPE_BASE);
        config.put("tie_word_embeddings", true);
        config.put("attention_bias", false);
        config.put("mlp_bias", false);
        config.put("bos_token_id", vocabulary.tokens().indexOf(BytePairVocabulary.BOS));
        config.put("eos_token_id", vocabulary.tokens().indexOf(BytePairVocabulary.EOS));
        config.put("torch_dtype", "float16");
        return config;
    }
}
