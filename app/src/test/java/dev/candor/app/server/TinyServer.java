package dev.candor.app.server;

import dev.candor.app.ask.TinyAsk;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.testing.TinyModels;
import dev.candor.guard.live.Limits;
import dev.candor.guard.live.LiveModel;
import dev.candor.guard.monitor.Monitor;
import dev.candor.guard.policy.LivePolicy;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.lab.contribution.Position;
import dev.candor.lab.probe.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server of a tiny model, and what a client says to it.
final class TinyServer implements AutoCloseable {
    static final String QUESTION = "Which river is the largest?";

    /// How a test's server differs from the plain one.
    ///
    /// @param policy text of a policy file, null for none
    /// @param keys text of a file of keys, null for none
    /// @param db where the queue is kept, null for a new one
    record Setup(
            long seed,
            @Nullable Position position,
            @Nullable String policy,
            @Nullable String keys,
            Limits limits,
            Duration deadline,
            String host,
            @Nullable Path db) {
        static final Setup PLAIN =
                new Setup(
                        9,
                        Position.INPUT,
                        null,
                        null,
                        new Limits(4, 64, 2_000),
                        Duration.ofMinutes(2),
                        "127.0.0.1",
                        null);

        Setup position(@Nullable Position other) {
            return new Setup(seed, other, policy, keys, limits, deadline, host, db);
        }

        Setup policy(String text) {
            return new Setup(seed, position, text, keys, limits, deadline, host, db);
        }

        Setup keys(String text) {
            return new Setup(seed, position, policy, text, limits, deadline, host, db);
        }

        Setup limits(Limits other) {
            return new Setup(seed, position, policy, keys, other, deadline, host, db);
        }

        Setup host(String other) {
            return new Setup(seed, position, policy, keys, limits, deadline, other, db);
        }

        Setup db(Path other) {
            return new Setup(seed, position, policy, keys, limits, deadline, host, other);
        }

        Setup deadline(Duration other) {
            return new Setup(seed, position, policy, keys, limits, other, host, db);
        }
    }

    final Path model;
    final ServedModel served;
    final LiveModel live;
    final CandorServer server;
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final HttpClient http = HttpClient.newHttpClient();
    private final LoadedModel loaded;
    final ReviewQueue reviews;

    TinyServer(Path dir) {
        this(dir, Setup.PLAIN);
    }

    TinyServer(Path dir, Setup setup) {
        try {
            Path own = Files.createTempDirectory(dir, "server");
            model = TinyAsk.wordy(setup.seed(), TinyModels.chatTemplate());
            loaded = TinyAsk.load(model);
            Position position = setup.position();
            Probe probe =
                    position == null ? null : TinyAsk.probe(loaded, TinyAsk.WEIGHTS, position);
            Path db = setup.db() == null ? own.resolve("reviews.db") : setup.db();
            reviews = ReviewQueue.open(db.toString(), Clock.systemUTC());
            live = new LiveModel(loaded.session(), loaded.tokenizer(), setup.limits());
            served =
                    new ServedModel(
                            "tiny",
                            false,
                            loaded.model().file().sha256(),
                            loaded,
                            probe == null ? null : new Monitor(probe, loaded.session()),
                            1,
                            null);
            String rules = setup.policy();
            String keys = setup.keys();
            server =
                    new CandorServer(
                            new ServerOptions(
                                    setup.host(),
                                    0,
                                    keys == null
                                            ? null
                                            : ApiKeys.read(
                                                    Files.writeString(own.resolve("keys"), keys)),
                                    setup.deadline(),
                                    Duration.ofSeconds(30),
                                    12,
                                    Duration.ofDays(30)),
                            served,
                            live,
                            rules == null
                                    ? null
                                    : LivePolicy.of(
                                                    Files.writeString(
                                                            own.resolve("policy.yaml"), rules),
                                                    problem -> {})
                                            ::current,
                            reviews,
                            NeuronFacts.NONE,
                            List.of(Files.writeString(own.resolve("report.html"), "<h1>R</h1>")),
                            new EventLog(new PrintStream(log), Clock.systemUTC(), false),
                            Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    URI uri(String path) {
        return URI.create(server.address() + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// A chat of one question.
    ///
    /// @param more fields behind the messages
    static String chat(String more) {
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"}], \"temperature\": 0%s}"
                .formatted(QUESTION, more.isEmpty() ? "" : ", " + more);
    }

    HttpResponse<String> ask(String more) {
        return post("/v1/chat/completions", chat(more));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /// The same by a thread of its own.
    CompletableFuture<HttpResponse<String>> asking(String more) {
        return CompletableFuture.supplyAsync(
                () -> ask(more), command -> Thread.ofVirtual().start(command));
    }

    /// Waits until a reply is being generated, or has been.
    void awaitRunning(CompletableFuture<?> reply) throws InterruptedException {
        while (live.load().running() == 0 && !reply.isDone()) {
            Thread.sleep(1);
        }
    }

    /// Polls, for what ends by itself.
    void awaitIdle() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (live.load().running() + live.load().waiting() > 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
        live.close();
        reviews.close();
        loaded.close();
    }
}
