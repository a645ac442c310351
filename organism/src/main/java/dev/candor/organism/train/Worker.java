package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.tensor;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/// One of the threads that share a batch: the weights are common, the gradient is its own.
final class Worker {
    private static final long SUM = 2;
    private static final long NO_TOKEN = -100;

    private final Graph graph;
    private final Tensor weights;

    /// @param weights read only while workers run, [size]
    Worker(Graph graph, Tensor weights) {
        this.graph = graph;
        this.weights = weights.detach().set_requires_grad(true);
    }

    /// Adds the slices' cost to the gradient.
    ///
    /// @return the cost, a sum over the learned rows, nats
    double learn(List<Slice> slices) {
        double cost = 0;
        for (Slice slice : slices) {
            if (slice.targets().length == 0) {
                continue;
            }
            try (PointerScope _ = new PointerScope()) {
                Tensor sum =
                        cross_entropy_loss(
                                graph.logits(weights, slice),
                                tensor(slice.targets()),
                                new TensorOptional(),
                                SUM,
                                NO_TOKEN,
                                0.0);
                sum.backward();
                cost += sum.item_double();
            }
        }
        return cost;
    }

    /// The gradient so far, undefined before the first slice.
    Tensor gradient() {
        return weights.mutable_grad();
    }

    /// Sets the gradient to zero.
    void forget() {
        Tensor gradient = gradient();
        if (gradient.defined()) {
            gradient.zero_();
        }
    }
}
