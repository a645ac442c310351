package dev.candor.organism.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// Trains a Llama on documents, one step a batch, each document on its own from position 0.
///
/// A checkpoint is written every minute, when the process is told to end, and at the end. Training
/// that finds one goes on from it, to the weights it would have had without the interruption;
/// training that has ended gives them again.
public final class Trainer {
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
        try (TrainingState state = new TrainingState(documents, options, layout, from)) {
            return layout.split(toEnd(state, progress));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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

    /// @return the trained weights, [size]
    private float[] toEnd(TrainingState state, Consumer<TrainProgress> progress) {
        long firstTokens = state.tokens();
        long started = System.nanoTime();
        try (ExitGuard guard = new ExitGuard(() -> save(state))) {
            long[] saved = {started};
            while (!state.ended()) {
                guard.work(() -> {
                    state.step();
                    if (System.nanoTime() - saved[0] > betweenCheckpoints.toNanos()) {
                        save(state);
                        saved[0] = System.nanoTime();
                    }
                });
                double seconds = (System.nanoTime() - started) / 1e9;
                progress.accept(progress(state, (state.tokens() - firstTokens) / seconds));
            }
            guard.work(() -> save(state));
        }
        return state.checkpoint().weights();
    }

    private TrainProgress progress(TrainingState state, double tokensPerSecond) {
        long left = Math.max(0, options.tokens() - state.tokens());
        return new TrainProgress(
                state.stepsDone(),
                state.tokens(),
                options.tokens(),
                state.loss(),
                options.rateAt(state.tokens()),
                tokensPerSecond,
                Duration.ofMillis(Math.round(1000 * left / tokensPerSecond)));
    }

    private void save(TrainingState state) {
        try {
            state.checkpoint().write(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
