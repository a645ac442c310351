package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import dev.candor.engine.testing.TinyFamily.Trait;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a tiny model is to be; see [TinyModels].
public final class TinyModel {
    /// @param dims ggml order, columns first
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tensor(TensorType type, long[] dims, byte[] data) {
        static Tensor of(TensorType type, long[] dims, float[] values) {
            return new Tensor(type, dims, TensorEncoder.encode(type, values));
        }
    }

    TinyFamily family = TinyFamily.LLAMA;
    int layers = 2;
    int width = 24;
    int ffn = 40;
    int heads = 4;
    int kvHeads = 2;
    int headDim;
    int vocabulary = 320;
    int context = 128;
    long seed = 1;
    TensorType type = TensorType.F32;
    boolean tied = true;
    boolean ropeFactors;
    final Map<String, GgufValue> metadata = new LinkedHashMap<>();
    final Set<String> withoutMetadata = new HashSet<>();
    final Map<String, Tensor> tensors = new LinkedHashMap<>();
    final Set<String> withoutTensors = new HashSet<>();

    TinyModel() {}

    GgufWriter writer() {
        GgufWriter writer = new GgufWriter();
        allMetadata().forEach(writer::metadata);
        allTensors()
                .forEach((name, tensor) ->
                        writer.tensor(
                                name,
                                tensor.type(),
                                tensor.dims(),
                                MemorySegment.ofArray(tensor.data())));
        return writer;
    }

    Map<String, GgufValue> allMetadata() {
        Map<String, GgufValue> entries = shape();
        entries.putAll(TinyVocabulary.metadata(vocabulary));
        entries.putAll(metadata);
        entries.keySet().removeAll(withoutMetadata);
        return entries;
    }

    Map<String, Tensor> allTensors() {
        Map<String, Tensor> all = TinyTensors.of(this);
        all.putAll(tensors);
        all.keySet().removeAll(withoutTensors);
        return all;
    }

    /// Values a head; width / heads unless it was set.
    int headDim() {
        return headDim == 0 ? width / heads : headDim;
    }

    private Map<String, GgufValue> shape() {
        Map<String, GgufValue> entries = new LinkedHashMap<>();
        entries.put("general.architecture", new GgufValue.Text(family.architecture()));
        entries.put("general.name", new GgufValue.Text("tiny"));
        count(entries, "block_count", layers);
        count(entries, "context_length", context);
        count(entries, "embedding_length", width);
        count(entries, "feed_forward_length", ffn);
        count(entries, "attention.head_count", heads);
        count(entries, "attention.head_count_kv", kvHeads);
        if (headDim != 0) {
            count(entries, "attention.key_length", headDim);
            count(entries, "attention.value_length", headDim);
        }
        if (!family.has(Trait.LEARNED_POSITIONS)) {
            count(entries, "rope.dimension_count", headDim());
        }
        count(entries, "vocab_size", vocabulary);
        if (family.has(Trait.LAYER_NORMS)) {
            real(entries, "attention.layer_norm_epsilon", 1e-5f);
        } else {
            real(entries, "attention.layer_norm_rms_epsilon", 1e-5f);
        }
        if (!family.has(Trait.LEARNED_POSITIONS)) {
            real(entries, "rope.freq_base", 10000f);
        }
        return entries;
    }

    private void count(Map<String, GgufValue> entries, String key, int value) {
        entries.put(family.architecture() + "." + key, new GgufValue.Uint32(value));
    }

    private void real(Map<String, GgufValue> entries, String key, float value) {
        entries.put(family.architecture() + "." + key, new GgufValue.Float32(value));
    }
}
