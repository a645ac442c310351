package dev.candor.guard.live;

import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.LiveJob;
import dev.candor.engine.neuron.Gains;
import dev.candor.engine.tokenizer.DecodedText;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// A job with its deadline. Tells the job of its end once, whoever ends it.
final class QueuedJob implements LiveJob, LiveModel.Ticket {
    private final LiveJob job;
    private final Duration within;
    private final Runnable counted;
    private final Runnable whenOver;
    private final long begun = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();

    /// @param counted run for each token
    /// @param whenOver run once, when the job has been told of its end or was cancelled
    QueuedJob(LiveJob job, Duration within, Runnable counted, Runnable whenOver) {
        this.job = job;
        this.within = within;
        this.counted = counted;
        this.whenOver = whenOver;
    }

    boolean isOver() {
        return over.get();
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /// Ends it with a word, unless it has ended.
    void end(RuntimeException why) {
        if (over.compareAndSet(false, true)) {
            try {
                job.failed(why);
            } finally {
                whenOver.run();
            }
        }
    }

    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
        }
    }

    @Override
    public boolean isCancelled() {
        if (System.nanoTime() - begun > within.toNanos()) {
            end(new DeadlineException(within));
        }
        if (job.isCancelled()) {
            cancel();
        }
        return over.get();
    }

    @Override
    public int[] prompt() {
        return job.prompt();
    }

    @Override
    public GenerateOptions options() {
        return job.options();
    }

    @Override
    public Gains gains() {
        return job.gains();
    }

    @Override
    public boolean readsLast() {
        return job.readsLast();
    }

    @Override
    public void activations(int layer, int position, float[] z, int zFrom) {
        job.activations(layer, position, z, zFrom);
    }

    @Override
    public void ffn(int layer, int position, float[] z, int zFrom, float[] h, int hFrom) {
        job.ffn(layer, position, z, zFrom, h, hFrom);
    }

    @Override
    public void drawn(int token, float[] logits, int from, int vocabulary) {
        counted.run();
        job.drawn(token, logits, from, vocabulary);
    }

    @Override
    public void advanced(DecodedText decoded, int certain, int read) {
        job.advanced(decoded, certain, read);
    }

    @Override
    public void ended(Generation generation) {
        if (over.compareAndSet(false, true)) {
            try {
                job.ended(generation);
            } catch (RuntimeException | Error problem) {
                job.failed(LiveJob.failure(problem)); // who waits must hear something
                throw problem;
            } finally {
                whenOver.run();
            }
        }
    }

    @Override
    public void failed(RuntimeException problem) {
        end(problem);
    }
}
