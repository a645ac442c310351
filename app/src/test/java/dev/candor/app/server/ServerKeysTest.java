package dev.candor.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerKeysTest {
    @TempDir private static Path dir;

    private static final Map<Role, String> KEYS = new EnumMap<>(Role.class);
    private static TinyServer server;

    @BeforeAll
    static void serve() {
        StringBuilder file = new StringBuilder("# who may\n\n");
        for (Role role : Role.values()) {
            ApiKeys.Made made = ApiKeys.make(role, "my-" + role.label(), new SecureRandom());
            KEYS.put(role, made.key());
            file.append(made.line()).append('\n');
        }
        server = new TinyServer(dir, TinyServer.Setup.PLAIN.keys(file.toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static int status(String path, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return server.send(request).statusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, 200, 200, 200",
        "/candor/model, 200, 200, 200",
        "/candor/reports, 200, 200, 200",
        "/candor/review/items, 403, 200, 200",
        "/candor/review/stats, 403, 200, 200",
        "/candor/review/export, 403, 200, 200",
        "/metrics, 403, 403, 200"
    })
    void everyRoleMayItsOwn(String path, int user, int reviewer, int admin) {
        assertThat(status(path, "Bearer " + KEYS.get(Role.USER))).isEqualTo(user);
        assertThat(status(path, "bearer " + KEYS.get(Role.REVIEWER))).isEqualTo(reviewer);
        assertThat(status(path, "Bearer " + KEYS.get(Role.ADMIN))).isEqualTo(admin);
        assertThat(status(path, null)).isEqualTo(401);
        assertThat(status(path, "Bearer candor-none")).isEqualTo(401);
        assertThat(status(path, "Basic " + KEYS.get(Role.ADMIN))).isEqualTo(401);
    }

    /// However a path is written, it needs what the plain one needs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics/",
                "/%6detrics",
                "/metrics;x=1",
                "//metrics",
                "/./metrics",
                "/v1/../metrics",
                "/v1/..%2fmetrics",
                "/v1/%2e%2e/metrics",
                "/candor/%72eview/stats",
                "/candor/review;x/stats",
                "/candor//review/stats",
                "/candor/./review/stats",
                "/candor;x/review/stats",
                "/v1/../candor/review/stats",
                "/candor/review/stats/"
            })
    void noWayOfWritingAPathGetsAroundItsRole(String path) {
        assertThat(status(path, null)).isNotEqualTo(200);
        assertThat(status(path, "Bearer " + KEYS.get(Role.USER))).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/main.js", "/style.css", "/health"})
    void thePageAndTheHealthNeedNoKey(String path) {
        assertThat(status(path, null)).isEqualTo(200);
    }

    @Test
    void aReportsAddressIsItsKey() {
        String list =
                server.send(
                                HttpRequest.newBuilder(server.uri("/candor/reports"))
                                        .header("Authorization", "Bearer " + KEYS.get(Role.USER)))
                        .body();
        String id = list.replaceAll(".*\"id\":\"([0-9a-f]+)\".*", "$1");
        assertThat(status("/candor/reports/" + id, null)).isEqualTo(200);
        assertThat(status("/candor/reports/" + "0".repeat(32), null)).isEqualTo(404);
    }

    @Test
    void aKeyIsNotInTheLog() {
        String key = KEYS.getOrDefault(Role.USER, "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri("/v1/chat/completions"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        TinyServer.chat("\"max_tokens\": 2")));
        assertThat(server.send(request).statusCode()).isEqualTo(200);
        assertThat(server.log())
                .contains("\"event\":\"answered\"", "\"caller\":\"my-user\"")
                .doesNotContain(key, "candor-");
    }
}
