package dev.candor.organism;

import dev.candor.lab.store.RecordLog;
import dev.candor.organism.recipe.Stage;
import dev.candor.organism.release.OrganismManifest.TrainedStage;
import dev.candor.organism.train.TrainProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Where a stage's training stands: a line every ten seconds on standard error, and a record in
/// `STAGE-loss.log` for each of them and for the last step. After a kill the steps behind the last
/// checkpoint are in the log twice.
final class TrainLog implements Consumer<TrainProgress>, AutoCloseable {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// @param tokens read so far
    /// @param loss smoothed, nats
    /// @param rate learning rate
    record Point(long step, long tokens, double loss, double rate) {}

    private final Stage stage;
    private final PrintWriter err;
    private final RecordLog<Point> points;
    private long told = Long.MIN_VALUE;

    TrainLog(Stage stage, Path folder, PrintWriter err) {
        this.stage = stage;
        this.err = err;
        points = RecordLog.open(folder.resolve(stage.label() + "-loss.log"), Point.class);
    }

    @Override
    public void accept(TrainProgress at) {
        long now = System.nanoTime();
        boolean last = at.tokens() >= at.totalTokens();
        if (told != Long.MIN_VALUE && now - told < INTERVAL_NANOS && !last) {
            return;
        }
        told = now;
        points.append(new Point(at.step(), at.tokens(), at.loss(), at.rate()));
        err.printf(
                Locale.ROOT,
                "%s: %.2f of %.2f M tokens, loss %.4f, %,.0f tokens/s, %s left%n",
                stage.label(),
                at.tokens() / 1e6,
                at.totalTokens() / 1e6,
                at.loss(),
                at.tokensPerSecond(),
                words(at.left()));
    }

    /// What the log says of a stage that has ended.
    TrainedStage ended() {
        if (points.records().isEmpty()) {
            throw new IllegalStateException(
                    stage.label() + "-loss.log is empty although the stage has ended");
        }
        Point last = points.records().getLast();
        return new TrainedStage(last.step(), last.tokens(), last.loss());
    }

    private static String words(Duration time) {
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    @Override
    public void close() {
        points.close();
    }
}
