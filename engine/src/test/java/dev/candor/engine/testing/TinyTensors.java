package dev.candor.engine.testing;

import dev.candor.engine.format.TensorType;
import dev.candor.engine.testing.TinyFamily.Trait;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// The random weights of a [TinyModel], under the names its family gives them.
final class TinyTensors {
    private final TinyModel model;
    private final Map<String, TinyModel.Tensor> all = new LinkedHashMap<>();

    private TinyTensors(TinyModel model) {
        this.model = model;
    }

    static Map<String, TinyModel.Tensor> of(TinyModel model) {
        TinyTensors tensors = new TinyTensors(model);
        tensors.make();
        return tensors.all;
    }

    private void make() {
        int width = model.width;
        matrix("token_embd.weight", width, model.vocabulary, 1.5);
        if (model.family.has(Trait.LEARNED_POSITIONS)) {
            matrix("position_embd.weight", width, model.context, 1.5);
        }
        if (model.ropeFactors) {
            ropeFactors();
        }
        for (int l = 0; l < model.layers; l++) {
            attention("blk." + l + ".");
            feedForward("blk." + l + ".");
        }
        norm("output_norm", width);
        if (!model.tied) {
            matrix("output.weight", width, model.vocabulary, 2);
        }
    }

    private void ropeFactors() {
        float[] factors = new float[model.headDim() / 2];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1 + 7f * i / Math.max(1, factors.length - 1);
        }
        vector("rope_freqs.weight", factors);
    }

    private void attention(String at) {
        int width = model.width;
        int queries = model.heads * model.headDim();
        int keys = model.kvHeads * model.headDim();
        norm(at + "attn_norm", width);
        // Queries and keys large enough that attention prefers some positions.
        if (model.family.has(Trait.FUSED_QKV)) {
            linear(at + "attn_qkv", width, queries + 2 * keys, 2);
        } else {
            boolean biased = model.family.has(Trait.QKV_BIASES);
            linear(at + "attn_q", width, queries, 2, biased);
            linear(at + "attn_k", width, keys, 2, biased);
            linear(at + "attn_v", width, keys, 1, biased);
        }
        if (model.family.has(Trait.HEAD_NORMS)) {
            norm(at + "attn_q_norm", model.headDim());
            norm(at + "attn_k_norm", model.headDim());
        }
        linear(at + "attn_output", queries, width, 1);
        if (model.family.has(Trait.POST_NORMS)) {
            norm(at + "post_attention_norm", width);
        }
    }

    private void feedForward(String at) {
        int width = model.width;
        int ffn = model.ffn;
        norm(at + "ffn_norm", width);
        if (model.family.has(Trait.FUSED_GATE)) {
            linear(at + "ffn_up", width, 2 * ffn, 1.5);
        } else {
            if (!model.family.has(Trait.UNGATED)) {
                linear(at + "ffn_gate", width, ffn, 1.5);
            }
            linear(at + "ffn_up", width, ffn, 1.5);
        }
        linear(at + "ffn_down", ffn, width, 1.5);
        if (model.family.has(Trait.POST_NORMS)) {
            norm(at + "post_ffw_norm", width);
        }
    }

    private void linear(String name, int columns, int rows, double gain) {
        linear(name, columns, rows, gain, model.family.has(Trait.LAYER_NORMS));
    }

    private void linear(String name, int columns, int rows, double gain, boolean biased) {
        matrix(name + ".weight", columns, rows, gain);
        if (biased) {
            bias(name, rows);
        }
    }

    /// Uniform values with a standard deviation of `gain` / √columns; of types that are not packed
    /// here random blocks within the same bounds.
    private void matrix(String name, int columns, int rows, double gain) {
        float bound = (float) (gain * StrictMath.sqrt(3.0 / columns));
        TensorType type = model.type;
        long[] dims = {columns, rows};
        if (TensorEncoder.packs(type)) {
            float[] values = symmetric(name, rows * columns, bound);
            all.put(name, TinyModel.Tensor.of(type, dims, values));
        } else {
            int blocks = rows * columns / type.blockValues();
            byte[] data = RandomBlocks.within(type, blocks, bound, random(name));
            all.put(name, new TinyModel.Tensor(type, dims, data));
        }
    }

    private void norm(String name, int length) {
        Random random = random(name + ".weight");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 0.5f + random.nextFloat();
        }
        vector(name + ".weight", values);
        if (model.family.has(Trait.LAYER_NORMS)) {
            bias(name, length);
        }
    }

    private void bias(String name, int length) {
        vector(name + ".bias", symmetric(name + ".bias", length, 0.5f));
    }

    private void vector(String name, float[] values) {
        all.put(name, TinyModel.Tensor.of(TensorType.F32, new long[] {values.length}, values));
    }

    private float[] symmetric(String name, int length, float bound) {
        Random random = random(name);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (2 * random.nextFloat() - 1) * bound;
        }
        return values;
    }

    private Random random(String name) {
        // Spread the bits: neighbouring seeds begin alike.
        return new Random((model.seed * 1_000_003 + name.hashCode()) * 0x9E3779B97F4A7C15L);
    }
}
