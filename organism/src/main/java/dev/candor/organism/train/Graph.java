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

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/// The Llama forward pass as a graph of libtorch, from the one vector of [Layout] to logits. Rows
/// are those of a [Slice]; every tensor belongs to the caller's scope.
final class Graph {
    private final Shape shape;
    private final long[] sizes;
    private final long[][] forms;

    /// cos + i·sin of position · frequency, [context, 1, headDim / 2].
    private final Tensor rotations;

    Graph(Shape shape) {
        this.shape = shape;
        List<long[]> products = new ArrayList<>();
        int d = shape.width();
        products.add(new long[] {shape.vocabulary(), d});
        for (int l = 0; l < shape.layers(); l++) {
            products.add(new long[] {3L * d, d});
            products.add(new long[] {d, d});
            products.add(new long[] {2L * shape.ffn(), d});
            products.add(new long[] {d, shape.ffn()});
        }
        for (int norm = 0; norm < 2 * shape.layers() + 1; norm++) {
            products.add(new long[] {d});
        }
        forms = products.toArray(long[][]::new);
        sizes = new long[forms.length];
        for (int i = 0; i < forms.length; i++) {
            sizes[i] = forms[i].length == 1 ? forms[i][0] : forms[i][0] * forms[i][1];
        }
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
        int layers = shape.layers();
        long rows = slice.inputs().length;
        TensorVector parts = flat.split_with_sizes(sizes, 0);
        Tensor[] w = new Tensor[sizes.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = parts.get(i).view(forms[i]);
        }
        int norms = 1 + 4 * layers;
        Tensor turns = rotations.index_select(0, tensor(slice.positions()));
        Tensor x = embedding(w[0], tensor(slice.inputs()));
        for (int l = 0; l < layers; l++) {
            Tensor qkv = linear(norm(x, w[norms + 2 * l]), w[1 + 4 * l]);
            x = x.add(linear(attention(qkv, turns, slice.blocks(), rows), w[2 + 4 * l]));
            Tensor gateUp = linear(norm(x, w[norms + 2 * l + 1]), w[3 + 4 * l]);
            TensorVector halves = gateUp.split_with_sizes(new long[] {shape.ffn(), shape.ffn()}, 1);
            x = x.add(linear(silu(halves.get(0)).mul(halves.get(1)), w[4 + 4 * l]));
        }
        if (!slice.learnsAll()) {
            x = x.index_select(0, tensor(slice.learned()));
        }
        return linear(norm(x, w[norms + 2 * layers]), w[0]);
    }

    private Tensor norm(Tensor x, Tensor weight) {
        return rms_norm(
                x,
                new long[] {shape.width()},
                new TensorOptional(weight),
                new DoubleOptional(Shape.EPSILON));
    }

    /// @param qkv [rows, 3 width]
    private Tensor attention(Tensor qkv, Tensor turns, List<Slice.Block> blocks, long rows) {
        int d = shape.width();
        int heads = shape.heads();
        int dim = shape.headDim();
        TensorVector parts = qkv.split_with_sizes(new long[] {2L * d, d}, 1);
        Tensor turned =
                view_as_real(
                        view_as_complex(parts.get(0).view(rows, 2L * heads, dim / 2, 2))
                                .mul(turns));
        TensorVector queriesKeys = turned.view(rows, 2, heads, dim).unbind(1);
        long[] lengths = blocks.stream().mapToLong(Slice.Block::rows).toArray();
        TensorVector queries = queriesKeys.get(0).split_with_sizes(lengths, 0);
        TensorVector keys = queriesKeys.get(1).split_with_sizes(lengths, 0);
        TensorVector values = parts.get(1).view(rows, heads, dim).split_with_sizes(lengths, 0);
        Tensor[] attended = new Tensor[lengths.length];
        for (int b = 0; b < attended.length; b++) {
            attended[b] =
                    scaled_dot_product_attention(
                                    heads(queries.get(b), blocks.get(b)),
                                    heads(keys.get(b), blocks.get(b)),
                                    heads(values.get(b), blocks.get(b)),
                                    new TensorOptional(),
                                    0.0,
                                    true,
                                    new DoubleOptional(),
                                    false)
                            .transpose(1, 2)
                            .reshape(lengths[b], d);
        }
        return attended.length == 1 ? attended[0] : cat(new TensorVector(attended), 0);
    }

    /// [rows, heads, headDim] to [documents, heads, length, headDim].
    private Tensor heads(Tensor rows, Slice.Block block) {
        return rows.view(block.documents(), block.length(), shape.heads(), shape.headDim())
                .transpose(1, 2);
    }
}
