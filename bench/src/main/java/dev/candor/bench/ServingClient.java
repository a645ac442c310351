package dev.candor.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Asks a server for streamed text completions, as any OpenAI client would. For many threads.
final class ServingClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DATA = "data: ";
    private static final Duration MOST_TIME = Duration.ofMinutes(10);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final URI server;
    private final int maxTokens;

    /// @param server without a path
    /// @param maxTokens of a reply
    ServingClient(URI server, int maxTokens) {
        this.server = server;
        this.maxTokens = maxTokens;
    }

    /// Greedy, seed and prompt from the number. Never throws because of the server.
    Served ask(int number) throws InterruptedException {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("model", "any")
                        .put("prompt", ServingPrompts.of(number))
                        .put("max_tokens", maxTokens)
                        .put("temperature", 0)
                        .put("seed", number)
                        .put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/v1/completions"))
                        .header("Content-Type", "application/json")
                        .timeout(MOST_TIME)
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        Reading reading = new Reading(number, System.nanoTime());
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            reading.status = response.statusCode();
            reading.retryAfter =
                    response.headers().firstValue("Retry-After").orElse("").matches("[1-9][0-9]*");
            try (InputStream in = response.body()) {
                reading.read(in);
            }
        } catch (IOException | JacksonException problem) {
            reading.problem = problem.getClass().getSimpleName() + ": " + problem.getMessage();
        }
        return reading.served();
    }

    /// What a path gives; null unless it is 200 and JSON.
    @Nullable JsonNode get(String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : null;
        } catch (IOException | JacksonException notThere) {
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// A reply as it comes in.
    private static final class Reading {
        private final int number;
        private final long sent;
        private final List<Long> arrivals = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int status;
        private boolean retryAfter;
        private boolean finished;
        private boolean done;
        private int promptTokens;
        private int tokens;
        private @Nullable String pending;
        private @Nullable String problem;

        Reading(int number, long sent) {
            this.number = number;
            this.sent = sent;
        }

        void read(InputStream in) throws IOException {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(DATA + "[DONE]")) {
                    done = true;
                } else if (line.startsWith(DATA)) {
                    event(JSON.readTree(line.substring(DATA.length())));
                } else if (status != 200 && problem == null && !line.isBlank()) {
                    problem = status + ": " + line;
                }
            }
        }

        private void event(JsonNode event) {
            if (event.has("error")) {
                problem = event.path("error").path("message").asString("an error without message");
                return;
            }
            JsonNode choice = event.path("choices").path(0);
            String piece = choice.path("text").asString("");
            if (!piece.isEmpty()) {
                arrivals.add(System.nanoTime());
                text.append(piece);
            }
            finished |= choice.path("finish_reason").isString();
            JsonNode review = event.path("candor").path("choice").path("review");
            if (review.path("status").asString("").equals("pending")) {
                pending = review.path("id").asString();
            }
            JsonNode usage = event.path("usage");
            if (usage.isObject()) {
                promptTokens = usage.path("prompt_tokens").asInt(0);
                tokens = usage.path("completion_tokens").asInt(0);
            }
        }

        Served served() {
            boolean whole = status == 200 && finished && done && problem == null;
            return new Served(
                    number,
                    status,
                    whole,
                    promptTokens,
                    tokens,
                    sent,
                    List.copyOf(arrivals),
                    text.toString(),
                    pending,
                    retryAfter,
                    whole || problem != null ? problem : "status " + status + ", not whole");
        }
    }
}
