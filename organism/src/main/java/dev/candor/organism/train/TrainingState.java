package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.Tensor;

/// A training on its way: the weights, the optimiser, the place in the documents.
final class TrainingState implements AutoCloseable {
    /// Rows computed at once: their activations stay near a core.
    private static final int SLICE_ROWS = 1024;

    private static final double SMOOTHING = 0.97;

    private final TrainOptions options;
    private final String identity;
    private final Tensor weights;
    private final AdamW optimiser;
    private final List<Worker> workers = new ArrayList<>();
    private final ExecutorService threads;
    private final Reading reading;
    private long step;
    private long tokens;
    private double loss;

    TrainingState(List<Document> documents, TrainOptions options, Layout layout, Checkpoint from) {
        this.options = options;
        identity = from.identity();
        weights = tensor(from.weights());
        optimiser = new AdamW(weights, layout.decayed(), from.mean(), from.square());
        Graph graph = new Graph(layout);
        for (int i = 0; i < options.threads(); i++) {
            workers.add(new Worker(graph, weights));
        }
        threads = Executors.newFixedThreadPool(options.threads());
        reading = new Reading(documents, options.batchTokens(), options.seed(), from.place());
        step = from.step();
        tokens = from.tokens();
        loss = from.loss();
    }

    long stepsDone() {
        return step;
    }

    /// Positions read.
    long tokens() {
        return tokens;
    }

    /// Smoothed, nats.
    double loss() {
        return loss;
    }

    boolean ended() {
        return tokens >= options.tokens();
    }

    Checkpoint checkpoint() {
        return new Checkpoint(
                identity,
                step,
                tokens,
                reading.place(),
                loss,
                Torch.floats(weights),
                optimiser.mean(),
                optimiser.square());
    }

    /// Reads a batch and moves the weights once.
    void step() {
        List<Document> batch = reading.nextBatch();
        List<Slice> slices = Slice.cut(batch, SLICE_ROWS, workers.size());
        long learned = slices.stream().mapToLong(slice -> slice.targets().length).sum();
        double rate = options.rateAt(tokens);
        tokens += Document.positions(batch);
        step++;
        if (learned > 0) {
            double mean = learn(slices) / learned;
            if (!Double.isFinite(mean)) {
                throw new IllegalStateException(
                        "step %d has a loss of %s, expected a number: try a lower rate than %s"
                                .formatted(step, mean, options.learningRate()));
            }
            loss = step == 1 ? mean : SMOOTHING * loss + (1 - SMOOTHING) * mean;
            optimiser.step(gradient(), 1.0 / learned, rate, step);
            workers.forEach(Worker::forget);
        }
    }

    /// The slices' cost, summed in the workers' order: the same bits every time.
    private double learn(List<Slice> slices) {
        List<Future<Double>> shares = new ArrayList<>();
        for (int w = 0; w < workers.size(); w++) {
            List<Slice> share = new ArrayList<>();
            for (int s = w; s < slices.size(); s += workers.size()) {
                share.add(slices.get(s));
            }
            Worker worker = workers.get(w);
            shares.add(threads.submit(() -> worker.learn(share)));
        }
        double cost = 0;
        for (Future<Double> share : shares) {
            cost += result(share);
        }
        return cost;
    }

    private static double result(Future<Double> share) {
        try {
            return share.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Tensor gradient() {
        Tensor sum = null;
        for (Worker worker : workers) {
            Tensor own = worker.gradient();
            if (own.defined()) {
                sum = sum == null ? own : sum.add_(own);
            }
        }
        if (sum == null) {
            throw new IllegalStateException("no slice left a gradient");
        }
        return sum;
    }

    @Override
    public void close() {
        threads.close();
    }
}
