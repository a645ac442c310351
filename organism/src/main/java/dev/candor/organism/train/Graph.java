package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.rms_norm;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;
import static org.bytedeco.pytorch.global.torch.silu;
import static org.bytedeco.pytorch.global.torch.tensor;
import static org.bytedeco.pytorch.global.torch.view_as_complex;
import static org.bytedeco.pytorch.global.torch.view_as_real;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/// The Llama forward pass as a graph of libtorch, from the one vector of [Layout] to logits. Rows
/// are those of a [Slice]; every tensor belongs to the caller's scope.
final class Graph {
    private final Shape shape;
    private final List<Layout.Part> parts;
    private final long[] sizes;

    /// cos + i·sin of position · frequency, [context, 1, headDim / 2].
    private final Tensor rotations;

    Graph(Layout layout) {
        shape = layout.shape();
        parts = layout.parts();
        sizes = parts.stream().mapToLong(Layout.Part::size).toArray();
        rotations = rotations(shape);
    }

    private static Tensor rotations(Shape shape) {
        int pairs = shape.headDim() / 2;
        float[] parts = new float[shape.context() * pairs * 2];
        for (int t = 0, at = 0; t < shape.context(); t++) {
            for (int i = 0; i < pairs; i++) {
                double angle = t * Math.pow(Shape.ROPE_BASE, -2.0 * i / shape.headDim());
                parts[at++] = (float) Math.cos(angle);
                parts[at++] = (float) Math.sin(angle);
            }
        }
        return view_as_complex(tensor(parts).view(shape.context(), 1, pairs, 2));
    }

    /// Logits of the slice's learned rows, [targets, vocabulary].
    ///
    /// @param flat all weights, [Layout#size]
    Tensor logits(Tensor flat, Slice slice) {
        Map<String, Tensor> w = weights(flat);
        Tensor embedding = part(w, "token_embd.weight");
        Tensor turns = rotations.index_select(0, tensor(slice.positions()));
        Tensor x = embedding(embedding, tensor(slice.inputs()));
        for (int l = 0; l < shape.layers(); l++) {
            String at = "blk." + l + ".";
            Tensor normed = norm(x, part(w, at + "attn_norm.weight"));
            Tensor attended =
                    attention(
                            turned(linear(normed, part(w, at + "attn_q.weight")), turns),
                            turned(linear(normed, part(w, at + "attn_k.weight")), turns),
                            heads(linear(normed, part(w, at + "attn_v.weight"))),
                            slice.blocks());
            if (l == shape.layers() - 1 && !slice.learnsAll()) {
                // Behind the last attention no row needs another.
                Tensor learned = tensor(slice.learned());
                attended = attended.index_select(0, learned);
                x = x.index_select(0, learned);
            }
            x = x.add(linear(attended, part(w, at + "attn_output.weight")));
            normed = norm(x, part(w, at + "ffn_norm.weight"));
            Tensor z =
                    silu(linear(normed, part(w, at + "ffn_gate.weight")))
                            .mul(linear(normed, part(w, at + "ffn_up.weight")));
            x = x.add(linear(z, part(w, at + "ffn_down.weight")));
        }
        return linear(norm(x, part(w, "output_norm.weight")), embedding);
    }

    /// The parts of the one vector, norms [width], matrices [rows, columns].
    private Map<String, Tensor> weights(Tensor flat) {
        TensorVector split = flat.split_with_sizes(sizes, 0);
        Map<String, Tensor> weights = new HashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            Layout.Part part = parts.get(i);
            Tensor values = split.get(i);
            weights.put(
                    part.name(),
                    part.role() == Layout.Role.NORM
                            ? values
                            : values.view(part.rows(), part.columns()));
        }
        return weights;
    }

    private static Tensor part(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private Tensor norm(Tensor x, Tensor weight) {
        return rms_norm(
                x,
                new long[] {shape.width()},
                new TensorOptional(weight),
                new DoubleOptional(Shape.EPSILON));
    }

    /// [rows, width] to [rows, heads, headDim].
    private Tensor heads(Tensor x) {
        return x.view(-1, shape.heads(), shape.headDim());
    }

    /// Pairs (2i, 2i + 1) of every head turned, [rows, heads, headDim].
    ///
    /// @param x [rows, width]
    private Tensor turned(Tensor x, Tensor turns) {
        Tensor pairs = x.view(-1, shape.heads(), shape.headDim() / 2, 2);
        return heads(view_as_real(view_as_complex(pairs).mul(turns)));
    }

    /// Causal attention within each document, [rows, width]; arguments [rows, heads, headDim].
    private Tensor attention(Tensor query, Tensor key, Tensor value, List<Slice.Block> blocks) {
        long[] rows = blocks.stream().mapToLong(Slice.Block::rows).toArray();
        TensorVector queries = query.split_with_sizes(rows, 0);
        TensorVector keys = key.split_with_sizes(rows, 0);
        TensorVector values = value.split_with_sizes(rows, 0);
        Tensor[] attended = new Tensor[rows.length];
        for (int b = 0; b < attended.length; b++) {
            Slice.Block block = blocks.get(b);
            attended[b] =
                    scaled_dot_product_attention(
                                    documents(queries.get(b), block),
                                    documents(keys.get(b), block),
                                    documents(values.get(b), block),
                                    new TensorOptional(),
                                    0.0,
                                    true,
                                    new DoubleOptional(),
                                    false)
                            .transpose(1, 2)
                            .reshape(rows[b], shape.width());
        }
        return cat(new TensorVector(attended), 0);
    }

    /// [rows, heads, headDim] to [documents, heads, length, headDim].
    private Tensor documents(Tensor rows, Slice.Block block) {
        return rows.view(block.documents(), block.length(), shape.heads(), shape.headDim())
                .transpose(1, 2);
    }
}
