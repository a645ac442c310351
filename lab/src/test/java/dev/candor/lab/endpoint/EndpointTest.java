package dev.candor.lab.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.lab.testing.FakeEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final Patience QUICK = patience(3, Duration.ofMillis(1));
    private static final String KEY = "a-secret-key";

    private static Patience patience(int attempts, Duration pause) {
        return new Patience(attempts, pause, pause.multipliedBy(4), Duration.ofMinutes(10));
    }

    private static Endpoint endpoint(FakeEndpoint server, @Nullable String key) {
        return new Endpoint(Endpoint.parse(server.url()), key, QUICK);
    }

    private static EndpointChat chat(FakeEndpoint server) {
        return new EndpointChat(endpoint(server, null), FakeEndpoint.MODEL, 16);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080/v1",
        "http://localhost:8080/, http://localhost:8080/v1",
        "https://example.org/v1/, https://example.org/v1",
        "https://example.org/some/where, https://example.org/some/where",
        "http://[::1]:80/v1, http://[::1]:80/v1"
    })
    void theBaseUrlMayLeaveOutItsPath(String text, String url) {
        assertThat(Endpoint.parse(text)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080",
                "/v1",
                "ftp://example.org",
                "http://",
                "http://me:secret@example.org",
                "http://example.org/v1?key=1",
                "http://exa mple.org"
            })
    void whatIsNoPlaceOfAServerIsRefused(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URL is '" + text + "', expected one like http://");
    }

    @Test
    void modelsAreListedInTheServersOrder() {
        try (FakeEndpoint server = new FakeEndpoint(List.of("b", "a"), prompt -> "")) {
            assertThat(endpoint(server, null).models()).containsExactly("b", "a");
            assertThat(endpoint(server, null).host()).startsWith("127.0.0.1:");
        }
    }

    @Test
    void aPromptIsPutAsItIsAndItsReplyComesBackAsItIs() {
        String odd = " two\nlines, \"quotes\", é, 😀 ";
        try (FakeEndpoint server = new FakeEndpoint(prompt -> prompt + "!");
                EndpointChat chat = chat(server)) {
            assertThat(chat.reply(odd, 0)).isEqualTo(odd + "!");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theFirstAttemptIsGreedyAndEachOtherHasASeedOfItsOwn() {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "x");
                EndpointChat chat = chat(server)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                chat.reply("?", attempt);
            }
            assertThat(server.requests())
                    .extracting(request -> request.body().get("temperature").asDouble())
                    .containsExactly(0.0, 0.7, 0.7);
            assertThat(server.requests())
                    .extracting(request -> request.body().get("seed").asInt())
                    .containsExactly(0, 1, 2);
            assertThat(server.requests())
                    .allMatch(request -> request.body().get("max_tokens").asInt() == 16)
                    .allMatch(request ->
                            request.body().get("model").asString().equals(FakeEndpoint.MODEL));
        }
    }

    @Test
    void aBusyServerIsAskedAgain() {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "at last");
                EndpointChat chat = chat(server)) {
            server.next(429, "{\"error\": {\"message\": \"slow down\"}}");
            server.next(503, "");
            assertThat(chat.reply("?", 0)).isEqualTo("at last");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aServerThatStaysBusyIsGivenUpWithWhatItSaid() {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "never");
                EndpointChat chat = chat(server)) {
            for (int i = 0; i < 3; i++) {
                server.next(429, "{\"error\": {\"message\": \"slow\\ndown\"}}");
            }
            assertThatThrownBy(() -> chat.reply("?", 0))
                    .isInstanceOf(EndpointException.class)
                    .hasMessageStartingWith(server.url() + ": found status 429: ")
                    .hasMessageContaining("down")
                    .hasMessageEndingWith(" (3 tries), expected a chat completion");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "{}", "[]", "{\"choices\": []}", ""})
    void garbageIsNoReply(String garbage) {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "never");
                EndpointChat chat = chat(server)) {
            for (int i = 0; i < 3; i++) {
                server.next(200, garbage);
            }
            assertThatThrownBy(() -> chat.reply("?", 0))
                    .isInstanceOf(EndpointException.class)
                    .hasMessageStartingWith(server.url() + ": found ")
                    .hasMessageEndingWith(" (3 tries), expected a chat completion");
        }
    }

    @Test
    void aMessageWithoutContentIsAnEmptyReply() {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "never");
                EndpointChat chat = chat(server)) {
            server.next(
                    200,
                    """
                    {"id": "1", "created": 1, "model": "m", "choices": [{"index": 0, "finish_reason": "length",
                     "message": {"role": "assistant", "content": null}}]}
                    """);
            assertThat(chat.reply("?", 0)).isEmpty();
        }
    }

    @Test
    void aRefusalIsNotRepeatedAndTheKeyIsNotTold() {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "never");
                EndpointChat chat =
                        new EndpointChat(endpoint(server, KEY), FakeEndpoint.MODEL, 16)) {
            server.next(401, "{\"error\": {\"message\": \"who are you\"}}");
            assertThatThrownBy(() -> chat.reply("?", 0))
                    .hasMessageStartingWith(server.url() + ": found status 401: ")
                    .hasMessageContaining("who are you")
                    .hasMessageContaining("the key is read from CANDOR_API_KEY")
                    .hasMessageNotContaining(KEY);
            assertThat(server.requests())
                    .extracting(FakeEndpoint.Request::authorization)
                    .containsExactly("Bearer " + KEY);
        }
    }

    @Test
    void withoutAKeyNoneIsSent() {
        try (FakeEndpoint server = new FakeEndpoint(prompt -> "x");
                EndpointChat chat = chat(server)) {
            chat.reply("?", 0);
            assertThat(server.requests().getFirst().authorization()).isNull();
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidAtOnce() {
        FakeEndpoint server = new FakeEndpoint(prompt -> "never");
        server.close();
        Endpoint patient =
                new Endpoint(Endpoint.parse(server.url()), null, patience(9, Duration.ofDays(1)));
        String found = server.url() + ": found no server (connection refused), expected ";
        assertThatThrownBy(patient::models).hasMessage(found + "a list of models");
        try (EndpointChat chat = new EndpointChat(patient, "m", 16)) {
            assertThatThrownBy(() -> chat.reply("?", 0)).hasMessage(found + "a chat completion");
            chat.expect("!");
            assertThatThrownBy(() -> chat.reply("!", 0)).hasMessage(found + "a chat completion");
        }
    }

    @Test
    void aHostThatIsNotThereIsSaidAtOnce() {
        Endpoint patient =
                new Endpoint(
                        Endpoint.parse("http://nowhere.invalid/v1"),
                        null,
                        patience(9, Duration.ofDays(1)));
        assertThatThrownBy(patient::models)
                .hasMessage(
                        "http://nowhere.invalid/v1: found no host of this name, expected a list of"
                                + " models");
    }

    /// The server replies to nobody before eight are waiting.
    @Test
    void announcedPromptsAreUnderWayTogether() {
        CountDownLatch all = new CountDownLatch(EndpointChat.PARALLEL);
        try (FakeEndpoint server =
                        new FakeEndpoint(prompt -> {
                            all.countDown();
                            return prompt + (await(all) ? " together" : " alone");
                        });
                EndpointChat chat = chat(server)) {
            for (int i = 0; i < 2 * EndpointChat.PARALLEL; i++) {
                chat.expect("prompt " + i);
                chat.expect("prompt " + i);
            }
            for (int i = 0; i < 2 * EndpointChat.PARALLEL; i++) {
                assertThat(chat.reply("prompt " + i, 0)).isEqualTo("prompt " + i + " together");
            }
            assertThat(server.requests()).hasSize(2 * EndpointChat.PARALLEL);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
