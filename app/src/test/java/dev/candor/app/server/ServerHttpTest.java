package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.app.ask.TinyAsk;
import dev.candor.app.find.LoadedModel;
import dev.candor.guard.live.Chance;
import dev.candor.guard.live.Limits;
import dev.candor.guard.live.LiveToken;
import dev.candor.guard.live.Place;
import dev.candor.guard.review.Answered;
import dev.candor.guard.review.Reason;
import dev.candor.guard.review.ReviewQueue;
import dev.candor.guard.review.Submission;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServerHttpTest {
    @TempDir private static Path dir;

    private static TinyServer server;

    @BeforeAll
    static void serve() {
        server = new TinyServer(dir);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = TinyServer.json(response).path("error");
        assertThat(error.path("message").asString()).isNotBlank();
        assertThat(error.has("param")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model | 7",
                "stream | 1",
                "stream_options | []",
                "stream_options.include_usage | {\"include_usage\": 1}",
                "max_tokens | 0",
                "max_tokens | \"5\"",
                "max_tokens | 1.5",
                "max_completion_tokens | -1",
                "temperature | 2.1",
                "temperature | \"hot\"",
                "temperature | 1e999",
                "top_p | -0.1",
                "n | 0",
                "n | 9",
                "stop | [\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "stop | \"\"",
                "stop | [1]",
                "seed | 1.5",
                "seed | 99999999999999999999",
                "logprobs | 1",
                "top_logprobs | 3",
                "candor | []",
                "candor.alpha | {\"alpha\": 3.5}",
                "candor.alpha | {\"alpha\": \"1\"}",
                "candor.watch | {\"watch\": \"all\"}",
                "candor.neurons | {\"neurons\": {}}",
                "candor.neurons | {\"neurons\": [{\"layer\": 99, \"index\": 1, \"alpha\": 0}]}",
                "candor.neurons[0].alpha | {\"neurons\": [{\"layer\": 0, \"index\": 1}]}",
                "candor.neurons[0].layer | {\"neurons\": [{\"layer\": -1, \"index\": 1, \"alpha\": 0}]}",
                "messages | []",
                "messages | \"hello\"",
                "messages[0].role | [{\"role\": \"robot\", \"content\": \"a\"}]",
                "messages[0].content | [{\"role\": \"user\", \"content\": 5}]",
                "messages[0].content | [{\"role\": \"user\", \"content\": \"\\ud800\"}]",
                "messages[0].content[0].type | [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]",
            })
    void anHonouredFieldOfAnotherTypeOrValueIsRefusedByName(String param, String value) {
        String field = param.split("[.\\[]")[0];
        String body =
                field.equals("messages")
                        ? "{\"messages\": " + value + "}"
                        : TinyServer.chat("\"" + field + "\": " + value)
                                .replace(
                                        ", \"temperature\": 0,",
                                        field.equals("temperature")
                                                ? ","
                                                : ", \"temperature\": 0,");

        HttpResponse<String> response = server.post("/v1/chat/completions", body);

        refused(response, 400);
        assertThat(TinyServer.json(response).at("/error/param").asString()).isEqualTo(param);
    }

    @Test
    void aWrongOlderFieldIsRefusedAlsoBesideTheNewerOne() {
        HttpResponse<String> response =
                server.ask("\"max_tokens\": \"x\", \"max_completion_tokens\": 2");
        refused(response, 400);
        assertThat(TinyServer.json(response).at("/error/param").asString()).isEqualTo("max_tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[]", "[\"a\", \"b\"]", "[99999]", "[-1]", "[1.5]", "[[1]]"})
    void aPromptThatIsNoneIsRefused(String prompt) {
        HttpResponse<String> response =
                server.post("/v1/completions", "{\"prompt\": " + prompt + "}");
        refused(response, 400);
        assertThat(TinyServer.json(response).at("/error/param").asString()).isEqualTo("prompt");
    }

    @Test
    void fieldsThatAreNotHonouredAreIgnored() {
        HttpResponse<String> response =
                server.ask("\"max_tokens\": 2, \"user\": 5, \"tools\": \"x\", \"logit_bias\": []");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} {}",
                "{\"n\": 1, \"n\": 2}",
                "{\"n\": NaN}",
                "{'n': 1}",
                "\"\\ud800\""
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        refused(server.post("/v1/chat/completions", body), 400);
    }

    @Test
    void deepNestingIsRefused() {
        refused(server.post("/v1/chat/completions", "[".repeat(100_000)), 400);
        refused(server.post("/v1/chat/completions", "{\"x\":".repeat(200)), 400);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] body = {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'};
        refused(
                server.send(
                        HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))),
                400);
    }

    @Test
    void halfASurrogatePairInARefusedValueIsToldOf() {
        refused(server.ask("\"n\": \"\\ud800\""), 400);
        refused(server.ask("\"stop\": [\"\\udc00\", 5]"), 400);
        refused(server.ask("\"n\": \"" + "x".repeat(58) + "😀😀\""), 400);
        assertThat(server.ask("\"stop\": \"\\udc00\", \"max_tokens\": 1").statusCode())
                .isLessThan(500);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        refused(server.ask("\"x\": \"" + "x".repeat(Bodies.MOST_BYTES) + "\""), 413);
        refused(server.ask("\"x\": \"" + "x".repeat(3 * Bodies.MOST_BYTES) + "\""), 413);
    }

    @Test
    void aBodyThatIsAnnouncedAsFarTooLargeIsRefusedUnread() throws Exception {
        String answer =
                raw(
                        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nContent-Length: "
                                + (Bodies.MOST_READ_BYTES + 1)
                                + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"error\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void anotherContentTypeIsRefused(String type) {
        refused(
                server.send(
                        HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(TinyServer.chat("")))),
                415);
    }

    @Test
    void anOverlongPromptIsRefusedByName() {
        HttpResponse<String> response =
                server.post("/v1/completions", "{\"prompt\": \"" + "word ".repeat(5_000) + "\"}");
        refused(response, 400);
        assertThat(TinyServer.json(response).at("/error/param").asString()).isEqualTo("prompt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%5c..%5cx",
                "/main.js%00",
                "/candor/reports/..%2f..%2fx",
                "/v1/models/none",
                "/candor/review/items/none",
                "/candor/responses/none",
                "/%ed%a0%80"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").containsPattern("HTTP/1.1 40[04]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions",
        "DELETE, /v1/models",
        "POST, /health",
        "PUT, /candor/complaints",
        "POST, /",
        "GET, /candor/review/items/1/decision"
    })
    void anotherMethodIsRefusedAndTheRightOneNamed(String method, String path) {
        HttpResponse<String> response =
                server.send(
                        HttpRequest.newBuilder(server.uri(path))
                                .method(method, HttpRequest.BodyPublishers.noBody()));
        refused(response, 405);
        assertThat(response.headers().firstValue("Allow")).isPresent();
    }

    /// Says something by hand and reads the answer.
    private static String raw(String head) throws Exception {
        return raw(server, head);
    }

    private static String raw(TinyServer server, String head) throws Exception {
        String address = server.server.address();
        try (Socket socket = new Socket(URI.create(address).getHost(), server.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                answer.write(socket.getInputStream().read());
                socket.setSoTimeout(500);
                socket.getInputStream().transferTo(answer);
            } catch (SocketException | SocketTimeoutException end) {
                // Reset, or kept open; what came before is the answer.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void withoutKeysOnlyThisMachinesNamesAreAnswered() throws Exception {
        for (String host : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example")) {
            assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
        for (String host : List.of("localhost", "LOCALHOST:99", "127.0.0.1", "[::1]:5")) {
            assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example", "x y"})
    void aPageOfAnotherSiteIsRefused(String origin) throws Exception {
        assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin + "\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void hugeHeadersAreRefused() throws Exception {
        assertThat(
                        raw(
                                "GET /health HTTP/1.1\r\nHost: localhost\r\nX: "
                                        + "x".repeat(40_000)
                                        + "\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/main.js", "/health", "/nothing", "/v1/models"})
    void everyResponseTellsABrowserWhatItMay(String path) {
        Map<String, List<String>> headers = server.get(path).headers().map();
        assertThat(headers.getOrDefault("content-security-policy", List.of()))
                .singleElement()
                .asString()
                .contains("default-src 'none'")
                .contains("script-src 'self'");
        assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
        assertThat(headers.get("cache-control")).containsExactly("no-store");
    }

    @Test
    void aStreamIsEventsOfOpenAisForm() {
        HttpResponse<String> response = server.ask("\"stream\": true, \"max_tokens\": 5");
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        String[] events = response.body().split("\n\n", -1);
        assertThat(events[events.length - 1]).isEmpty();
        assertThat(events[events.length - 2]).isEqualTo("data: [DONE]");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events.length - 2; i++) {
            assertThat(events[i]).startsWith("data: {").doesNotContain("\n");
            JsonNode chunk = JsonMapper.shared().readTree(events[i].substring(6));
            text.append(chunk.at("/choices/0/delta/content").asString(""));
        }
        assertThat(text.toString())
                .isEqualTo(
                        TinyServer.json(server.ask("\"max_tokens\": 5"))
                                .at("/choices/0/message/content")
                                .asString());
    }

    @Test
    void metricsCountRepliesAndStayAfterACollection() {
        server.ask("\"max_tokens\": 2");
        System.gc();
        HttpResponse<String> response = server.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("candor_replies_total{action=\"none\",verdict=")
                .containsPattern("(?m)^candor_review_pending 0\\.0$")
                .containsPattern("(?m)^candor_tokens_total [1-9]");
        for (String line : response.body().split("\n")) {
            assertThat(line).matches("#.*|[a-z_:0-9]+(\\{.*})? (-?[0-9.E+-]+|NaN|[+-]Inf)");
        }
    }

    @Test
    void theLogHoldsNoTexts() {
        String reply =
                TinyServer.json(server.ask("\"max_tokens\": 12"))
                        .at("/choices/0/message/content")
                        .asString();
        assertThat(reply.strip()).hasSizeGreaterThan(12);
        assertThat(server.log())
                .contains("\"event\":\"answered\"")
                .doesNotContain("river", reply.strip(), reply.strip().substring(0, 12));
    }

    @Test
    void aReportIsAPageInASandbox() {
        JsonNode reports = TinyServer.json(server.get("/candor/reports"));
        String id = reports.at("/reports/0/id").asString();
        HttpResponse<String> page = server.get("/candor/reports/" + id);
        assertThat(page.body()).isEqualTo("<h1>R</h1>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox allow-scripts");
    }

    @Test
    void whoLeavesMidStreamGivesTheirPlaceBack() throws Exception {
        byte[] body =
                TinyServer.chat("\"stream\": true, \"max_tokens\": 900")
                        .getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", server.server.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(
                            ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                            + "Content-Type: application/json\r\nContent-Length: "
                                            + body.length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            assertThat(in.read(new byte[512])).isPositive();
        }
        server.awaitIdle();
        assertThat(TinyServer.json(server.get("/health")).path("running").asInt()).isZero();
        assertThat(server.log()).doesNotContain("\tat ");
    }

    @Test
    void aFullQueueSaysWhenToComeBack() {
        try (TinyServer narrow =
                new TinyServer(dir, TinyServer.Setup.PLAIN.limits(new Limits(1, 0, 0)))) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(
                        CompletableFuture.supplyAsync(
                                () -> narrow.ask("\"max_tokens\": 700"),
                                command -> Thread.ofVirtual().start(command)));
            }
            List<HttpResponse<String>> got = all.stream().map(CompletableFuture::join).toList();
            assertThat(got).anyMatch(response -> response.statusCode() == 200);
            HttpResponse<String> full =
                    got.stream()
                            .filter(response -> response.statusCode() == 429)
                            .findFirst()
                            .orElseThrow();
            refused(full, 429);
            assertThat(full.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
            assertThat(narrow.log()).doesNotContain("IllegalState");
        }
    }

    /// With room for some of its choices a request is refused before any of them is made.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void choicesAreAllTakenOrNone(boolean stream) throws Exception {
        String two = "\"max_tokens\": 3, \"n\": 2, \"stream\": " + stream;
        try (TinyServer narrow =
                new TinyServer(dir, TinyServer.Setup.PLAIN.limits(new Limits(2, 0, 0)))) {
            assertThat(narrow.ask(two).statusCode()).isEqualTo(200);
            long before = narrow.live.load().tokens();
            CompletableFuture<HttpResponse<String>> running = narrow.asking("\"max_tokens\": 900");
            narrow.awaitRunning(running);
            HttpResponse<String> several = narrow.ask(two);
            refused(several, 429);
            assertThat(several.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
            running.join();
            assertThat(narrow.live.load().tokens() - before).isLessThanOrEqualTo(900);
            assertThat(narrow.get("/metrics").body()).contains("candor_refused_total 1.0");
            assertThat(narrow.ask(two).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void moreChoicesThanThereIsEverRoomForAreRefusedByName() {
        try (TinyServer narrow =
                new TinyServer(dir, TinyServer.Setup.PLAIN.limits(new Limits(1, 1, 0)))) {
            HttpResponse<String> several = narrow.ask("\"n\": 3");
            refused(several, 400);
            assertThat(TinyServer.json(several).at("/error/param").asString()).isEqualTo("n");
            assertThat(narrow.ask("\"n\": 2, \"max_tokens\": 2").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aReplyThatIsNotWholeInTimeIsATimeout() throws Exception {
        try (TinyServer late =
                new TinyServer(dir, TinyServer.Setup.PLAIN.deadline(Duration.ofMillis(1)))) {
            refused(late.ask("\"max_tokens\": 900"), 504);
            HttpResponse<String> stream = late.ask("\"max_tokens\": 900, \"stream\": true");
            assertThat(stream.body()).contains("timeout_error");
            late.awaitIdle();
            assertThat(late.live.load().running()).isZero();
        }
    }

    @Test
    void closingFinishesWhatRunsAndSaysSoMeanwhile() throws Exception {
        CompletableFuture<HttpResponse<String>> reply;
        TinyServer closing = new TinyServer(dir);
        try (closing) {
            Place held = closing.live.admit("somebody", 1).getFirst();
            reply = closing.asking("\"max_tokens\": 400");
            closing.awaitRunning(reply);
            Thread stops = Thread.ofVirtual().start(closing.server::close);
            while (!closing.live.isClosing()) {
                Thread.sleep(1);
            }
            HttpResponse<String> health = closing.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(TinyServer.json(health).path("status").asString()).isEqualTo("closing");
            HttpResponse<String> late = closing.ask("");
            refused(late, 503);
            for (HttpResponse<String> each : List.of(health, late)) {
                assertThat(each.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
            }
            assertThat(reply.join().statusCode()).isEqualTo(200);
            held.close();
            stops.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.2, 127.0.0.2", "127.0.0.3, 127.0.0.3:99", "localhost, LOCALHOST"})
    void theHostItListensOnIsAnswered(String host, String named) throws Exception {
        try (TinyServer own = new TinyServer(dir, TinyServer.Setup.PLAIN.host(host))) {
            assertThat(own.get("/v1/models").statusCode()).isEqualTo(200);
            String head = "GET /v1/models HTTP/1.1\r\nHost: " + named + "\r\n";
            assertThat(raw(own, head)).startsWith("HTTP/1.1 200");
            assertThat(raw(own, head + "Origin: http://" + named + "\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(raw(own, "GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void aTakenPortIsOneClearMessage() {
        int port = server.server.port();
        assertThatThrownBy(() ->
                        new CandorServer(
                                new ServerOptions(
                                        "127.0.0.1",
                                        port,
                                        null,
                                        Duration.ofSeconds(1),
                                        Duration.ZERO,
                                        1,
                                        Duration.ofDays(1)),
                                server.served,
                                server.live,
                                null,
                                server.reviews,
                                NeuronFacts.NONE,
                                List.of(),
                                new EventLog(System.err, Clock.systemUTC(), false),
                                Clock.systemUTC()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("the server cannot listen on 127.0.0.1:" + port + " (")
                .hasMessageEndingWith("expected a free port");
    }

    @Test
    void aBodyOfATooLargeAnnouncedLengthGetsOpenAisError() throws Exception {
        String answer =
                raw(
                        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 99999999\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .containsIgnoringCase("content-type: application/json")
                .contains("{\"error\":{\"message\":\"the body is larger than");
    }

    @ParameterizedTest
    @CsvSource({"HEAD, /health", "HEAD, /", "OPTIONS, /v1/chat/completions", "OPTIONS, /v1/models"})
    void methodsThatAreNotOfferedAreRefusedWithoutConfusingTheConnection(String method, String path)
            throws Exception {
        String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer).startsWith("HTTP/1.1 405").containsPattern("(?i)allow: (GET|POST)");
        if (method.equals("HEAD")) {
            assertThat(answer).as("a response to HEAD has no body").endsWith("\r\n\r\n");
        }
    }

    @Test
    void aModelIsNamedHoweverOneLikes() {
        assertThat(server.ask("\"max_tokens\": 1, \"model\": \"gpt-5\"").body())
                .contains("\"model\":\"tiny\"");
        refused(server.ask("\"model\": \"\""), 400);
    }

    @Test
    void withUsageLastTheOtherChunksSayNull() {
        String[] events =
                server.ask(
                                "\"stream\": true, \"max_tokens\": 3,"
                                        + " \"stream_options\": {\"include_usage\": true}")
                        .body()
                        .split("\n\n");
        for (int i = 0; i < events.length - 2; i++) {
            assertThat(events[i]).contains("\"usage\":null");
        }
        assertThat(events[events.length - 2]).contains("\"usage\":{\"prompt_tokens\"");
    }

    @Test
    void tokensThatAreNoTextKeepTheirBytesInTheOlderForm() {
        try (LoadedModel loaded = TinyAsk.load(server.model)) {
            int first = 3 + 0x80;
            Chance chance =
                    new Chance(
                            -1,
                            List.of(new Chance.Rival(first, -1), new Chance.Rival(first + 1, -2)));
            LiveToken token =
                    new LiveToken(first, 0, "", null, null, null, List.of(), null, chance);
            JsonNode written =
                    new OpenAiJson("id", "tiny", 0, false, true, false, loaded.tokenizer())
                            .piece(0, token, Json.object())
                            .at("/choices/0/logprobs");
            assertThat(written.at("/tokens/0").asString()).isEqualTo("bytes:\\x80");
            assertThat(written.at("/top_logprobs/0").propertyNames())
                    .containsExactlyInAnyOrder("bytes:\\x80", "bytes:\\x81");
        }
    }

    @Test
    void oldAnswersAreForgottenAndItemsStay() throws Exception {
        Path db = dir.resolve("old.db");
        Instant now = Instant.now();
        Answered old = answered("old", now.minus(Duration.ofDays(31)));
        Answered newer = answered("newer", now.minus(Duration.ofDays(29)));
        Answered kept = answered("kept", now.minus(Duration.ofDays(31)));
        try (ReviewQueue queue = ReviewQueue.open(db.toString(), Clock.systemUTC())) {
            List.of(old, newer, kept).forEach(queue::remember);
            queue.submit(new Submission(Reason.POLICY, kept, null, "policy", null));
        }
        try (TinyServer forgets = new TinyServer(dir, TinyServer.Setup.PLAIN.db(db))) {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (forgets.reviews.answered("old") != null && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            assertThat(forgets.reviews.answered("old")).isNull();
            assertThat(forgets.reviews.answered("newer")).isNotNull();
            assertThat(forgets.reviews.byResponse("kept")).hasSize(1);
        }
    }

    private static Answered answered(String id, Instant at) {
        return new Answered(id, at, "q", "a", null, "no-score", List.of(), 1, "0", "shop");
    }
}
