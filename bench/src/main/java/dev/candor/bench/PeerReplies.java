package dev.candor.bench;

import dev.candor.app.cli.CommandFailure;
import dev.candor.app.cli.ExitCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The peer's greedy replies, token for token: one server with one slot, so that nothing depends on
/// what else it computes.
final class PeerReplies implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerProcess server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PeerReplies(ServerProcess server) {
        this.server = server;
    }

    /// The peer's command, without the folder in front and the port.
    static List<String> command(Path model, @Nullable Path adapter, int threads) {
        List<String> command =
                new ArrayList<>(List.of(LlamaServer.PROGRAM, "-m", model.toString()));
        if (adapter != null) {
            command.addAll(List.of("--lora", adapter.toString()));
        }
        command.addAll(List.of("-np", "1", "-c", "2048"));
        command.addAll(List.of("-t", "" + threads, "-tb", "" + threads));
        command.addAll(List.of("--host", "127.0.0.1", "--no-webui"));
        return command;
    }

    /// Starts the server.
    ///
    /// @param folder of the peer
    /// @param adapter added to the model; null for none
    /// @param work a folder for what it says
    static PeerReplies start(
            Path folder, Path model, @Nullable Path adapter, int threads, Path work)
            throws IOException, InterruptedException {
        return new PeerReplies(LlamaServer.start(folder, command(model, adapter, threads), work));
    }

    /// Sets the adapter's strength for what is asked from now on.
    void strength(double strength) throws IOException, InterruptedException {
        ArrayNode body = JSON.createArrayNode();
        body.addObject().put("id", 0).put("scale", strength);
        post("/lora-adapters", body);
    }

    /// The likeliest tokens after a prompt.
    ///
    /// @return at most `most`, fewer where the reply ends
    int[] greedy(int[] prompt, int most) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode tokens = body.putArray("prompt");
        for (int token : prompt) {
            tokens.add(token);
        }
        body.put("n_predict", most).put("temperature", 0).put("top_k", 1).put("seed", 1);
        body.put("cache_prompt", false).put("return_tokens", true);
        JsonNode reply = post("/completion", body).path("tokens");
        int[] found = new int[reply.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = reply.get(i).asInt();
        }
        return found;
    }

    private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(5))
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        try {
            if (response.statusCode() == 200) {
                return JSON.readTree(response.body());
            }
        } catch (JacksonException noJson) {
            // Said below.
        }
        throw new CommandFailure(
                ExitCode.FAILURE,
                "%s answered %s with %d: %s"
                        .formatted(
                                LlamaServer.PROGRAM,
                                path,
                                response.statusCode(),
                                response.body().lines().findFirst().orElse("nothing")));
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }
}
