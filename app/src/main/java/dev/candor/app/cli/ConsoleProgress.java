package dev.candor.app.cli;

import dev.candor.app.find.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Progress on standard error: a bar with rate and time left on a terminal, a line a minute in a
/// log.
final class ConsoleProgress implements Progress {
    private static final int WIDTH = 100;
    private static final int BAR_MILLIS = 250;
    private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Terminal terminal;
    private final PrintStream err;

    ConsoleProgress(Terminal terminal, PrintStream err) {
        this.terminal = terminal;
        this.err = err;
    }

    @Override
    public void say(String line) {
        err.println(line);
    }

    @Override
    public Stage stage(String name, int total) {
        return terminal.stderr() ? new Bar(name, total) : new Log(name, total);
    }

    private final class Bar implements Stage {
        private final ProgressBar bar;

        Bar(String name, int total) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(name)
                            .setInitialMax(total)
                            .setUpdateIntervalMillis(BAR_MILLIS)
                            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                            .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                            .showSpeed()
                            .build();
        }

        @Override
        public void step(int done) {
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class Log implements Stage {
        private final String name;
        private final int total;
        private final long begun = System.nanoTime();
        private long told = begun;
        private int first = -1;
        private int done;

        Log(String name, int total) {
            this.name = name;
            this.total = total;
        }

        @Override
        public void step(int count) {
            if (first < 0) {
                first = Math.max(0, count - 1);
            }
            done = count;
            long now = System.nanoTime();
            if (now - told >= LOG_NANOS) {
                told = now;
                tell(now);
            }
        }

        private void tell(long now) {
            double seconds = Math.max(1e-3, (now - begun) / 1e9);
            double rate = (done - Math.max(0, first)) / seconds;
            String left =
                    rate > 0 ? ", about " + words((long) ((total - done) / rate)) + " left" : "";
            err.printf("%s: %d of %d, %.2f/s%s%n", name, done, total, rate, left);
        }

        @Override
        public void close() {
            double seconds = (System.nanoTime() - begun) / 1e9;
            err.printf("%s: %d of %d in %s%n", name, done, total, words((long) seconds));
        }

        private static String words(long seconds) {
            Duration time = Duration.ofSeconds(seconds);
            return time.toHours() > 0
                    ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                    : time.toMinutes() > 0
                            ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
                            : time.toSeconds() + " s";
        }
    }
}
