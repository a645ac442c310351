package dev.candor.bench;

import dev.candor.guard.review.ReviewQueue;
import dev.candor.guard.review.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// `kill -9` under load, of a server that holds every reply for review: what a client was told
/// waits for a person does so after the restart.
///
/// @param kills on one database
/// @param told ids that clients were told
/// @param cutOff requests that the kills left without an answer
/// @param missing ids told and not in the database, or not what the restarted server says
record Killed(int kills, int told, int cutOff, List<String> missing) {
    private static final String POLICY =
            """
            version: 1
            mode: buffered
            rules: []
            otherwise: review
            no-score: review
            """;

    static Path writePolicy(Path folder) throws IOException {
        return Files.writeString(folder.resolve("hold.yaml"), POLICY);
    }

    /// @param seconds after which it is killed whatever clients were told; it is killed when as
    ///   many were told as there are clients, while the others are under way
    static Killed measure(
            OurServer server,
            int clients,
            int seconds,
            int kills,
            int maxTokens,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        Set<String> told = new HashSet<>();
        int cutOff = 0;
        for (int kill = 1; kill <= kills; kill++) {
            progress.accept("kill " + kill);
            try (ServerProcess process = server.start();
                    ServingClient client = new ServingClient(process.address(), maxTokens)) {
                List<Served> served = killed(process, client, clients, seconds);
                for (Served each : served) {
                    cutOff += each.whole() ? 0 : 1;
                    if (each.pending() != null) {
                        told.add(each.pending());
                    }
                }
            }
        }
        try (ServerProcess process = server.start();
                ServingClient client = new ServingClient(process.address(), maxTokens);
                ReviewQueue queue =
                        ReviewQueue.open(server.database().toString(), Clock.systemUTC())) {
            List<String> missing = new ArrayList<>();
            for (String id : new TreeSet<>(told)) {
                if (!isPending(queue, id) || !saysPending(client, id)) {
                    missing.add(id);
                }
            }
            return new Killed(kills, told.size(), cutOff, List.copyOf(missing));
        }
    }

    private static List<Served> killed(
            ServerProcess process, ServingClient client, int clients, int seconds)
            throws InterruptedException {
        AtomicBoolean alive = new AtomicBoolean(true);
        AtomicInteger told = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Thread killer =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (told.get() < clients && System.nanoTime() < end) {
                                pause();
                            }
                            alive.set(false);
                            process.kill();
                        });
        List<Served> served =
                new Crowd(client, clients, 0)
                        .askEach(
                                alive::get,
                                one -> {
                                    if (one.pending() != null) {
                                        told.incrementAndGet();
                                    }
                                });
        killer.join();
        return served;
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private static boolean isPending(ReviewQueue queue, String response) {
        return queue.byResponse(response).stream().anyMatch(item -> item.state() == State.PENDING);
    }

    private static boolean saysPending(ServingClient client, String response)
            throws InterruptedException {
        JsonNode status = client.get("/candor/responses/" + response);
        return status != null && status.path("status").asString("").equals("pending");
    }

    /// Something was promised, and nothing was lost.
    boolean isKept() {
        return told > 0 && missing.isEmpty();
    }

    String markdown() {
        ReportText text = new ReportText();
        text.line(
                "%d × kill -9 under load: %d replies told as waiting for a person, %d requests cut"
                        + " off, %d of those told missing afterwards.",
                kills, told, cutOff, missing.size());
        missing.forEach(id -> text.line("missing: %s", id));
        return text.toString();
    }
}
