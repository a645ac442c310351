package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.ask.AskOptions;
import dev.candor.app.ask.Asked;
import dev.candor.app.ask.Asker;
import dev.candor.app.ask.TinyAsk;
import dev.candor.app.find.LoadedModel;
import dev.candor.engine.tokenizer.ChatMessage;
import dev.candor.guard.monitor.Risk;
import dev.candor.lab.answer.Prompter;
import dev.candor.lab.contribution.Position;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ServerRiskTest {
    private static final float[] ALPHAS = {1, 0.5f, 0, 2};

    @TempDir private Path dir;

    private static Asked asked(TinyServer server, Position position, float alpha) {
        try (LoadedModel loaded = TinyAsk.load(server.model)) {
            String text =
                    loaded.requireTemplate("the test")
                            .render(List.of(new ChatMessage("user", TinyServer.QUESTION)), true);
            int[] prompt = loaded.tokenizer().encodePrompt(text).ids();
            return new Asker(
                            loaded,
                            TinyAsk.probe(loaded, TinyAsk.WEIGHTS, position),
                            Prompter.fewShot(loaded.tokenizer()))
                    .ask(
                            prompt,
                            new AskOptions(TinyServer.QUESTION, alpha, 7, 0, 7, 0, 1),
                            told -> {});
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServedReplyHasToTheBitTheRiskItHasAlone(Position position) {
        try (TinyServer server = new TinyServer(dir, TinyServer.Setup.PLAIN.position(position))) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                float alpha = ALPHAS[i % ALPHAS.length];
                all.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        server.ask(
                                                "\"max_tokens\": 7, \"candor\": {\"alpha\": "
                                                        + alpha
                                                        + "}"),
                                command -> Thread.ofVirtual().start(command)));
            }
            for (int i = 0; i < all.size(); i++) {
                Asked alone = asked(server, position, ALPHAS[i % ALPHAS.length]);
                JsonNode reply = TinyServer.json(all.get(i).join());
                JsonNode choice = reply.at("/candor/choices/0");
                assertThat(reply.at("/choices/0/message/content").asString())
                        .isEqualTo(alone.generation().text());
                Risk.Scored scored = (Risk.Scored) alone.risk();
                assertThat(choice.path("score").asDouble()).isEqualTo(scored.score());
                assertThat(choice.path("risk").asDouble()).isEqualTo(scored.probability());
                assertThat(choice.path("tokens").size()).isEqualTo(alone.tokens().size());
                for (int t = 0; t < alone.tokens().size(); t++) {
                    JsonNode token = choice.path("tokens").get(t);
                    assertThat(token.path("text").asString())
                            .isEqualTo(alone.tokens().get(t).text());
                    assertThat(token.path("score").asDouble())
                            .isEqualTo(alone.tokens().get(t).score());
                }
            }
        }
    }

    @Test
    void withoutAProbeThereIsNoScoreAndNoAlpha() {
        try (TinyServer server = new TinyServer(dir, TinyServer.Setup.PLAIN.position(null))) {
            JsonNode choice =
                    TinyServer.json(server.ask("\"max_tokens\": 3")).at("/candor/choices/0");
            assertThat(choice.path("verdict").asString()).isEqualTo("no-score");
            assertThat(choice.path("noScore").asString()).isNotBlank();
            assertThat(choice.path("risk").isNull()).isTrue();
            assertThat(server.ask("\"candor\": {\"alpha\": 0.5}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void watchingIsAsMuchAsIsAskedFor() {
        try (TinyServer server = new TinyServer(dir)) {
            String more = "\"max_tokens\": 3, \"candor\": {\"watch\": %s}";
            JsonNode not =
                    TinyServer.json(server.ask(more.formatted("false"))).at("/candor/choices/0");
            assertThat(not.path("verdict").asString()).isEqualTo("no-score");
            assertThat(not.at("/tokens/0/risk").isNull()).isTrue();
            JsonNode neurons =
                    TinyServer.json(server.ask(more.formatted("\"neurons\"")))
                            .at("/candor/choices/0/tokens/0/neurons");
            assertThat(neurons.size()).isBetween(1, 3);
        }
    }
}
