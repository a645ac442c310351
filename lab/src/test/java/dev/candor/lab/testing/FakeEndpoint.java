package dev.candor.lab.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An OpenAI-compatible server in this process, which replies what a test wants.
public final class FakeEndpoint implements AutoCloseable {
    public static final String MODEL = "fake-model";

    /// A request for a chat completion.
    ///
    /// @param authorization header, null if there was none
    public record Request(JsonNode body, @Nullable String authorization) {
        public String prompt() {
            return body.at("/messages/0/content").asString();
        }
    }

    private record Canned(int status, String body) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final UnaryOperator<String> replies;
    private final Queue<Canned> first = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /// @param replies prompt → reply
    public FakeEndpoint(UnaryOperator<String> replies) {
        this(List.of(MODEL), replies);
    }

    /// @param models that it lists
    public FakeEndpoint(List<String> models, UnaryOperator<String> replies) {
        this.replies = replies;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/models", exchange -> send(exchange, 200, list(models)));
        server.createContext("/v1/chat/completions", this::chat);
        server.start();
    }

    /// The base URL.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// Answers the next request so, whatever it is.
    public void next(int status, String body) {
        first.add(new Canned(status, body));
    }

    /// What it was asked so far.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void chat(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Request request = new Request(body, exchange.getRequestHeaders().getFirst("Authorization"));
        requests.add(request);
        Canned canned = first.poll();
        if (canned != null) {
            send(exchange, canned.status(), canned.body());
        } else {
            send(exchange, 200, completion(replies.apply(request.prompt())));
        }
    }

    private static String list(List<String> models) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        for (String model : models) {
            data.addObject().put("id", model).put("object", "model").put("owned_by", "tests");
        }
        return list.toString();
    }

    private static String completion(String reply) {
        ObjectNode completion =
                JSON.createObjectNode()
                        .put("id", "1")
                        .put("object", "chat.completion")
                        .put("created", 1)
                        .put("model", MODEL);
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", reply);
        return completion.toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
