package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
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
            assertThat(response.headers().firstValue("Candor-Action")).contains("review");
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
}
