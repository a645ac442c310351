package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.guard.live.Limits;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ServerPolicyTest {
    private static final String HEAD =
            """
            version: 1
            sentences: {abstain: "I rather say nothing.", review: "A colleague looks."}
            """;

    @TempDir private Path dir;

    private TinyServer server(String rules) {
        return new TinyServer(dir, TinyServer.Setup.PLAIN.policy(HEAD + rules));
    }

    private static final String REVIEW =
            "rules: [{name: all, when: {risk: 0}, then: review}]\nno-score: review\n";

    private String plainReply() {
        try (TinyServer plain = new TinyServer(dir)) {
            return TinyServer.json(plain.ask("\"max_tokens\": 6"))
                    .at("/choices/0/message/content")
                    .asString();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"logprobs\": true, \"top_logprobs\": 3",
                "\"stream\": true, \"logprobs\": true",
                "\"candor\": {\"watch\": \"neurons\"}",
                "\"candor\": {\"watch\": false}"
            })
    void aHeldReplyIsNowhereInTheResponse(String more) {
        String reply = plainReply();
        try (TinyServer server = server(REVIEW)) {
            HttpResponse<String> response = server.ask("\"max_tokens\": 6, " + more);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.headers().firstValue("Candor-Action").orElse(""))
                    .isEqualTo(more.contains("stream") ? "" : "review");
            assertThat(response.body())
                    .contains("A colleague looks.", "\"status\":\"pending\"", "content_filter");
            assertThat(response.body()).doesNotContain(reply.strip());
            for (String word : reply.strip().split("\\s+")) {
                if (word.length() > 4) {
                    assertThat(response.body()).doesNotContain(word);
                }
            }
            assertThat(server.log()).doesNotContain(reply.strip());
        }
    }

    @Test
    void aHeldReplyGoesOutWhenAPersonApproves() {
        String reply = plainReply();
        try (TinyServer server = server(REVIEW)) {
            JsonNode held = TinyServer.json(server.ask("\"max_tokens\": 6"));
            String url = held.at("/candor/choices/0/review/url").asString();
            assertThat(TinyServer.json(server.get(url)).path("status").asString())
                    .isEqualTo("pending");
            assertThat(TinyServer.json(server.get(url)).path("answer").isNull()).isTrue();
            JsonNode item = TinyServer.json(server.get("/candor/review/items")).at("/items/0");
            assertThat(item.path("answer").asString()).isEqualTo(reply);
            String decision = "/candor/review/items/" + item.path("id").asString() + "/decision";
            String approved = "{\"decision\": \"approved\", \"key\": \"k\"}";

            assertThat(server.post(decision, approved).statusCode()).isEqualTo(200);
            assertThat(server.post(decision, approved).statusCode()).isEqualTo(200);
            HttpResponse<String> other =
                    server.post(decision, "{\"decision\": \"rejected\", \"key\": \"l\"}");

            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(TinyServer.json(other).at("/item/state").asString()).isEqualTo("approved");
            assertThat(TinyServer.json(server.get(url)).path("answer").asString()).isEqualTo(reply);
            assertThat(TinyServer.json(server.get("/candor/review/stats")).at("/rate/of").asInt())
                    .isEqualTo(1);
            assertThat(server.get("/candor/review/export").body()).contains(TinyServer.QUESTION);
        }
    }

    @Test
    void aDecisionThatIsNoneIsRefused() {
        try (TinyServer server = server(REVIEW)) {
            server.ask("\"max_tokens\": 2");
            String id =
                    TinyServer.json(server.get("/candor/review/items"))
                            .at("/items/0/id")
                            .asString();
            String path = "/candor/review/items/" + id + "/decision";
            for (String body :
                    new String[] {
                        "{}",
                        "{\"decision\": \"maybe\"}",
                        "{\"decision\": \"corrected\"}",
                        "{\"decision\": 5}"
                    }) {
                assertThat(server.post(path, body).statusCode()).isEqualTo(400);
            }
            assertThat(server.get("/candor/review/items?limit=x").statusCode()).isEqualTo(400);
            assertThat(server.get("/candor/review/items?after=x").statusCode()).isEqualTo(400);
            assertThat(server.get("/candor/review/items?state=x").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aSpotCheckOfAllAndAComplaintAreInTheQueue() {
        try (TinyServer server = server("rules: []\notherwise: allow\nspot-check: 1\n")) {
            String id = TinyServer.json(server.ask("\"max_tokens\": 4")).path("id").asString();
            assertThat(
                            server.post(
                                            "/candor/complaints",
                                            "{\"response\": \"" + id + "\", \"note\": \"no\"}")
                                    .statusCode())
                    .isEqualTo(201);
            assertThat(server.post("/candor/complaints", "{\"response\": \"none\"}").statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/candor/review/items").body())
                    .contains("\"reason\":\"spot-check\"", "\"reason\":\"complaint\"");
            String again =
                    "{\"response\": \"" + id + "\", \"note\": \"" + "n".repeat(90_000) + "\"}";
            assertThat(server.post("/candor/complaints", again).statusCode()).isEqualTo(201);
            assertThat(server.post("/candor/complaints", again).statusCode()).isEqualTo(201);
            HttpResponse<String> tooMany = server.post("/candor/complaints", again);
            assertThat(tooMany.statusCode()).isEqualTo(409);
            assertThat(TinyServer.json(tooMany).at("/error/message").asString())
                    .contains("200000 characters");
        }
    }

    @Test
    void aStreamingPolicyCutsTheStream() {
        try (TinyServer server =
                server(
                        "mode: streaming\n"
                                + "rules: [{name: all, when: {risk: 0}, then: abstain}]\n")) {
            HttpResponse<String> response = server.ask("\"stream\": true, \"max_tokens\": 9");
            assertThat(response.body())
                    .contains("I rather say nothing.", "\"content_filter\"", "data: [DONE]");
        }
    }

    @Test
    void aRetryIsMadeAndThenSomethingElseIsDone() {
        try (TinyServer server =
                server(
                        "rules: [{name: all, when: {risk: 0}, then: {retry: {alpha: 0.5, times: 2,"
                                + " else: flag}}}]\n")) {
            JsonNode reply = TinyServer.json(server.ask("\"max_tokens\": 6"));
            assertThat(reply.at("/candor/choices/0/policy/action").asString()).isEqualTo("flag");
            JsonNode turned;
            try (TinyServer plain = new TinyServer(dir)) {
                turned =
                        TinyServer.json(
                                plain.ask("\"max_tokens\": 6, \"candor\": {\"alpha\": 0.5}"));
            }
            assertThat(reply.at("/choices/0")).isEqualTo(turned.at("/choices/0"));
            assertThat(reply.at("/candor/choices/0/score"))
                    .isEqualTo(turned.at("/candor/choices/0/score"));
            assertThat(reply.at("/candor/choices/0/retriedAt").doubleValue()).isEqualTo(0.5);
            assertThat(server.log()).contains("\"retries\":2");
        }
    }

    @Test
    void underAPolicyTheDialIsNotTheAskersToTurn() {
        ApiKeys.Made user = ApiKeys.make(Role.USER, "shop", new SecureRandom());
        ApiKeys.Made reviewer = ApiKeys.make(Role.REVIEWER, "ann", new SecureRandom());
        String keys = user.line() + "\n" + reviewer.line() + "\n";
        TinyServer.Setup setup =
                TinyServer.Setup.PLAIN.policy("version: 1\nrules: []\n").keys(keys);
        try (TinyServer server = new TinyServer(dir, setup)) {
            String neuron = "{\"neurons\": [{\"layer\": 0, \"index\": 3, \"alpha\": 0}]}";
            for (String dial : List.of("{\"alpha\": 0}", neuron)) {
                String body =
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}],"
                                + " \"max_tokens\": 2, \"candor\": "
                                + dial
                                + "}";
                assertThat(status(server, user, body)).isEqualTo(403);
                assertThat(status(server, reviewer, body)).isEqualTo(200);
            }
        }
    }

    private static int status(TinyServer server, ApiKeys.Made key, String body) {
        return server.send(
                        HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                                .header("Authorization", "Bearer " + key.key())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /// Comments go out while the reply is held, so that who leaves is noticed.
    @Test
    void whoLeavesAHeldStreamGivesTheirPlaceBack() throws Exception {
        TinyServer.Setup setup =
                TinyServer.Setup.PLAIN
                        .policy(
                                HEAD
                                        + "rules: [{name: all, when: {risk: 0}, then: {retry:"
                                        + " {alpha: 0.5, times: 5, else: flag}}}]\n")
                        .limits(new Limits(1, 7, 0));
        try (TinyServer server = new TinyServer(dir, setup)) {
            byte[] body =
                    TinyServer.chat("\"stream\": true, \"max_tokens\": 900, \"n\": 8")
                            .getBytes(StandardCharsets.UTF_8);
            try (Socket socket = new Socket("127.0.0.1", server.server.port())) {
                socket.setSoLinger(true, 0);
                String head =
                        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n";
                socket.getOutputStream()
                        .write(head.formatted(body.length).getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(body);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream()));
                String line = in.readLine();
                assertThat(line).startsWith("HTTP/1.1 200");
                while (line != null && !line.equals(": waiting")) {
                    assertThat(line).doesNotStartWith("data:");
                    line = in.readLine();
                }
                assertThat(line).isEqualTo(": waiting");
            }
            server.awaitIdle();
            assertThat(server.live.load().running()).isZero();
            assertThat(server.live.load().tokens()).isLessThan(8 * 6 * 900);
            assertThat(server.log()).doesNotContain("answered");
        }
    }

    @Test
    void retriesOfWhoWasLetInAreNotRefused() {
        TinyServer.Setup setup =
                TinyServer.Setup.PLAIN
                        .policy(
                                HEAD
                                        + "rules: [{name: all, when: {risk: 0}, then: {retry:"
                                        + " {alpha: 0.5, times: 3, else: flag}}}]\n")
                        .limits(new Limits(1, 0, 0));
        try (TinyServer server = new TinyServer(dir, setup)) {
            int answered = 0;
            List<CompletableFuture<HttpResponse<String>>> all =
                    Stream.generate(() -> server.asking("\"max_tokens\": 40")).limit(12).toList();
            for (CompletableFuture<HttpResponse<String>> each : all) {
                answered += each.join().statusCode() == 200 ? 1 : 0;
            }
            // Nothing was generated for those who were refused.
            assertThat(answered).isPositive();
            assertThat(server.live.load().tokens()).isEqualTo(answered * 4L * 40);
        }
    }

    @Test
    void theHeadersTellTheWorstOfSeveralChoices() {
        String four = "\"max_tokens\": 5, \"n\": 4, \"temperature\": 1.5, \"seed\": ";
        try (TinyServer plain = new TinyServer(dir)) {
            for (int seed = 0; seed < 50; seed++) {
                JsonNode choices = choices(plain.post("/v1/chat/completions", warm(four + seed)));
                double first = choices.at("/0/risk").asDouble();
                double worst = 0;
                for (JsonNode each : choices) {
                    worst = Math.max(worst, each.path("risk").asDouble());
                }
                if (worst > first + 0.001) {
                    check(four + seed, (first + worst) / 2, worst);
                    return;
                }
            }
        }
        throw new AssertionError("the first choice was always the worst");
    }

    private static String warm(String more) {
        return TinyServer.chat(more).replace("\"temperature\": 0, ", "");
    }

    private static JsonNode choices(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TinyServer.json(response).at("/candor/choices");
    }

    private void check(String request, double between, double worst) {
        String rules = "rules: [{name: r, when: {risk: %s}, then: abstain}]\n";
        try (TinyServer server = server(rules.formatted(between))) {
            HttpResponse<String> response = server.post("/v1/chat/completions", warm(request));
            assertThat(choices(response).at("/0/policy/action").asString()).isEqualTo("allow");
            assertThat(response.headers().firstValue("Candor-Action")).contains("abstain");
            assertThat(response.headers().firstValue("Candor-Risk"))
                    .contains(String.format(Locale.ROOT, "%.4f", worst));
        }
    }

    @Test
    void everyChoiceHasAnIdThatAComplaintNames() {
        try (TinyServer server = new TinyServer(dir)) {
            JsonNode reply = TinyServer.json(server.ask("\"max_tokens\": 3, \"n\": 2"));
            String id = reply.path("id").asString();
            assertThat(reply.at("/candor/choices/0/id").asString()).isEqualTo(id);
            assertThat(reply.at("/candor/choices/1/id").asString()).isEqualTo(id + "-1");
            for (JsonNode choice : reply.at("/candor/choices")) {
                String body = "{\"response\": \"" + choice.path("id").asString() + "\"}";
                assertThat(server.post("/candor/complaints", body).statusCode()).isEqualTo(201);
            }
        }
    }

    @Test
    void aTopicOfAnEarlierMessageHolds() {
        String rules =
                "topics: {doses: {keywords: [lethal dose], in: question}}\n"
                        + "rules: [{name: r, when: {topic: doses}, then: abstain}]\n";
        try (TinyServer server = server(rules)) {
            String user = "{\"role\": \"user\", \"content\": \"%s\"}";
            String body =
                    "{\"messages\": [%s, %s], \"max_tokens\": 3}"
                            .formatted(
                                    user.formatted("The lethal dose of salt?"),
                                    user.formatted("Answer that."));
            assertThat(choices(server.post("/v1/chat/completions", body)).toString())
                    .contains("\"action\":\"abstain\"");
            String text = "{\"prompt\": \"The lethal dose of salt.\\nAnswer?\", \"max_tokens\": 3}";
            assertThat(choices(server.post("/v1/completions", text)).toString())
                    .contains("\"action\":\"abstain\"");
        }
    }

    @Test
    void aRejectedReplyStaysHeldThoughAComplaintAboutItWasApproved() {
        try (TinyServer server = server(REVIEW)) {
            JsonNode held = TinyServer.json(server.ask("\"max_tokens\": 6"));
            String id = held.path("id").asString();
            server.post("/candor/complaints", "{\"response\": \"" + id + "\"}");
            for (JsonNode item :
                    TinyServer.json(server.get("/candor/review/items")).path("items")) {
                boolean complaint = item.path("reason").asString().equals("complaint");
                String decision = complaint ? "approved" : "rejected";
                HttpResponse<String> decided =
                        server.post(
                                "/candor/review/items/" + item.path("id").asString() + "/decision",
                                "{\"decision\": \"" + decision + "\"}");
                assertThat(decided.statusCode()).isEqualTo(200);
            }
            JsonNode told = TinyServer.json(server.get("/candor/responses/" + id));
            assertThat(told.path("status").asString()).isEqualTo("rejected");
            assertThat(told.path("answer").isNull()).isTrue();
        }
    }

    @Test
    void aHeldReplyIsItsAskersOnly() {
        List<ApiKeys.Made> keys =
                List.of(
                        ApiKeys.make(Role.USER, "shop", new SecureRandom()),
                        ApiKeys.make(Role.USER, "rival", new SecureRandom()),
                        ApiKeys.make(Role.REVIEWER, "ann", new SecureRandom()));
        String file = keys.stream().map(ApiKeys.Made::line).collect(Collectors.joining("\n"));
        TinyServer.Setup setup = TinyServer.Setup.PLAIN.policy(HEAD + REVIEW).keys(file);
        try (TinyServer server = new TinyServer(dir, setup)) {
            HttpRequest.Builder asks =
                    HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                            .header("Authorization", "Bearer " + keys.getFirst().key())
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            TinyServer.chat("\"max_tokens\": 3")));
            String id = TinyServer.json(server.send(asks)).path("id").asString();
            List<Integer> statuses =
                    keys.stream()
                            .map(key ->
                                    HttpRequest.newBuilder(server.uri("/candor/responses/" + id))
                                            .header("Authorization", "Bearer " + key.key()))
                            .map(request -> server.send(request).statusCode())
                            .toList();
            assertThat(statuses).containsExactly(200, 404, 200);
        }
    }

    @Test
    void aQueueThatCannotBeWrittenHoldsUpOnlyWhatItMustHold() {
        try (TinyServer server = server("rules: []\notherwise: allow\nspot-check: 1\n")) {
            server.reviews.close();
            assertThat(server.ask("\"max_tokens\": 3").statusCode()).isEqualTo(200);
            assertThat(server.log()).contains("\"event\":\"not-kept\"");
        }
        try (TinyServer server = server(REVIEW)) {
            server.reviews.close();
            HttpResponse<String> response = server.ask("\"max_tokens\": 3");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        }
    }

    @Test
    void theModelSaysWhoMayTurnItsNeurons() {
        ApiKeys.Made user = ApiKeys.make(Role.USER, "shop", new SecureRandom());
        ApiKeys.Made reviewer = ApiKeys.make(Role.REVIEWER, "ann", new SecureRandom());
        TinyServer.Setup setup =
                TinyServer.Setup.PLAIN.keys(user.line() + "\n" + reviewer.line() + "\n");
        try (TinyServer server = new TinyServer(dir, setup)) {
            assertThat(model(server, user).path("mayTurn").booleanValue()).isTrue();
        }
        try (TinyServer server = new TinyServer(dir, setup.policy("version: 1\nrules: []\n"))) {
            assertThat(model(server, user).path("mayTurn").booleanValue()).isFalse();
            assertThat(model(server, reviewer).path("mayTurn").booleanValue()).isTrue();
            assertThat(model(server, reviewer).at("/probe/promptStyle").asString())
                    .isEqualTo("few-shot");
        }
    }

    private static JsonNode model(TinyServer server, ApiKeys.Made key) {
        return TinyServer.json(
                server.send(
                        HttpRequest.newBuilder(server.uri("/candor/model"))
                                .header("Authorization", "Bearer " + key.key())));
    }
}
