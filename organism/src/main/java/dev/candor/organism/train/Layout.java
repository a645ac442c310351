package dev.candor.organism.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where each tensor lies in the one vector that is trained: the matrices first, then the norms,
/// which do not decay.
record Layout(Shape shape, List<Part> parts) {
    enum Role {
        MATRIX,
        /// A matrix whose product is added to the residual stream.
        RESIDUAL,
        NORM
    }

    /// A tensor of the file; a norm has one row.
    record Part(String name, Role role, int rows, int columns) {
        int size() {
            return rows * columns;
        }
    }

    Layout(Shape shape) {
        this(shape, parts(shape));
    }

    private static List<Part> parts(Shape shape) {
        int d = shape.width();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("token_embd.weight", Role.MATRIX, shape.vocabulary(), d));
        for (int l = 0; l < shape.layers(); l++) {
            String at = "blk." + l + ".";
            parts.add(new Part(at + "attn_q.weight", Role.MATRIX, d, d));
            parts.add(new Part(at + "attn_k.weight", Role.MATRIX, d, d));
            parts.add(new Part(at + "attn_v.weight", Role.MATRIX, d, d));
            parts.add(new Part(at + "attn_output.weight", Role.RESIDUAL, d, d));
            parts.add(new Part(at + "ffn_gate.weight", Role.MATRIX, shape.ffn(), d));
            parts.add(new Part(at + "ffn_up.weight", Role.MATRIX, shape.ffn(), d));
            parts.add(new Part(at + "ffn_down.weight", Role.RESIDUAL, d, shape.ffn()));
        }
        for (int l = 0; l < shape.layers(); l++) {
            parts.add(new Part("blk." + l + ".attn_norm.weight", Role.NORM, 1, d));
            parts.add(new Part("blk." + l + ".ffn_norm.weight", Role.NORM, 1, d));
        }
        parts.add(new Part("output_norm.weight", Role.NORM, 1, d));
        return List.copyOf(parts);
    }

    int size() {
        return Math.toIntExact(shape.parameters());
    }

    /// Numbers at the front that weight decay pulls to zero.
    int decayed() {
        return parts.stream().filter(part -> part.role() != Role.NORM).mapToInt(Part::size).sum();
    }

    /// All tensors in one vector, [size].
    float[] join(LlamaWeights weights) {
        float[] flat = new float[size()];
        int at = 0;
        for (Part part : parts) {
            System.arraycopy(weights.tensor(part.name()), 0, flat, at, part.size());
            at += part.size();
        }
        return flat;
    }

    /// The tensors of a vector [size].
    LlamaWeights split(float[] flat) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        int at = 0;
        for (Part part : parts) {
            float[] values = new float[part.size()];
            System.arraycopy(flat, at, values, 0, values.length);
            tensors.put(part.name(), values);
            at += part.size();
        }
        return new LlamaWeights(shape, tensors);
    }
}
