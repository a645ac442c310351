package dev.candor.engine.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.candor.engine.forward.ContinuousBatch;
import dev.candor.engine.forward.GenerateOptions;
import dev.candor.engine.forward.Generation;
import dev.candor.engine.forward.PromptCache;
import dev.candor.engine.forward.Session;
import dev.candor.engine.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/completions` on a free port of this machine, answered by our own engine as llama-server
/// would, or not answered as it should be.
public final class CompletionsServer implements AutoCloseable {
    /// What becomes of a request.
    public enum Fate {
        ANSWERED,
        /// Answered with `token_ids`, as vLLM does.
        ANSWERED_AS_VLLM,
        /// Answered with text alone.
        WITHOUT_IDS,
        /// Answered with half a surrogate pair, which no tokens spell.
        UNSPELLABLE,
        /// 429, and to come back at once.
        BUSY,
        /// 503.
        UNAVAILABLE,
        /// The connection is closed without a word.
        DROPPED,
        /// 200 with half a JSON object.
        GARBAGE,
        /// 200 with JSON that is no completion.
        SOMETHING_ELSE,
        /// 400 with a reason.
        REFUSED
    }

    private static final String HALF = "half a pair";

    private final Session session;
    private final Tokenizer tokenizer;
    private final IntFunction<Fate> fates;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<JsonNode> bodies = new ArrayList<>();

    /// @param session used by one request at a time, and by nobody else meanwhile
    /// @param fates of the requests, by their number from 0
    public CompletionsServer(Session session, Tokenizer tokenizer, IntFunction<Fate> fates) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.fates = fates;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/v1/models", exchange -> reply(exchange, 200, "{\"data\": [{\"id\": \"tiny\"}]}"));
        server.createContext("/v1/completions", this::complete);
        server.start();
    }

    /// Its address, without `/v1`.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Requests for a completion so far.
    public int requests() {
        return requests.get();
    }

    /// Of them, those that got one.
    public int answered() {
        return answered.get();
    }

    /// Most of them under way at a time.
    public int mostAtOnce() {
        return most.get();
    }

    /// What was asked for, in the order of arrival.
    public List<JsonNode> bodies() {
        synchronized (bodies) {
            return List.copyOf(bodies);
        }
    }

    private void complete(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            synchronized (bodies) {
                bodies.add(body);
            }
            Fate fate = fates.apply(requests.getAndIncrement());
            switch (fate) {
                case ANSWERED, ANSWERED_AS_VLLM, WITHOUT_IDS, UNSPELLABLE -> {
                    answered.incrementAndGet();
                    reply(exchange, 200, completion(body, fate));
                }
                case BUSY -> {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    reply(exchange, 429, "{\"error\": \"slow down\"}");
                }
                case UNAVAILABLE -> reply(exchange, 503, "loading");
                case DROPPED -> exchange.close();
                case GARBAGE -> reply(exchange, 200, "{\"choices\": [");
                case SOMETHING_ELSE -> reply(exchange, 200, "{\"choices\": []}");
                case REFUSED -> reply(exchange, 400, "{\"error\": \"prompt too long\"}");
            }
        } finally {
            running.decrementAndGet();
        }
    }

    private String completion(JsonNode body, Fate fate) {
        Generation generation = generate(body);
        ObjectNode reply = JsonMapper.shared().createObjectNode();
        ObjectNode choice = reply.putArray("choices").addObject();
        choice.put("text", generation.text());
        boolean whole = generation.end() == Generation.End.MAX_TOKENS;
        choice.put("finish_reason", whole ? "length" : "stop");
        switch (fate) {
            case ANSWERED -> {
                ArrayNode content = choice.putObject("logprobs").putArray("content");
                for (int id : generation.tokens()) {
                    content.addObject().put("id", id).put("logprob", -1);
                }
            }
            case ANSWERED_AS_VLLM -> {
                ArrayNode ids = choice.putArray("token_ids");
                for (int id : generation.tokens()) {
                    ids.add(id);
                }
                choice.put("stop_reason", "\n");
            }
            case UNSPELLABLE -> choice.put("text", HALF);
            case WITHOUT_IDS, BUSY, UNAVAILABLE, DROPPED, GARBAGE, SOMETHING_ELSE, REFUSED -> {}
        }
        return reply.toString().replace(HALF, "\\ud83d");
    }

    /// What the engine gives under the options of a request.
    private Generation generate(JsonNode body) {
        List<String> stop = body.path("stop").valueStream().map(JsonNode::asString).toList();
        GenerateOptions options =
                new GenerateOptions(
                        body.path("max_tokens").asInt(),
                        (float) body.path("temperature").asDouble(),
                        Math.max(0, body.path("top_k").asInt()),
                        (float) body.path("top_p").asDouble(),
                        stop,
                        body.path("seed").asLong());
        int[] prompt = body.path("prompt").valueStream().mapToInt(JsonNode::asInt).toArray();
        List<Generation> done = new ArrayList<>();
        synchronized (session) {
            try (PromptCache cache = new PromptCache(session, new int[0])) {
                new ContinuousBatch(session, tokenizer, cache, 1)
                        .run(List.of(new One(prompt, options, done)).iterator());
            }
        }
        return done.getFirst();
    }

    private record One(int[] prompt, GenerateOptions options, List<Generation> result)
            implements ContinuousBatch.Job {
        @Override
        public List<GenerateOptions> next(List<Generation> done) {
            result.addAll(done);
            return done.isEmpty() ? List.of(options) : List.of();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
