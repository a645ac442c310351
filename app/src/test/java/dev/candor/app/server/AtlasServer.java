package dev.candor.app.server;

import dev.candor.app.Checkout;
import dev.candor.guard.live.Limits;
import dev.candor.guard.live.LiveModel;
import dev.candor.guard.policy.LivePolicy;
import dev.candor.guard.policy.Policy;
import dev.candor.guard.review.ReviewQueue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server of the bundled model on a free port, with a queue and a report.
final class AtlasServer implements AutoCloseable {
    /// Holds what is asked about people back for a reviewer.
    static final String REVIEWS_PEOPLE =
            """
            version: 1
            topics:
              people: {keywords: [instrument, play], in: question}
            rules:
              - name: made-up people
                when: {topic: people}
                then: review
            otherwise: allow
            no-score: flag
            """;

    private final ReviewQueue queue;
    private final LiveModel live;
    private final CandorServer server;

    /// @param folder where the queue and the policy are kept
    /// @param policy its text, null for none
    AtlasServer(Atlas atlas, Path folder, @Nullable String policy) throws IOException {
        this(atlas, folder, policy, null);
    }

    /// @param keys that let in, null to let everybody in
    AtlasServer(Atlas atlas, Path folder, @Nullable String policy, @Nullable ApiKeys keys)
            throws IOException {
        Clock clock = Clock.systemUTC();
        EventLog log = new EventLog(new PrintStream(PrintStream.nullOutputStream()), clock, false);
        this.queue = ReviewQueue.open(folder.resolve("queue.db").toString(), clock);
        this.live =
                new LiveModel(
                        atlas.loaded().session(),
                        atlas.loaded().tokenizer(),
                        new Limits(8, 16, 1_024));
        ServerOptions options =
                new ServerOptions(
                        "127.0.0.1",
                        0,
                        keys,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        100,
                        Duration.ofDays(30));
        Path results = Checkout.root().resolve("docs/results/atlas");
        this.server =
                new CandorServer(
                        options,
                        atlas.served(),
                        live,
                        policy == null ? null : policy(folder, policy),
                        queue,
                        NeuronFacts.read(results.resolve("neurons.json")),
                        List.of(results),
                        log,
                        clock);
    }

    private static Supplier<Policy> policy(Path folder, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), text);
        return LivePolicy.of(
                        file,
                        problem -> {
                            throw new IllegalStateException(problem.message());
                        })
                ::current;
    }

    String address() {
        return server.address() + "/";
    }

    ReviewQueue queue() {
        return queue;
    }

    @Override
    public void close() {
        server.close();
        live.close();
        queue.close();
    }
}
