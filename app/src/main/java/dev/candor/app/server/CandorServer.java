package dev.candor.app.server;

import dev.candor.app.web.WebPage;
import dev.candor.guard.live.GuardedModel;
import dev.candor.guard.live.LiveModel;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.policy.Verifier;
import dev.candor.guard.review.ReviewQueue;
import io.helidon.http.DirectHandler;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The server. Owns neither the model nor the queue.
public final class CandorServer implements AutoCloseable {
    private static final int MOST_HEADERS = 32 << 10;
    private static final int MOST_CONNECTIONS = 2_000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private static final List<String> POSTED =
            List.of(
                    "/v1/chat/completions",
                    "/v1/completions",
                    "/candor/complaints",
                    "/candor/review/items/{id}/decision");
    private static final List<String> GOT =
            List.of(
                    "/v1/models",
                    "/v1/models/{id}",
                    "/candor/model",
                    "/candor/responses/{id}",
                    "/candor/review/items",
                    "/candor/review/items/{id}",
                    "/candor/review/stats",
                    "/candor/review/export",
                    "/candor/reports",
                    "/candor/reports/{id}",
                    "/health",
                    "/metrics");

    private final ServerOptions options;
    private final LiveModel live;
    private final ServerMetrics metrics;
    private final Forgetting forgetting;
    private final EventLog log;
    private final WebServer server;

    /// Starts to serve.
    ///
    /// @param policy asked anew for each reply; null to let everything out
    /// @param reports pages or folders of runs to show
    /// @throws IOException if a report cannot be read
    /// @throws UncheckedIOException if somebody else listens where it is to
    public CandorServer(
            ServerOptions options,
            ServedModel served,
            LiveModel live,
            @Nullable Supplier<Policy> policy,
            ReviewQueue queue,
            NeuronFacts facts,
            List<Path> reports,
            EventLog log,
            Clock clock)
            throws IOException {
        this.options = options;
        this.live = live;
        this.log = log;
        this.metrics = new ServerMetrics(live, queue::pendingCount);
        this.forgetting = new Forgetting(queue, options.keep(), clock, log);
        GuardedModel guarded =
                new GuardedModel(
                        live,
                        Verifier.missing(),
                        failure -> log.event("verifier", String.valueOf(failure.getMessage())));
        Completions completions =
                new Completions(
                        served,
                        guarded,
                        policy,
                        new Reviews(queue, clock, log),
                        metrics,
                        log,
                        options.deadline(),
                        options.maxTokens(),
                        clock);
        HttpRouting.Builder routing =
                HttpRouting.builder()
                        .addFilter(new ResponseHeaders())
                        .addFilter(new Access(options.keys(), options.host()))
                        .error(Throwable.class, this::fail)
                        .post("/v1/chat/completions", completions::chat)
                        .post("/v1/completions", completions::text)
                        .get("/health", this::health)
                        .get("/metrics", this::scrape);
        new ModelRoutes(served, policy, facts, clock.instant().getEpochSecond()).register(routing);
        new ReviewRoutes(queue).register(routing);
        new Reports(reports, new SecureRandom()).register(routing);
        WebPage.files()
                .forEach((path, file) ->
                        routing.get(
                                path,
                                (request, response) -> {
                                    response.header("Content-Type", file.type());
                                    response.send(file.content());
                                }));
        POSTED.forEach(path -> routing.any(path, only("POST")));
        GOT.forEach(path -> routing.any(path, only("GET")));
        WebPage.files().keySet().forEach(path -> routing.any(path, only("GET")));
        routing.any((request, response) -> {
            throw ApiException.notFound("there is nothing at this path");
        });
        this.server =
                WebServer.builder()
                        .host(options.host())
                        .port(options.port())
                        .maxPayloadSize(Bodies.MOST_READ_BYTES)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .shutdownGracePeriod(Duration.ofSeconds(1))
                        .addProtocol(Http1Config.builder().maxHeadersSize(MOST_HEADERS).build())
                        .routing(routing)
                        .directHandlers(
                                DirectHandlers.builder()
                                        .addHandler(
                                                DirectHandler.EventType.BAD_REQUEST,
                                                new EarlyErrors())
                                        .addHandler(
                                                DirectHandler.EventType.PAYLOAD_TOO_LARGE,
                                                new EarlyErrors())
                                        .build())
                        .shutdownHook(false)
                        .build();
        start();
        forgetting.start();
    }

    private void start() {
        requireFree();
        server.start();
        if (!server.isRunning()) {
            throw cannotListen(new IOException("see the log"));
        }
    }

    /// The server would tell its log only.
    private void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(options.host(), options.port()));
        } catch (IOException problem) {
            throw cannotListen(problem);
        }
    }

    private UncheckedIOException cannotListen(IOException why) {
        return new UncheckedIOException(
                "the server cannot listen on %s:%d (%s), expected a free port"
                        .formatted(options.host(), options.port(), why.getMessage()),
                why);
    }

    /// Refuses the other methods of a path.
    private static Handler only(String method) {
        return (request, response) -> {
            response.header("Allow", method);
            throw ApiException.other(
                    405,
                    "invalid_request_error",
                    "the method is %s, expected %s"
                            .formatted(request.prologue().method().text(), method));
        };
    }

    /// The port it listens on.
    public int port() {
        return server.port();
    }

    /// Where to point a browser or a client.
    public String address() {
        String host = options.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private void health(ServerRequest request, ServerResponse response) {
        LiveModel.Load load = live.load();
        boolean closing = live.isClosing();
        if (closing) {
            response.header("Retry-After", "10");
        }
        Bodies.send(
                response,
                closing ? 503 : 200,
                Json.object()
                        .put("status", closing ? "closing" : "ok")
                        .put("running", load.running())
                        .put("waiting", load.waiting()));
    }

    private void scrape(ServerRequest request, ServerResponse response) {
        response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        response.send(metrics.text());
    }

    private void fail(ServerRequest request, ServerResponse response, Throwable problem) {
        if (problem instanceof UncheckedIOException gone && response.bytesWritten() > 0) {
            throw gone; // nobody listens: close the connection
        }
        ApiException known =
                problem instanceof RequestException refused
                        ? refused(refused)
                        : Failures.known(problem);
        if (known.status() >= 500) {
            log.failed(
                    request.prologue().method().text(),
                    request.path().path(),
                    known.status(),
                    problem.getClass().getSimpleName());
        }
        Long seconds = known.retryAfterSeconds();
        if (seconds != null) {
            response.header("Retry-After", seconds.toString());
        }
        if (request.prologue().method() == Method.HEAD) {
            // A body would be read as the next response.
            response.status(known.status()).send();
        } else {
            Bodies.send(response, known.status(), Json.error(known));
        }
    }

    private static ApiException refused(RequestException problem) {
        int status = problem.status().code();
        return status == 413
                ? ApiException.tooLarge(Bodies.MOST_BYTES)
                : ApiException.other(
                        status, "invalid_request_error", String.valueOf(problem.getMessage()));
    }

    /// Takes no more replies, lets those that run end, and stops.
    @Override
    public void close() {
        live.close(options.grace());
        server.stop();
        forgetting.close();
        metrics.close();
    }
}
