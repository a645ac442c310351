package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.format.gguf.GgufValue;
import dev.candor.engine.format.gguf.GgufWriter;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What a tiny model is to be; see [TinyModels].
public final class TinyLlama {
    /// @param dims ggml order, columns first
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Tensor(TensorType type, long[] dims, byte[] data) {
        static Tensor of(TensorType type, long[] dims, float[] values) {
            return new Tensor(type, dims, TensorEncoder.encode(type, values));
        }
    }

    int layers = 2;
    int width = 24;
    int ffn = 40;
    int heads = 4;
    int kvHeads = 2;
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

    TinyLlama() {}

    GgufWriter writer() {
        GgufWriter writer = new GgufWriter();
        Map<String, GgufValue> entries = shape();
        entries.putAll(TinyVocabulary.metadata(vocabulary));
        entries.putAll(metadata);
        entries.keySet().removeAll(withoutMetadata);
        entries.forEach(writer::metadata);
        Map<String, Tensor> all = weights();
        all.putAll(tensors);
        all.keySet().removeAll(withoutTensors);
        all.forEach((name, tensor) ->
                writer.tensor(
                        name, tensor.type(), tensor.dims(), MemorySegment.ofArray(tensor.data())));
        return writer;
    }

    private Map<String, GgufValue> shape() {
        Map<String, GgufValue> entries = new LinkedHashMap<>();
        entries.put("general.architecture", new GgufValue.Text("llama"));
        entries.put("general.name", new GgufValue.Text("tiny"));
        count(entries, "block_count", layers);
        count(entries, "context_length", context);
        count(entries, "embedding_length", width);
        count(entries, "feed_forward_length", ffn);
        count(entries, "attention.head_count", heads);
        count(entries, "attention.head_count_kv", kvHeads);
        count(entries, "rope.dimension_count", width / heads);
        count(entries, "vocab_size", vocabulary);
        entries.put("llama.attention.layer_norm_rms_epsilon", new GgufValue.Float32(1e-5f));
        entries.put("llama.rope.freq_base", new GgufValue.Float32(10000f));
        return entries;
    }

    private static void count(Map<String, GgufValue> entries, String key, int value) {
        entries.put("llama." + key, new GgufValue.Uint32(value));
    }

    private Map<String, Tensor> weights() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        int keys = width / heads * kvHeads;
        matrix(all, "token_embd.weight", width, vocabulary, 1.5);
        if (ropeFactors) {
            float[] factors = new float[width / heads / 2];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = 1 + 7f * i / Math.max(1, factors.length - 1);
            }
            vector(all, "rope_freqs.weight", factors);
        }
        for (int l = 0; l < layers; l++) {
            String at = "blk." + l + ".";
            norm(all, at + "attn_norm.weight");
            // Queries and keys large enough that attention prefers some positions.
            matrix(all, at + "attn_q.weight", width, width, 2);
            matrix(all, at + "attn_k.weight", width, keys, 2);
            matrix(all, at + "attn_v.weight", width, keys, 1);
            matrix(all, at + "attn_output.weight", width, width, 1);
            norm(all, at + "ffn_norm.weight");
            matrix(all, at + "ffn_gate.weight", width, ffn, 1.5);
            matrix(all, at + "ffn_up.weight", width, ffn, 1.5);
            matrix(all, at + "ffn_down.weight", ffn, width, 1.5);
        }
        norm(all, "output_norm.weight");
        if (!tied) {
            matrix(all, "output.weight", width, vocabulary, 2);
        }
        return all;
    }

    /// Uniform values with a standard deviation of `gain` / √columns; of types that are not packed
    /// here random blocks within the same bounds.
    private void matrix(Map<String, Tensor> all, String name, int columns, int rows, double gain) {
        float bound = (float) (gain * StrictMath.sqrt(3.0 / columns));
        Random random = random(name);
        long[] dims = {columns, rows};
        if (!TensorEncoder.packs(type)) {
            int blocks = rows * columns / type.blockValues();
            byte[] data = RandomBlocks.within(type, blocks, bound, random);
            all.put(name, new Tensor(type, dims, data));
            return;
        }
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (2 * random.nextFloat() - 1) * bound;
        }
        all.put(name, Tensor.of(type, dims, values));
    }

    private void norm(Map<String, Tensor> all, String name) {
        Random random = random(name);
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = 0.5f + random.nextFloat();
        }
        vector(all, name, values);
    }

    private static void vector(Map<String, Tensor> all, String name, float[] values) {
        all.put(name, Tensor.of(TensorType.F32, new long[] {values.length}, values));
    }

    private Random random(String name) {
        // Spread the bits: neighbouring seeds begin alike.
        return new Random((seed * 1_000_003 + name.hashCode()) * 0x9E3779B97F4A7C15L);
    }
}
