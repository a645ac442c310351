package dev.candor.lab.sampler;

import dev.candor.lab.endpoint.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON over HTTP with patience: what may pass (a busy server, a dropped connection, half a reply)
/// is asked again after longer and longer pauses; what will not is an error at once. For any number
/// of threads.
final class JsonServer implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int SHOWN = 200;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final String base;
    private final @Nullable String key;
    private final Patience patience;
    private final AtomicInteger repeats = new AtomicInteger();

    /// A reply that is not what was asked for; asked again.
    static final class UnusableReply extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableReply(String found) {
            super(found);
        }
    }

    /// Reads what is wanted out of a reply.
    interface Reader<T> {
        T read(JsonNode reply) throws UnusableReply;
    }

    /// @param url see [Endpoint#parse]
    /// @param key sent as a bearer token, null for none
    JsonServer(URI url, @Nullable String key, Patience patience) {
        this.base = url.toString();
        this.key = key;
        this.patience = patience;
    }

    /// The address, as messages name it.
    String name() {
        return base;
    }

    /// Requests that were sent again.
    int repeats() {
        return repeats.get();
    }

    <T> T get(String path, Reader<T> reader) {
        return ask(path, HttpRequest.Builder::GET, reader);
    }

    <T> T post(String path, JsonNode body, Reader<T> reader) {
        String json = body.toString();
        return ask(path, request -> request.POST(BodyPublishers.ofString(json)), reader);
    }

    private <T> T ask(
            String path,
            Function<HttpRequest.Builder, HttpRequest.Builder> method,
            Reader<T> reader) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(patience.perRequest())
                        .header("Content-Type", "application/json");
        if (key != null) {
            builder.header("Authorization", "Bearer " + key);
        }
        HttpRequest request = method.apply(builder).build();
        for (int attempt = 1; ; attempt++) {
            String problem;
            Duration asked = Duration.ZERO;
            try {
                HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
                int status = reply.statusCode();
                if (status == 200) {
                    return reader.read(JsonMapper.shared().readTree(reply.body()));
                }
                problem = "answered " + status + ": " + start(reply.body());
                if (!mayPass(status)) {
                    throw new SamplerException(base + path + " " + problem);
                }
                asked = retryAfter(reply);
            } catch (JacksonException e) {
                problem = "answered what is no JSON: " + e.getOriginalMessage();
            } catch (UnusableReply e) {
                problem = "answered with " + e.getMessage();
            } catch (IOException e) {
                problem = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SamplerException(base + path + ": interrupted");
            }
            if (attempt == patience.attempts()) {
                throw new SamplerException(
                        "%s%s: given up after %d attempts: %s"
                                .formatted(base, path, attempt, problem));
            }
            repeats.incrementAndGet();
            rest(patience.pause(attempt, asked), path);
        }
    }

    private void rest(Duration pause, String path) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SamplerException(base + path + ": interrupted");
        }
    }

    private static boolean mayPass(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    /// Seconds; a date, which few servers send, counts as not asked.
    private static Duration retryAfter(HttpResponse<?> reply) {
        return reply.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    private static String start(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    @Override
    public void close() {
        client.close();
    }
}
