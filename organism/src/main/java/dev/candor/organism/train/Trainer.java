package dev.candor.organism.train;

import static org.bytedeco.pytorch.global.torch.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/// Trains a Llama on documents, one step a batch, each document on its own from position 0.
///
/// A checkpoint is written every minute and at the end. Training that finds one goes on from it, to
/// the weights it would have had without the interruption; training that has ended gives them
/// again.
public final class Trainer {
    /// Rows computed at once: their activations stay near a core.
    private static final int SLICE_ROWS = 1024;

    private final List<Document> documents;
    private final TrainOptions options;
    private final Path checkpoint;
    private final Duration betweenCheckpoints;

    /// @param documents what is read each epoch
    /// @param checkpoint file to resume from and to keep
    public Trainer(List<Document> documents, TrainOptions options, Path checkpoint) {
        this(documents, options, checkpoint, Duration.ofSeconds(60));
    }

    Trainer(
            List<Document> documents,
            TrainOptions options,
            Path checkpoint,
            Duration betweenCheckpoints) {
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("no documents, expected one at least");
        }
        this.documents = List.copyOf(documents);
        this.options = options;
        this.checkpoint = checkpoint;
        this.betweenCheckpoints = betweenCheckpoints;
    }

    /// Trains until the options' tokens are read.
    ///
    /// @param start weights to begin with: [LlamaWeights#initial], or those of the stage before
    /// @param progress told after every step
    /// @throws IllegalArgumentException if a document does not fit the shape
    /// @throws IOException if the checkpoint cannot be read or written, or is of other documents,
    ///   options or first weights
    public LlamaWeights train(LlamaWeights start, Consumer<TrainProgress> progress)
            throws IOException {
        Shape shape = start.shape();
        documents.forEach(document -> document.check(shape));
        Torch.useCallingThreadOnly();
        Layout layout = new Layout(shape);
        Checkpoint from = begin(layout, start);
        if (from.tokens() >= options.tokens()) {
            return layout.split(from.weights());
        }
        return layout.split(new Run(layout, from, progress).toEnd());
    }

    private Checkpoint begin(Layout layout, LlamaWeights start) throws IOException {
        float[] weights = layout.join(start);
        String identity = identity(layout.shape(), weights);
        int size = weights.length;
        if (!Files.exists(checkpoint)) {
            return new Checkpoint(
                    identity,
                    0,
                    0,
                    new Reading.Place(0, 0),
                    0,
                    weights,
                    new float[size],
                    new float[size]);
        }
        Checkpoint found = Checkpoint.read(checkpoint, size);
        if (!found.identity().equals(identity)) {
            throw new IOException(
                    "%s is of training %.12s, expected %.12s: its documents, options or first weights differ; move it away to begin anew"
                            .formatted(checkpoint, found.identity(), identity));
        }
        return found;
    }

    private String identity(Shape shape, float[] weights) {
        MessageDigest sha = sha256();
        sha.update((shape + "\n" + options).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(4 * weights.length);
        bytes.asFloatBuffer().put(weights);
        sha.update(bytes);
        for (Document document : documents) {
            int[] tokens = document.tokens();
            ByteBuffer packed = ByteBuffer.allocate(4 + 4 * tokens.length);
            packed.putInt(tokens.length);
            for (int i = 0; i < tokens.length; i++) {
                packed.putInt(tokens[i] << 1 | (document.learned()[i] ? 1 : 0));
            }
            sha.update(packed.flip());
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// From a checkpoint to the end.
    private final class Run {
        private final Consumer<TrainProgress> progress;
        private final String identity;
        private final Tensor weights;
        private final AdamW optimiser;
        private final List<Worker> workers = new ArrayList<>();
        private final Reading reading;
        private final long firstTokens;
        private final long started = System.nanoTime();
        private long step;
        private long tokens;
        private double loss;

        Run(Layout layout, Checkpoint from, Consumer<TrainProgress> progress) {
            this.progress = progress;
            identity = from.identity();
            weights = tensor(from.weights());
            optimiser = new AdamW(weights, layout.decayed(), from.mean(), from.square());
            Graph graph = new Graph(layout);
            for (int i = 0; i < options.threads(); i++) {
                workers.add(new Worker(graph, weights));
            }
            reading = new Reading(documents, options.batchTokens(), options.seed(), from.place());
            firstTokens = from.tokens();
            step = from.step();
            tokens = from.tokens();
            loss = from.loss();
        }

        /// @return the trained weights, [size]
        float[] toEnd() throws IOException {
            long saved = System.nanoTime();
            try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
                while (tokens < options.tokens()) {
                    step(threads);
                    if (System.nanoTime() - saved > betweenCheckpoints.toNanos()) {
                        save();
                        saved = System.nanoTime();
                    }
                }
            }
            save();
            return Torch.floats(weights);
        }

        private void step(ExecutorService threads) {
            List<Document> batch = reading.nextBatch();
            List<Slice> slices = Slice.cut(batch, SLICE_ROWS, workers.size());
            long learned = slices.stream().mapToLong(slice -> slice.targets().length).sum();
            double rate = options.rateAt(tokens);
            tokens += Document.positions(batch);
            step++;
            if (learned > 0) {
                double mean = learn(slices, threads) / learned;
                if (!Double.isFinite(mean)) {
                    throw new IllegalStateException(
                            "step %d has a loss of %s, expected a number: try a lower rate than %s"
                                    .formatted(step, mean, options.learningRate()));
                }
                loss = step == 1 ? mean : 0.97 * loss + 0.03 * mean;
                optimiser.step(gradient(), 1.0 / learned, rate, step);
                workers.forEach(Worker::forget);
            }
            report(rate);
        }

        /// The slices' cost, summed in the workers' order: the same bits every time.
        private double learn(List<Slice> slices, ExecutorService threads) {
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

        private void report(double rate) {
            double seconds = (System.nanoTime() - started) / 1e9;
            double speed = (tokens - firstTokens) / seconds;
            long left = Math.max(0, options.tokens() - tokens);
            progress.accept(
                    new TrainProgress(
                            step,
                            tokens,
                            options.tokens(),
                            loss,
                            rate,
                            speed,
                            Duration.ofMillis(Math.round(1000 * left / speed))));
        }

        private void save() throws IOException {
            new Checkpoint(
                            identity,
                            step,
                            tokens,
                            reading.place(),
                            loss,
                            Torch.floats(weights),
                            optimiser.mean(),
                            optimiser.square())
                    .write(checkpoint);
        }
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
}
