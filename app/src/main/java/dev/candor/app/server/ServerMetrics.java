package dev.candor.app.server;

import dev.candor.guard.live.Guarded;
import dev.candor.guard.live.LiveModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;

/// What `/metrics` tells.
final class ServerMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Counter refused;
    private final Timer firstToken;
    private final Timer answered;

    /// @param pending items that wait for a person
    ServerMetrics(LiveModel model, IntSupplier pending) {
        Gauge.builder("candor.replies.running", model, live -> live.load().running())
                .description("Replies being generated")
                .register(registry);
        Gauge.builder("candor.replies.waiting", model, live -> live.load().waiting())
                .description("Replies that wait for room in the batch")
                .register(registry);
        FunctionCounter.builder("candor.tokens", model, live -> live.load().tokens())
                .description("Tokens drawn")
                .register(registry);
        Gauge.builder("candor.review.pending", pending, IntSupplier::getAsInt)
                .description("Answers that wait for a person")
                .strongReference(true) // nobody else holds it
                .register(registry);
        refused =
                Counter.builder("candor.refused")
                        .description("Requests refused because the queue was full")
                        .register(registry);
        firstToken = timer("candor.first.token", "From the request to the first token sent");
        answered = timer("candor.reply", "From the request to the whole reply");
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
    }

    void refused() {
        refused.increment();
    }

    void firstToken(double seconds) {
        firstToken.record(Duration.ofNanos((long) (1e9 * seconds)));
    }

    void answered(Guarded guarded, double seconds) {
        answered.record(Duration.ofNanos((long) (1e9 * seconds)));
        String verdict = guarded.reply().risk().verdict();
        String action = guarded.decision() == null ? "none" : guarded.decision().action().word();
        registry.counter("candor.replies", "verdict", verdict, "action", action).increment();
        registry.counter("candor.retries").increment(guarded.retries());
    }

    /// In Prometheus' text format.
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
